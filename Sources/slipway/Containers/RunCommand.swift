import ArgumentParser
import CLinux
import ContainerRuntime
import Glibc
import ImageFormat
import ImageStore
import SystemPackage

/// `slipway run`: a container of an image, with docker's flags.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a command in a new container of an image.")

    @Flag(name: [.short, .long], help: "Run in the background and print the container's ID.")
    var detach = false

    @Flag(help: "Remove the container when it ends.")
    var rm = false

    @Flag(name: [.short, .long], help: "Keep standard input open.")
    var interactive = false

    @Flag(name: [.short, .long], help: "Give the container a terminal.")
    var tty = false

    @Option(help: "Name of the container.")
    var name: String?

    @Option(
        name: [.short, .long],
        help: "Publish a port, as [ADDRESS:][HOST PORT:]CONTAINER PORT; on 127.0.0.1 unless an address is given.")
    var publish: [String] = []

    @Flag(name: [.customShort("P"), .long], help: "Publish every port that the image exposes, on ports that are free.")
    var publishAll = false

    @Option(name: [.short, .long], help: "A variable, as NAME=VALUE; NAME alone takes the value from the environment.")
    var env: [String] = []

    @Option(name: [.short, .long], help: "The folder to start in.")
    var workdir: String?

    @Option(name: [.short, .long], help: "Who the command runs as: USER[:GROUP], by name or number.")
    var user: String?

    @Option(help: "The program to run in place of the image's ENTRYPOINT.")
    var entrypoint: String?

    @Option(
        name: [.customShort("v"), .long], help: "A folder or file of the host in the container, as PATH:PATH[:ro].")
    var volume: [String] = []

    @Option(help: "The container's network: bridge (its own), host or none.")
    var network = "bridge"

    @Option(name: [.customShort("h"), .long], help: "Name of the container's host.")
    var hostname: String?

    @Option(help: "A new file for the container's ID, written once its ports are its own.")
    var cidfile: String?

    @Option(help: "The signal that asks the container to end.")
    var stopSignal: String?

    @Argument(help: "The image, by name or ID.")
    var image: String

    @Argument(parsing: .captureForPassthrough, help: "The command, in place of the image's CMD.")
    var command: [String] = []

    func validate() throws {
        if detach && rm == false && tty && interactive { return }
        if tty && !detach && interactive && isatty(STDIN_FILENO) == 0 {
            throw ValidationError("The input is not a terminal: leave out -t.")
        }
    }

    func run() throws {
        // What stays in the background must not keep what its starter waits for.
        if detach { slipway_close_inherited() }
        try OpenedContainers.run { store, list in
            let plan = try RunPlan(self, image: try store.resolve(image))
            let idFile = try cidfile.map { try IDFile(path: $0) }
            // Before anything is made: a port that is taken stops the command here.
            let ports = try PublishedPorts(plan.ports)
            let start = ContainerStart(plan: plan, ports: ports, store: store, list: list, idFile: idFile)
            let status = detach ? try Background.start { try start.run(onStart: $0) } : try start.run { _ in }
            throw ExitCode(status)
        }
    }
}
