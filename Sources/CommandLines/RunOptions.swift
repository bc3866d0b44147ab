public import ArgumentParser

/// The options of `run`, with docker's spellings. The command and the lab read command lines by this type.
public struct RunOptions: ParsableArguments, Sendable {
    @Flag(name: [.short, .long], help: "Run in the background and print the container's ID.")
    public var detach = false

    @Flag(help: "Remove the container when it ends.")
    public var rm = false

    @Flag(name: [.short, .long], help: "Keep standard input open.")
    public var interactive = false

    @Flag(name: [.short, .long], help: "Give the container a terminal.")
    public var tty = false

    @Option(help: "Name of the container.")
    public var name: String?

    @Option(
        name: [.short, .long],
        help: "Publish a port, as [ADDRESS:][HOST PORT:]CONTAINER PORT; on 127.0.0.1 unless an address is given.")
    public var publish: [String] = []

    @Flag(name: [.customShort("P"), .long], help: "Publish every port that the image exposes, on ports that are free.")
    public var publishAll = false

    @Option(name: [.short, .long], help: "A variable, as NAME=VALUE; NAME alone takes the value from the environment.")
    public var env: [String] = []

    @Option(name: [.short, .long], help: "The folder to start in.")
    public var workdir: String?

    @Option(name: [.short, .long], help: "Who the command runs as: USER[:GROUP], by name or number.")
    public var user: String?

    @Option(help: "The program to run in place of the image's ENTRYPOINT.")
    public var entrypoint: String?

    @Option(
        name: [.customShort("v"), .long], help: "A folder or file of the host in the container, as PATH:PATH[:ro].")
    public var volume: [String] = []

    @Option(help: "The container's network: bridge (its own), host or none.")
    public var network = "bridge"

    @Option(name: [.customShort("h"), .long], help: "Name of the container's host.")
    public var hostname: String?

    @Option(help: "A new file for the container's ID, written once its ports are its own.")
    public var cidfile: String?

    @Option(help: "The signal that asks the container to end.")
    public var stopSignal: String?

    @Argument(help: "The image, by name or ID.")
    public var image: String

    @Argument(parsing: .captureForPassthrough, help: "The command, in place of the image's CMD.")
    public var command: [String] = []

    public init() {}
}
