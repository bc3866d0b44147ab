import ArgumentParser

/// The program. Commands are synchronous, so that one that enters a user namespace does so while the process has one
/// thread; the lab starts its own event loop.
@main
struct Slipway: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slipway",
        abstract: "A container lab in your terminal: a lesson, an editor and a builder of its own.",
        discussion: """
            Without a subcommand it opens the lab. Images, containers and builds answer to docker's own command lines; \
            called by the name docker, so does the program.
            """,
        version: "0.1.0",
        groupedSubcommands: [],
        defaultSubcommand: nil
    )
}
