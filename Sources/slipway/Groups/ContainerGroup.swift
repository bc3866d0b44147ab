import ArgumentParser
import Surroundings

/// `slipway container …`: docker's other names for the commands about containers.
struct ContainerGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "container", abstract: "The commands about containers, under docker's other names.",
        subcommands: [
            RunCommand.self, CreateCommand.self, StartCommand.self, RestartCommand.self, ListContainersCommand.self,
            LogsCommand.self, ExecCommand.self, AttachCommand.self, WaitCommand.self, PortCommand.self,
            PauseCommand.self, UnpauseCommand.self, RenameCommand.self, UpdateCommand.self, CopyCommand.self,
            StopCommand.self, KillCommand.self, RemoveContainersCommand.self, PruneContainersCommand.self,
            InspectContainersCommand.self, DiffCommand.self, CommitCommand.self, ExportCommand.self, TopCommand.self,
            StatsCommand.self,
        ])
}

/// `slipway container ls`: `ps`.
struct ListContainersCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls", abstract: "List containers: `ps`.", aliases: ["list", "ps"])

    @OptionGroup var list: PsCommand

    func run(in surroundings: Surroundings) throws { try list.run(in: surroundings) }
}

/// `slipway container inspect`: `inspect --type container`.
struct InspectContainersCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Show all that is known of containers: `inspect`.")

    @Option(name: [.short, .long], help: "A template, as `inspect` takes it.")
    var format: String?

    @Argument(help: "Containers, by name or ID.")
    var names: [String]

    func run(in surroundings: Surroundings) throws {
        let words = (format.map { ["--format", $0] } ?? []) + ["--type", "container"] + names
        try InspectCommand.parse(words).run(in: surroundings)
    }
}
