import ArgumentParser
import ContainerRuntime
import Formats
import Glibc
import ImageFormat
import ImageStore
import Printing
import Surroundings

/// `slipway network …`
struct NetworkGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network", abstract: "Networks on which containers find each other by name.",
        subcommands: [
            CreateNetworkCommand.self, ListNetworksCommand.self, InspectNetworksCommand.self,
            ConnectNetworkCommand.self, DisconnectNetworkCommand.self, RemoveNetworksCommand.self,
            PruneNetworksCommand.self,
        ])
}

/// `slipway network create`
struct CreateNetworkCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: "Make a network.")

    @Option(name: [.short, .long], help: "Only bridge is offered.")
    var driver = "bridge"

    @Option(parsing: .unconditionalSingleValue, help: "Its addresses: 172.20.0.0/16.")
    var subnet: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "The first address of the subnet, which nobody has.")
    var gateway: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "Addresses for containers: those of the subnet.")
    var ipRange: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "A label, as NAME=VALUE.")
    var label: [String] = []

    @Option(
        name: [.short, .long], parsing: .unconditionalSingleValue, help: "Options of drivers: they mean nothing here.")
    var opt: [String] = []

    @Flag(help: "Containers may be attached: they always may.")
    var attachable = false

    @Flag(help: "Not offered.")
    var ipv6 = false

    @Flag(help: "Not offered.")
    var `internal` = false

    @Argument(help: "Its name.")
    var name: String

    func validate() throws {
        guard driver == "bridge" else { throw ValidationError("--driver \(driver): only bridge networks are offered.") }
        guard !ipv6 else { throw ValidationError("--ipv6: networks have IPv4 addresses here.") }
        guard !`internal` else {
            throw ValidationError(
                "--internal: a container has its way out beside its networks: --network none has none.")
        }
        guard subnet.count <= 1 else { throw ValidationError("A network has one --subnet here.") }
        guard VolumeList.isValid(name) || name.utf8.count == 1 else {
            throw ValidationError("\(name) is not a valid name for a network: letters, digits, `_`, `.` and `-`.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        let asked = try subnet.first.map { text in
            guard let subnet = Subnet(text) else {
                throw ValidationError("--subnet \(text): expected an address and /8 to /29, as 172.20.0.0/16.")
            }
            return subnet
        }
        try OpenedContainers.run(in: surroundings) { store, _ in
            let network = try NetworkList(store: store.path).create(name, subnet: asked, labels: Labels.read(label))
            print("\(network.id)")
        }
    }
}

/// `slipway network ls`
struct ListNetworksCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls", abstract: "List networks.", aliases: ["list"])

    @Flag(name: [.short, .long], help: "Print IDs only.")
    var quiet = false

    @Flag(help: "Do not cut IDs short.")
    var noTrunc = false

    @Option(
        name: [.short, .long], parsing: .unconditionalSingleValue,
        help: "name=TEXT, id=TEXT, driver=NAME, label=NAME[=VALUE], type=custom|builtin, dangling=true|false.")
    var filter: [String] = []

    @Option(help: FormatHelp.text(Self.columns))
    var format: String?

    private static let columns: KeyValuePairs = [
        "ID": "NETWORK ID", "Name": "NAME", "Driver": "DRIVER", "Scope": "SCOPE", "IPv6": "IPV6",
        "Internal": "INTERNAL", "Labels": "LABELS", "CreatedAt": "CREATED AT",
    ]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, _ in
            let list = NetworkList(store: store.path)
            let filters = try filter.map { try NetworkFilter($0) }
            let rows = NetworkRow.all(list).filter { row in filters.allSatisfy { $0.admits(row) } }
            let shown = { (row: NetworkRow) in noTrunc ? row.id : String(row.id.prefix(12)) }
            let items = rows.map { row in
                TemplateValue.item(
                    [
                        "CreatedAt": row.created, "Driver": row.driver, "ID": shown(row), "IPv6": "false",
                        "Internal": "false", "Labels": Labels.text(row.labels), "Name": row.name, "Scope": "local",
                    ], labels: row.labels)
            }
            let format = try ListFormat(
                quiet ? "{{.ID}}" : format, table: "{{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}")
            print(try format.text(items, columns: Self.columns), terminator: "")
        }
    }
}

