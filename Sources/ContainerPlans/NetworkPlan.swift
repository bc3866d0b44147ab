internal import ArgumentParser
internal import CommandLines
internal import ContainerRuntime
internal import ImageFormat

/// How a container is reached, as it was asked for.
struct NetworkPlan {
    let settings: NetworkSettings

    init(
        _ options: RunOptions, _ image: ContainerConfig, _ containers: ContainerList, _ networks: NetworkList
    ) throws {
        let asked = try Self.taken(apart: options.network)
        var settings = NetworkSettings()
        settings.choice = try Self.choice(asked.name, containers, networks)
        settings.aliases = asked.networkAlias
        settings.address = asked.ip
        settings.domain = asked.domainname
        settings.hosts = try asked.addHost.map(Self.host)
        settings.servers = try asked.dns.map(Self.server)
        settings.searches = asked.dnsSearch
        settings.options = asked.dnsOption
        settings.hostname = settings.choice == .host ? nil : try asked.hostname.map(Self.hostname)
        settings.ports = try Self.ports(options, image)
        if case .named = settings.choice {
        } else if asked.ip != nil || !asked.networkAlias.isEmpty {
            throw ValidationError(
                "--ip and --network-alias need a network that you have made: `docker network create NAME`, --network NAME."
            )
        }
        switch settings.choice {
        case .own, .named: break
        case .host:
            // The program has the host's ports already.
            settings.ports = []
        case .none, .container:
            guard options.publish.isEmpty else {
                throw ValidationError("-p needs a network of the container's own, not --network \(asked.name).")
            }
            settings.ports = []
        }
        self.settings = settings
    }

    /// `--network name=NAME,alias=…,ip=…` says the same as three flags.
    private static func taken(apart options: RunNetworkOptions) throws -> RunNetworkOptions {
        guard options.name.contains("=") else { return options }
        var result = options
        result.name = ""
        for field in options.name.split(separator: ",") {
            let parts = field.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw ValidationError("--network \(options.name): expected NAME=VALUE, …") }
            switch parts[0].lowercased() {
            case "name": result.name = parts[1]
            case "alias": result.networkAlias.append(parts[1])
            case "ip": result.ip = parts[1]
            case "mac-address", "driver-opt", "gw-priority": break
            default: throw ValidationError("--network \(options.name): `\(parts[0])` is not offered.")
            }
        }
        guard !result.name.isEmpty else { throw ValidationError("--network \(options.name): name=… is missing.") }
        return result
    }

    private static func choice(
        _ name: String, _ containers: ContainerList, _ networks: NetworkList
    ) throws -> NetworkSettings.Choice {
        switch name {
        case "bridge", "default", "": return .own
        case "host": return .host
        case "none": return .none
        default:
            if name.hasPrefix("container:") {
                return .container(try containers.find(String(name.dropFirst(10))).record.id)
            }
            return .named(try networks.find(name).name)
        }
    }

    private static func ports(_ options: RunOptions, _ image: ContainerConfig) throws -> [PortMapping] {
        let published = try options.publish.flatMap { try PortMapping.parse($0) }
        guard options.publishAll else { return published }
        let exposed = try (image.exposedPorts.sorted() + options.expose).flatMap { try PortMapping.parse($0) }
        let isPublished = { (port: PortMapping) in published.contains { $0.containerName == port.containerName } }
        return published + exposed.filter { !isPublished($0) }
    }

    /// `NAME:ADDRESS`, or with `=` between them.
    private static func host(_ text: String) throws -> String {
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == ":" || $0 == "=" }
        guard parts.count == 2, !parts[0].isEmpty, !parts[0].contains(where: \.isWhitespace) else {
            throw ValidationError("--add-host \(text): expected NAME:ADDRESS.")
        }
        let address = parts[1].hasPrefix("[") && parts[1].hasSuffix("]") ? parts[1].dropFirst().dropLast() : parts[1]
        guard address == "host-gateway" || AddressText.isValid(address) else {
            throw ValidationError("--add-host \(text): `\(address)` is not a valid address.")
        }
        return "\(parts[0]):\(address)"
    }

    private static func server(_ text: String) throws -> String {
        guard AddressText.isValid(text) else { throw ValidationError("--dns \(text): expected an address.") }
        return text
    }

    private static func hostname(_ text: String) throws -> String {
        guard !text.isEmpty, text.utf8.count <= 64,
            text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "/") })
        else { throw ValidationError("--hostname \(text): a name of at most 64 letters, digits, dots and dashes.") }
        return text
    }
}

/// Whether a text is an address of either kind.
enum AddressText {
    static func isValid(_ text: some StringProtocol) -> Bool {
        let asPort = text.contains(":") ? "[\(text)]::1" : "\(text)::1"
        return (try? PortMapping.parse(asPort)) != nil
    }
}
