import ArgumentParser
import Commands
import DockerfileSyntax
import Printing

/// `slipway parse`: what the language makes of a Dockerfile.
struct ParseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse", abstract: "Print the syntax tree of a Dockerfile.",
        discussion: """
            The exit status is 1 where the file has no syntax tree; what the tree means is `slipway lint`'s matter.

            JSON has `escape`, `directives` (name, value, line), `instructions` in order (keyword in lower case, flags, \
            arguments, exec, heredocs with name, content, expand, chomp and fileDescriptor, firstLine, lastLine, original; \
            ONBUILD has its trigger) and `diagnostics` (severity, line, column, endLine, endColumn, message, expected, \
            suggestion). Members may be added; none will be renamed or dropped.
            """)

    @Flag(help: "Print JSON, whose members are stable.")
    var json = false

    @Argument(help: "The Dockerfile; - is standard input.", completion: .file())
    var file = "Dockerfile"

    func run() throws {
        let source = try SourceFile(file)
        let dockerfile = source.dockerfile
        print(json ? PrintableText(json: dockerfile.json()) : PrintableText(lines: dockerfile.listing), terminator: "")
        let faults = source.dockerfile.diagnostics.filter { $0.fault.isSyntax && $0.severity == .error }
        guard !faults.isEmpty else { return }
        let texts = faults.map { $0.report.text(file: source.name, source: source.dockerfile.source) }
        StandardStream.error.write(PrintableText(lines: texts.joined()))
        throw ExitCode.failure
    }
}
