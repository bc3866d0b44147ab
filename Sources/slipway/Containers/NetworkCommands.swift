import ArgumentParser
import Commands
import ContainerRuntime
import Containers
import Formats
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

    @Option(parsing: .unconditionalSingleValue, help: "The address that no container gets: the subnet's first one.")
    var gateway: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "A part of the subnet: addresses of containers come from it.")
    var ipRange: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "A label, as NAME=VALUE.")
    var label: [String] = []

    @Option(
        name: [.short, .long], parsing: .unconditionalSingleValue,
        help: "Options of Docker's driver: they change nothing here.")
    var opt: [String] = []

    @Flag(help: "Containers may be attached: they always may.")
    var attachable = false

    @Option(parsing: .unconditional, help: "Networks have IPv4 addresses: true.")
    var ipv4 = true

    @Flag(help: "Not offered.")
    var ipv6 = false

    @Flag(help: "Not offered.")
    var `internal` = false

    @Argument(help: "Its name.")
    var name: String

    func validate() throws {
        guard driver == "bridge" else { throw ValidationError("--driver \(driver): only bridge networks are offered.") }
        guard !ipv6, ipv4, !(subnet + gateway + ipRange).contains(where: { $0.contains(":") }) else {
            throw ValidationError(
                "--ipv6: networks have IPv4 addresses here, and containers find each other by name without others.")
        }
        // To leave it out would join what was to be kept apart.
        guard !opt.contains(where: { $0.hasSuffix("enable_icc=false") }) else {
            throw ValidationError(
                "--opt enable_icc=false: containers on a network reach each other here. Give each a network of its own."
            )
        }
        guard !`internal` else {
            throw ValidationError(
                "--internal: a container has its way out beside its networks: --network none has none.")
        }
        guard subnet.count <= 1, gateway.count <= 1, ipRange.count <= 1 else {
            throw ValidationError("A network has one --subnet here, with one --gateway and one --ip-range.")
        }
        guard !subnet.isEmpty || gateway.isEmpty && ipRange.isEmpty else {
            throw ValidationError("--gateway and --ip-range are parts of a subnet: give it by --subnet.")
        }
        guard VolumeList.isValid(name) || name.utf8.count == 1 else {
            throw ValidationError("\(name) is not a valid name for a network: letters, digits, `_`, `.` and `-`.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        let asked = try subnet.first.map { try Self.range($0, for: "--subnet") }
        let range = try ipRange.first.map { try Self.range($0, for: "--ip-range") }
        try OpenedContainers.run(in: surroundings) { store, _ in
            let network = try NetworkList(store: store.path).create(
                name, subnet: asked, gateway: gateway.first, range: range, labels: Labels.read(label))
            print("\(network.id)")
        }
    }

    private static func range(_ text: String, for flag: String) throws -> Subnet {
        guard let subnet = Subnet(text) else {
            throw ValidationError("\(flag) \(text): expected an address and /8 to /29, as 172.20.0.0/16.")
        }
        return subnet
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

    @Option(help: FormatHelp.text(NetworkRow.columns))
    var format: String?

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, _ in
            let text = try NetworkWork(NetworkList(store: store.path)).listing(
                try filter.map { try NetworkFilter($0) }, format: format, isQuiet: quiet, isWhole: noTrunc)
            print(text, terminator: "")
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
        try OpenedContainers.run(in: surroundings) { store, containers in
            let list = NetworkList(store: store.path)
            try DescriptionFormat.show(names, format) { try NetworkDescription.json($0, of: list, and: containers) }
        }
    }
}
