import ArgumentParser
import ContainerPlans
import ContainerRuntime
import Formats
import Glibc
import ImageFormat
import ImageStore
import Listings
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

    @Option(name: .shortAndLong, help: "Only local is offered.")
    var driver = "local"

    @Option(parsing: .unconditionalSingleValue, help: "A label, as NAME=VALUE.")
    var label: [String] = []

    @Option(name: [.short, .long], parsing: .unconditionalSingleValue, help: "Options of drivers: none are offered.")
    var opt: [String] = []

    @Argument(help: "Its name; one that is free otherwise.")
    var name: String?

    func validate() throws {
        guard driver == "local" else { throw ValidationError("--driver \(driver): only local volumes are offered.") }
        guard opt.isEmpty else {
            throw ValidationError("--opt \(opt[0]): a volume is a folder of the store here, and has no options.")
        }
        if let name, !VolumeList.isValid(name) {
            throw ValidationError(
                "\(name) is not a valid name for a volume: letters, digits, `_`, `.` and `-`, at least two of them.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, _ in
            let volume = try VolumeList(store: store.path).create(
                name ?? ContainerRecord.makeID(), labels: Labels.read(label), isAnonymous: name == nil)
            print("\(volume.name)")
        }
    }
}

/// `NAME=VALUE` words.
enum Labels {
    static func read(_ texts: [String]) -> [String: String] {
        var labels: [String: String] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            labels[parts[0]] = parts.count == 2 ? parts[1] : ""
        }
        return labels
    }

    /// As docker's tables show them.
    static func text(_ labels: [String: String]) -> String {
        labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
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

    @Option(help: FormatHelp.text(Self.columns))
    var format: String?

    private static let columns: KeyValuePairs = [
        "Name": "VOLUME NAME", "Driver": "DRIVER", "Labels": "LABELS", "Mountpoint": "MOUNTPOINT", "Scope": "SCOPE",
        "Size": "SIZE", "Links": "LINKS",
    ]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, _ in
            let list = VolumeList(store: store.path)
            let filters = try filter.map { try VolumeFilter($0) }
            let found = list.all().filter { volume in filters.allSatisfy { $0.admits(volume, list) } }
            let format = try ListFormat(quiet ? "{{.Name}}" : format, table: "{{.Driver}}\t{{.Name}}")
            print(try format.text(found.map(Self.item), columns: Self.columns), terminator: "")
        }
    }

    private static func item(_ volume: Volume) -> TemplateValue {
        .item(
            [
                "Driver": "local", "Labels": Labels.text(volume.labels), "Mountpoint": volume.path.string,
                "Name": volume.name, "Scope": "local", "Availability": "N/A", "Group": "N/A", "Links": "N/A",
                "Size": "N/A", "Status": "N/A",
            ], labels: volume.labels)
    }
}

/// `--filter` of `volume ls`.
private struct VolumeFilter {
    private let key: String
    private let value: String

    init(_ text: String) throws {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, ["name", "label", "dangling", "driver"].contains(parts[0]) else {
            throw ValidationError("--filter \(text): offered are name=, label=, dangling= and driver=.")
        }
        (key, value) = (parts[0], parts[1])
    }

    func admits(_ volume: Volume, _ list: VolumeList) -> Bool {
        switch key {
        case "name": return volume.name.contains(value)
        case "driver": return value == "local"
        case "dangling": return list.users(of: volume.name).isEmpty == ["true", "1"].contains(value.lowercased())
        default:
            let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
            guard let label = volume.labels[parts[0]] else { return false }
            return parts.count == 1 || label == parts[1]
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
            try Description.show(names, format) { Self.json(try list.find($0)) }
        }
    }

    private static func json(_ volume: Volume) -> JSON {
        .object([
            "CreatedAt": .string(volume.created), "Driver": .string("local"), "Labels": .strings(volume.labels),
            "Mountpoint": .string(volume.path.string), "Name": .string(volume.name), "Options": .null,
            "Scope": .string("local"),
        ])
    }
}

/// What the `inspect` commands print.
enum Description {
    /// Each thing's JSON by a template, or all of them together; goes on after a name that means nothing.
    static func show(_ names: [String], _ format: String?, _ json: (String) throws -> JSON) throws {
        let template = try DescriptionFormat.template(format)
        var found: [JSON] = []
        defer { if template == nil { DescriptionFormat.list(found, format) } }
        try OpenedStore.forEach(names) { name in
            let value = try json(name)
            found.append(value)
            if let template { print(PrintableText(lines: try template.text(of: InspectShape.value(value)))) }
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
            let list = VolumeList(store: store.path)
            try Removal.enter()
            try OpenedStore.forEach(names) { name in
                do { try list.remove(try list.find(name)) } catch RuntimeError.noSuchVolume where force {}
                print("\(name)")
            }
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
            let list = VolumeList(store: store.path)
            try Removal.enter()
            let unused = list.all().filter { volume in
                (all || volume.isAnonymous) && list.users(of: volume.name).isEmpty
                    && filters.allSatisfy { $0.admits(volume.labels, volume.created) }
            }
            if !unused.isEmpty { print("Deleted Volumes:") }
            var bytes: Int64 = 0
            for volume in unused {
                bytes += list.bytes(of: volume)
                try list.remove(volume)
                print("\(volume.name)")
            }
            if !unused.isEmpty { print("") }
            print("Total reclaimed space: \(ByteCount.text(bytes))")
        }
    }
}
