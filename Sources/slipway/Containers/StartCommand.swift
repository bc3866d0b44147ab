import ArgumentParser
import Commands
import ContainerRuntime
import Containers
import Surroundings

/// `slipway start`
struct StartCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start containers that were made, or have ended.")

    @Flag(name: [.short, .long], help: "Show the output, and end with the container's exit status.")
    var attach = false

    @Flag(name: [.short, .long], help: "Let the container read what this command is given.")
    var interactive = false

    @Option(help: "Keys that leave the container running.")
    var detachKeys: String?

    @Argument(help: "Containers, by name or ID.")
    var containers: [String]

    func validate() throws {
        guard !(attach || interactive) || containers.count == 1 else {
            throw ValidationError("You cannot start and attach multiple containers at once.")
        }
        if let detachKeys, DetachKeys(detachKeys) == nil {
            throw ValidationError(
                "--detach-keys \(detachKeys): letters, or ctrl- and a letter, with commas between them.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        if attach || interactive {
            throw try Starting.startHere(
                containers[0], reads: interactive, keys: detachKeys.flatMap { DetachKeys($0) }, in: surroundings)
        }
        try Starting.startEach(containers, in: surroundings)
    }
}

/// `slipway restart`
struct RestartCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "restart", abstract: "Stop containers, and start them again.")

    @Option(
        name: [.customShort("t"), .customLong("time"), .customLong("timeout")], parsing: .unconditional,
        help: "Seconds before a container is killed; -1 for never.")
    var time: Double?

    @Option(name: [.short, .long], help: "The signal that asks.")
    var signal: String?

    @Argument(help: "Containers, by name or ID.")
    var containers: [String]

    func run(in surroundings: Surroundings) throws {
        try Starting.restartEach(
            containers, grace: time, signal: try signal.map { try Signals.number($0) }, in: surroundings)
    }
}
