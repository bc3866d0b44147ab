import ArgumentParser
import Commands
import ContainerRuntime
import ImageFormat
import ImageStore
import Listings
import Machine
import Printing
import Surroundings
import SystemPackage

/// `docker version`
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Show the version of the program, which is client and server in one.")

    @Option(name: [.short, .long], help: "json, or a template of Go, such as '{{.Server.Version}}'.")
    var format: String?

    func run() throws {
        let description = SystemDescription(host: HostFacts.read(), version: ProgramVersion.current)
        guard let format else { return print(PrintableText(lines: description.versionText), terminator: "") }
        // One object, not a list.
        try DescriptionFormat.show(description.version, through: format)
    }
}

/// `docker info` and `docker system info`
struct InfoCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Show what there is on this machine: the store, containers, the kernel.")

    @Option(name: [.short, .long], help: "json, or a template of Go, such as '{{.Driver}}'.")
    var format: String?

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, containers in
            var description = SystemDescription(host: HostFacts.read(), version: ProgramVersion.current)
            description.folder = store.path.string
            description.images = try store.images().count
            description.states = containers.all().map(\.state)
            guard let format else { return print(PrintableText(lines: description.infoText), terminator: "") }
            try DescriptionFormat.show(description.info, through: format)
        }
    }
}