/// A network as `network ls` shows it: those that everybody has are among them.
private struct NetworkRow {
    let id: String
    let name: String
    let driver: String
    let created: String
    let labels: [String: String]
    let isUsed: Bool
    var isStanding: Bool { NetworkList.standing.contains(name) }

    static func all(_ list: NetworkList) -> [NetworkRow] {
        let standing = NetworkList.standing.map { name in
            NetworkRow(
                id: Digest(of: Array("network \(name)".utf8)).hex, name: name,
                driver: name == "none" ? "null" : name, created: "", labels: [:], isUsed: true)
        }
        let made = list.all().map { network in
            NetworkRow(
                id: network.id, name: network.name, driver: "bridge", created: network.created,
                labels: network.labels, isUsed: !list.users(of: network).isEmpty)
        }
        return (standing + made).sorted { $0.name < $1.name }
    }
}

/// `--filter` of `network ls`.
private struct NetworkFilter {
    private let key: String
    private let value: String

    init(_ text: String) throws {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        let known = ["name", "id", "driver", "label", "type", "dangling", "scope"]
        guard parts.count == 2, known.contains(parts[0]) else {
            throw ValidationError("--filter \(text): offered are \(known.map { $0 + "=" }.joined(separator: ", ")).")
        }
        (key, value) = (parts[0], parts[1])
    }

    func admits(_ row: NetworkRow) -> Bool {
        switch key {
        case "name": return row.name.contains(value)
        case "id": return row.id.hasPrefix(value)
        case "driver": return row.driver == value
        case "type": return value == (row.isStanding ? "builtin" : "custom")
        case "scope": return value == "local"
        case "dangling": return row.isUsed != ["true", "1"].contains(value.lowercased())
        default:
            let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
            guard let label = row.labels[parts[0]] else { return false }
            return parts.count == 1 || label == parts[1]
        }
    }
}

/// `slipway network inspect`
struct InspectNetworksCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Show all that is known of networks, as JSON.")

    @Option(name: [.short, .long], help: "Text with {{.Name}}, {{json .Containers}} or the like in it.")
    var format: String?

    @Flag(name: [.short, .long], help: "Show more: there is no more.")
    var verbose = false

    @Argument(help: "Networks, by name or ID.")
    var names: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, _ in
            let list = NetworkList(store: store.path)
            try Description.show(names, format) { Self.json(try list.find($0)) }
        }
    }

    private static func json(_ network: Network) -> JSON {
        let range = JSON.object(["Subnet": .string(network.subnet.text), "Gateway": .string(network.subnet.gateway)])
        return .object([
            "Name": .string(network.name), "Id": .string(network.id), "Created": .string(network.created),
            "Scope": .string("local"), "Driver": .string("bridge"), "EnableIPv6": .bool(false),
            "IPAM": .object(["Driver": .string("default"), "Config": .array([range])]), "Internal": .bool(false),
            "Attachable": .bool(true),
            "Containers": .object(network.endpoints.map { .init($0.container, json($0, network)) }),
            "Options": .object([JSON.Member]()), "Labels": .strings(network.labels),
        ])
    }

    private static func json(_ endpoint: Network.Endpoint, _ network: Network) -> JSON {
        let prefix = network.subnet.text.drop { $0 != "/" }
        return .object([
            "Name": .string(endpoint.name), "MacAddress": .string(endpoint.hardwareAddress),
            "IPv4Address": .string(endpoint.address + prefix), "IPv6Address": .string(""),
        ])
    }
}
