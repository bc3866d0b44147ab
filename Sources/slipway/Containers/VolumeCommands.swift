import ArgumentParser
import Commands
import ContainerPlans
import ContainerRuntime
import Containers
import Formats
import ImageFormat
import ImageStore
import Printing
import Surroundings
import SystemPackage

/// `slipway volume …`
struct VolumeGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "volume", abstract: "Folders that outlive containers.",
        subcommands: [
            CreateVolumeCommand.self, ListVolumesCommand.self, InspectVolumesCommand.self, RemoveVolumesCommand.self,
            PruneVolumesCommand.self,
        ])
}

/// `slipway volume create`
struct CreateVolumeCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: "Make a volume.")

    @OptionGroup var options: NewVolumeOptions

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, _ in
            let volume = try VolumeList(store: store.path).create(
                options.name ?? ContainerRecord.makeID(), labels: Labels.read(options.label),
                isAnonymous: options.name == nil)
            print("\(volume.name)")
        }
    }
}

/// `slipway volume ls`
struct ListVolumesCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls", abstract: "List volumes.", aliases: ["list"])

    @Flag(name: [.short, .long], help: "Print names only.")
    var quiet = false

    @Option(
        name: [.short, .long], parsing: .unconditionalSingleValue,
        help: "name=TEXT, label=NAME[=VALUE], dangling=true|false, driver=local.")
    var filter: [String] = []

    @Option(help: FormatHelp.text(VolumeLines.columns))
    var format: String?

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, _ in
            let text = try VolumeWork(VolumeList(store: store.path)).listing(
                try filter.map { try VolumeFilter($0) }, format: format, isQuiet: quiet)
            print(text, terminator: "")
        }
    }
}

/// `slipway volume inspect`
struct InspectVolumesCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Show all that is known of volumes, as JSON.")

    @Option(name: [.short, .long], help: "Text with {{.Name}}, {{.Mountpoint}} or the like in it.")
    var format: String?

    @Argument(help: "Volumes, by name.")
    var names: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, _ in
            let list = VolumeList(store: store.path)
            try DescriptionFormat.show(names, format) { VolumeLines.description(try list.find($0)) }
        }
    }
}

/// `slipway volume rm`
struct RemoveVolumesCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm", abstract: "Remove volumes with their files.", aliases: ["remove"])

    @Flag(name: [.short, .long], help: "It is no error if there is none of that name.")
    var force = false

    @Argument(help: "Volumes, by name.")
    var names: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, _ in
            try VolumeWork(VolumeList(store: store.path)).remove(names, isForced: force)
        }
    }
}

/// `slipway volume prune`
struct PruneVolumesCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove anonymous volumes that no container has.")

    @Flag(name: [.short, .long], help: "Remove those with a name, too.")
    var all = false

    @Flag(name: [.short, .long], help: "Do not ask.")
    var force = false

    @Option(parsing: .unconditionalSingleValue, help: "label=NAME[=VALUE], label!=….")
    var filter: [String] = []

    func run(in surroundings: Surroundings) throws {
        let filters = try filter.map { try PruneFilter($0) }
        let which: PrintableText = all ? "all" : "anonymous"
        guard
            force
                || Confirmation.isGiven("This will remove \(which) local volumes not used by at least one container.")
        else { return }
        try OpenedContainers.run(in: surroundings) { store, _ in
            try VolumeWork(VolumeList(store: store.path)).prune(withNamed: all, filters)
        }
    }
}
