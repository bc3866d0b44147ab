import ArgumentParser
import Commands
import ContainerPlans
import ContainerRuntime
import Containers
import Glibc
import ImageFormat
import Printing
import Surroundings

/// `slipway wait`
struct WaitCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait", abstract: "Wait until containers have ended, and print their exit statuses.")

    @Argument(help: "Containers, by name or ID.")
    var containers: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.each(in: surroundings, containers) { _, folder, _, _ in
            print("\(Int(folder.waitForExit()))")
            return 0
        }
    }
}

/// `slipway pause`
struct PauseCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Stop all processes of containers where they are.")

    @Argument(help: "Containers, by name or ID.")
    var containers: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.forEach(in: surroundings, containers) { _, folder in try folder.pause() }
    }
}

/// `slipway unpause`
struct UnpauseCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "unpause", abstract: "Let paused containers go on.")

    @Argument(help: "Containers, by name or ID.")
    var containers: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.forEach(in: surroundings, containers) { _, folder in try folder.unpause() }
    }
}

/// `slipway rename`
struct RenameCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(commandName: "rename", abstract: "Give a container another name.")

    @Argument(help: "The container, by name or ID.")
    var container: String

    @Argument(help: "Its new name.")
    var name: String

    func validate() throws {
        guard ContainerName.isValid(name) else { throw ValidationError(ContainerName.refusal(of: name)) }
    }

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { _, list in try list.rename(try list.find(container), to: name) }
    }
}

/// `slipway port`
struct PortCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "port", abstract: "Show where the ports of a container are published.")

    @Argument(help: "The container, by name or ID.")
    var container: String

    @Argument(help: "One of its ports: 80, 53/udp.")
    var port: String?

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { _, list in
            let published = try list.find(container).publishedPorts
            for line in try published.lines(of: port, called: container) { print("\(line)") }
        }
    }
}

/// `slipway attach`
struct AttachCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach", abstract: "Join this terminal to a container that runs.")

    @Option(help: "Keys that leave the container running: ctrl-p,ctrl-q.")
    var detachKeys: String?

    @Flag(help: "Do not let the container read.")
    var noStdin = false

    @Option(parsing: .unconditional, help: "Whether signals are passed on: true or false.")
    var sigProxy = true

    @Argument(help: "The container, by name or ID.")
    var container: String

    func validate() throws {
        if let detachKeys, DetachKeys(detachKeys) == nil {
            throw ValidationError(
                "--detach-keys \(detachKeys): letters, or ctrl- and a letter, with commas between them.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { _, list in
            let run = try AttachedRun.joining(
                try list.find(container), called: container, reads: !noStdin, passesSignals: sigProxy,
                keys: detachKeys.flatMap { DetachKeys($0) })
            throw ExitCode(try run.run())
        }
    }
}

/// `slipway update`
struct UpdateCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Change how containers are started again.")

    @Option(help: "no, on-failure[:TIMES], always or unless-stopped.")
    var restart: String

    @Argument(help: "Containers, by name or ID.")
    var containers: [String]

    func run(in surroundings: Surroundings) throws {
        guard let policy = RestartPolicy(restart) else {
            throw ValidationError("--restart \(restart): no, on-failure[:TIMES], always or unless-stopped.")
        }
        try OpenedContainers.forEach(in: surroundings, containers) { list, folder in
            try list.update(folder) { $0.settings.restart = policy }
        }
    }
}
