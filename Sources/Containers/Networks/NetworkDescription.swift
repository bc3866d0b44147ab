public import ContainerRuntime
public import ImageFormat

/// What `network inspect` says of a network.
public enum NetworkDescription {
    /// Docker's fields of the network that a name or an ID means, a built-in one among them.
    public static func json(
        _ name: String, of list: NetworkList, and containers: ContainerList
    ) throws(RuntimeError) -> JSON {
        if let standing = NetworkRow.standing(name) { return json(standing, containers) }
        return json(try list.find(name))
    }

    /// A built-in network has no addresses of its own: each container is alone on its `bridge`.
    private static func json(_ standing: NetworkRow, _ containers: ContainerList) -> JSON {
        let members = containers.all().filter {
            $0.state.isRunning && $0.record.settings.network.choice.builtIn == standing.name
        }
        return .object([
            "Name": .string(standing.name), "Id": .string(standing.id), "Created": .string(standing.created),
            "Scope": .string("local"), "Driver": .string(standing.driver), "EnableIPv6": .bool(false),
            "IPAM": .object(["Driver": .string("default"), "Config": .array([])]), "Internal": .bool(false),
            "Attachable": .bool(false),
            "Containers": .object(
                members.map { .init($0.record.id, .object(["Name": .string($0.record.name)])) }),
            "Options": .object([JSON.Member]()), "Labels": .strings(standing.labels),
        ])
    }

    /// Docker's fields.
    public static func json(_ network: Network) -> JSON {
        let addresses = network.addresses
        let range = JSON.object([
            "Subnet": .string(addresses.subnet.text), "IPRange": addresses.range.map { .string($0.text) },
            "Gateway": .string(addresses.gateway),
        ])
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

extension NetworkSettings.Choice {
    /// The name of the built-in network that it means.
    fileprivate var builtIn: String? {
        switch self {
        case .own: "bridge"
        case .host: "host"
        case .none: "none"
        case .container, .left, .named: nil
        }
    }
}
