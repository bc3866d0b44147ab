import ArgumentParser
import BuildRuns
import CommandLines
import Commands
import Glibc
import ImageFormat
import ImageStore
import Printing
import Surroundings
import SystemPackage

/// `slipway shell`: a shell in the file system as it is above one instruction of a Dockerfile.
struct ShellCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "shell",
        abstract: "Open a shell in the file system as a Dockerfile has made it above one of its lines.",
        discussion: """
            What stands above the line is built, from the cache where that is possible. Files, variables, working \
            directory and user are those that the instruction would find. What you change is gone with the shell.
            """)

    @Option(help: "A line of the Dockerfile: the shell is opened before its instruction. Otherwise after the last one.")
    var before: Int?

    @Option(name: [.short, .long], help: "The Dockerfile. Otherwise PATH/Dockerfile.")
    var file: String?

    @Option(help: "Value of an ARG, as NAME=VALUE; NAME alone takes the value from the environment.")
    var buildArg: [String] = []

    @Argument(help: "The build context.")
    var path = "."

    func run(in surroundings: Surroundings) throws {
        var words: [String] = []
        if let before { words += ["--stop-before", "\(before)"] }
        if let file { words += ["--file", file] }
        words += buildArg.flatMap { ["--build-arg", $0] } + [path]
        let work = BuildWork(try BuildOptions.parse(words)) { _ in }
        let image = try work.build(in: surroundings, log: .error, isKept: false)
        let own = try Self.shell(of: image, in: surroundings)
        try RunCommand.parse(
            ["--rm", "--interactive"] + (isatty(STDIN_FILENO) == 1 ? ["--tty"] : []) + ["--entrypoint", own, image]
        ).run(in: surroundings)
    }

    /// The stage's SHELL, else the one that RUN uses.
    private static func shell(of image: String, in surroundings: Surroundings) throws -> String {
        let stored = try BuildStore.open(in: surroundings).resolve(image)
        return stored.config.config.shell?.first ?? "/bin/sh"
    }
}
