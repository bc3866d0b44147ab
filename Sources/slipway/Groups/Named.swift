import ArgumentParser
import Surroundings

/// What a command is called in a group.
protocol CommandName {
    static var name: String { get }
    /// Other names of it.
    static var aliases: [String] { get }
}

/// A command under the name that it has in a group: `docker image ls` is `docker images`.
struct Named<Name: CommandName, Command: ParsableCommand>: SurroundedCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Name.name, abstract: Command.configuration.abstract,
            discussion: Command.configuration.discussion, aliases: Name.aliases)
    }

    @OptionGroup var command: Command

    func run(in surroundings: Surroundings) throws {
        if let command = command as? any SurroundedCommand { return try command.run(in: surroundings) }
        var command = command
        try command.run()
    }
}

enum Ls: CommandName {
    static let name = "ls"
    static let aliases = ["list"]
}

enum Rm: CommandName {
    static let name = "rm"
    static let aliases = ["remove"]
}
