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
        let asked = options.network
        let wishes = try (asked.names.isEmpty ? [asked.name] : asked.names).map { try Wish($0) }
        let first = try wishes.first ?? Wish(asked.name)
        var settings = NetworkSettings()
        settings.choice = try Self.choice(first.name, containers, networks)
        settings.aliases = asked.networkAlias + first.aliases
        settings.address = first.address ?? asked.ip
        for network in try Self.further(wishes.dropFirst(), besides: settings.choice, containers, networks) {
            settings.add(network)
        }
        settings.domain = asked.domainname
        settings.hosts = try asked.addHost.map(Self.host)
        settings.servers = try asked.dns.map(Self.server)
        settings.searches = asked.dnsSearch
        settings.options = asked.dnsOption
        settings.hostname = settings.choice == .host ? nil : try asked.hostname.map(Self.hostname)
        settings.ports = try Self.ports(options, image)
        if case .named = settings.choice {
        } else if settings.address != nil || !settings.aliases.isEmpty {
            throw ValidationError(
                "--ip and --network-alias need a network that you have made: `docker network create NAME`, --network NAME."
            )
        }
        switch settings.choice {
        case .own, .left, .named: break
        case .host:
            // The program has the host's ports already.
            settings.ports = []
        case .none, .container:
            guard options.publish.isEmpty else {
                throw ValidationError("-p needs a network of the container's own, not --network \(first.name).")
            }
            settings.ports = []
        }
        if case .container = settings.choice { try Self.refuseNames(asked) }
        self.settings = settings
    }

    /// Whether names and addresses can be what they are given as.
    static func checkNames(_ asked: RunNetworkOptions) throws {
        _ = try asked.addHost.map(Self.host)
        _ = try asked.dns.map(Self.server)
        _ = try asked.hostname.map(Self.hostname)
        guard let address = asked.ip, address.contains(":") || !AddressText.isValid(address) else { return }
        throw ValidationError("--ip \(address): expected an IPv4 address.")
    }

    /// A container that shares another's network shares the files with its names.
    private static func refuseNames(_ asked: RunNetworkOptions) throws {
        let given = [
            ("--hostname", asked.hostname != nil), ("--add-host", !asked.addHost.isEmpty),
            ("--dns", !asked.dns.isEmpty), ("--dns-search", !asked.dnsSearch.isEmpty),
            ("--dns-option", !asked.dnsOption.isEmpty),
        ]
        guard let (flag, _) = given.first(where: { $0.1 }) else { return }
        throw ValidationError(
            "\(flag) cannot be used with --network \(asked.name): the names are those of the other container. "
                + "Give it to that one.")
    }

    /// What one `--network` says: `NAME`, or `name=NAME,alias=…,ip=…`.
    private struct Wish {
        var name: String
        var aliases: [String] = []
        var address: String?

        init(_ text: String) throws {
            name = text.contains("=") ? "" : text
            guard text.contains("=") else { return }
            for field in text.split(separator: ",") {
                let parts = field.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { throw ValidationError("--network \(text): expected NAME=VALUE, …") }
                switch parts[0].lowercased() {
                case "name": name = parts[1]
                case "alias": aliases.append(parts[1])
                case "ip": address = parts[1]
                case "mac-address", "driver-opt", "gw-priority": break
                default: throw ValidationError("--network \(text): `\(parts[0])` is not offered.")
                }
            }
            guard !name.isEmpty else { throw ValidationError("--network \(text): name=… is missing.") }
        }
    }

    /// The networks beside the first: all must be made by `network create`.
    private static func further(
        _ wishes: some Sequence<Wish>, besides first: NetworkSettings.Choice, _ containers: ContainerList,
        _ networks: NetworkList
    ) throws -> [FurtherNetwork] {
        try wishes.map { wish in
            guard case .named = first, case .named(let name) = try choice(wish.name, containers, networks) else {
                throw ValidationError(
                    "--network \(wish.name): several networks can be given only where you have made all of them, by "
                        + "`docker network create NAME`.")
            }
            return FurtherNetwork(name, aliases: wish.aliases, address: wish.address)
        }
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
