import ArgumentParser
import Commands
import DockerWords
import Printing

/// `slipway explain`: what an error of Docker's means, why it comes, and what to do.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say what an error of Docker's means, why it comes and what to do next.",
        discussion: """
            Takes the error as words, or on standard input: docker build . 2>&1 | slipway explain. Takes the short name \
            of a fault too, and shows what Docker says then; --list has all of them.
            """)

    @Flag(help: "List the faults that are known, with Docker's words for each.")
    var list = false

    @Argument(parsing: .captureForPassthrough, help: "The error, or the name of a fault.")
    var words: [String] = []

    func run() throws {
        if list || words == ["--list"] { return print(DockerFault.listing, terminator: "") }
        let given = words.isEmpty ? [String(decoding: try StandardInput.read(), as: UTF8.self)] : words
        guard let fault = DockerFault.meant(by: given) else {
            throw CommandFailure(
                "no error is known in these words: give the line with “error” in it, whole. slipway explain --list has all."
            )
        }
        print(fault.explanation, terminator: "")
    }
}
