public import ArgumentParser

/// What `exec` can be asked for, with docker's spellings.
public struct ExecOptions: ParsableArguments, Sendable {
    @Flag(name: [.short, .long], help: "Run it in the background.")
    public var detach = false

    @Flag(name: [.short, .long], help: "Keep standard input open.")
    public var interactive = false

    @Flag(name: [.short, .long], help: "Give the command a terminal.")
    public var tty = false

    @Option(name: [.short, .long], parsing: .unconditionalSingleValue, help: "A variable, as NAME=VALUE.")
    public var env: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "A file with a variable a line.")
    public var envFile: [String] = []

    @Option(name: [.short, .long], parsing: .unconditional, help: "The folder to start in.")
    public var workdir: String?

    @Option(
        name: [.short, .long], parsing: .unconditional,
        help: "Who the command runs as, by names of the container or numbers: USER[:GROUP].")
    public var user: String?

    @Option(parsing: .unconditional, help: "Keys that leave a command: it has this process, and ends with it.")
    public var detachKeys: String?

    @Argument(help: "The container, by name or ID.")
    public var container: String

    @Argument(parsing: .captureForPassthrough, help: "The command.")
    public var command: [String]

    /// With what holds where nothing is said.
    public init() {}
}
