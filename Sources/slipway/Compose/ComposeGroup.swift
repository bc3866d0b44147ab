import ArgumentParser

/// `slipway compose …`
struct ComposeGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compose", abstract: "Several containers by one file: compose.yaml.",
        discussion: """
            Options before the command: -f FILE, -p NAME, --project-directory FOLDER, --env-file FILE, --profile NAME.
            What of a file is not offered here is named, and nothing is started.
            """,
        subcommands: [
            ComposeUpCommand.self, ComposeDownCommand.self, ComposePsCommand.self, ComposeLogsCommand.self,
            ComposeBuildCommand.self, ComposePullCommand.self, ComposeExecCommand.self, ComposeRunCommand.self,
            ComposeCreateCommand.self, ComposeStartCommand.self, ComposeStopCommand.self, ComposeRestartCommand.self,
            ComposeKillCommand.self, ComposeRemoveCommand.self, ComposePauseCommand.self, ComposeUnpauseCommand.self,
            ComposeConfigCommand.self, ComposeImagesCommand.self, ComposePortCommand.self, ComposeListCommand.self,
            ComposeVersionCommand.self,
        ])
}
