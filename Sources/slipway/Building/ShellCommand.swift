import ArgumentParser
import BuildRuns
import Glibc
import Surroundings

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
        let image = try ShellImage(before: before, file: file, arguments: buildArg, context: path, in: surroundings)
        let terminal = isatty(STDIN_FILENO) == 1 ? ["--tty"] : []
        let words = ["--rm", "--interactive"] + terminal + ["--entrypoint", image.shell, image.id]
        try RunCommand.parse(words).run(in: surroundings)
    }
}
