public import ArgumentParser

extension DockerNames {
    /// The names of a program's commands. A group has the names of its subcommands.
    public init(of root: any ParsableCommand.Type) {
        var own: [String: Set<String>] = [:]
        let groups = root.configuration.groupedSubcommands.flatMap(\.subcommands)
        for command in root.configuration.subcommands + groups {
            let inner = Set(command.configuration.subcommands.flatMap { Self.names(of: $0) })
            for name in Self.names(of: command) { own[name] = inner }
        }
        self.init(own: own)
    }

    private static func names(of command: any ParsableCommand.Type) -> [String] {
        [command._commandName] + command.configuration.aliases
    }
}
