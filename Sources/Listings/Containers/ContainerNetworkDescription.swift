internal import ContainerRuntime
internal import ImageFormat

/// The part of `inspect` about a container's networks.
enum ContainerNetworkDescription {
    static func json(_ facts: ContainerFacts) -> JSON {
        let first = facts.networks.first { !$0.address.isEmpty } ?? NetworkFact(name: "")
        return .object([
            "Bridge": .string(""), "SandboxID": .string(""), "SandboxKey": .string(""), "Ports": ports(facts),
            "HairpinMode": .bool(false), "LinkLocalIPv6Address": .string(""), "LinkLocalIPv6PrefixLen": .integer(0),
            "SecondaryIPAddresses": .null, "SecondaryIPv6Addresses": .null, "EndpointID": .string(""),
            "Gateway": .string(first.gateway), "GlobalIPv6Address": .string(""), "GlobalIPv6PrefixLen": .integer(0),
            "IPAddress": .string(first.address), "IPPrefixLen": .integer(Int64(first.prefix)),
            "IPv6Gateway": .string(""), "MacAddress": .string(first.hardwareAddress),
            "Networks": .object(facts.networks.map { JSON.Member($0.name, network($0)) }),
        ])
    }

    private static func network(_ network: NetworkFact) -> JSON {
        .object([
            "IPAMConfig": .null, "Links": .null,
            "Aliases": network.aliases.isEmpty ? .null : .strings(network.aliases),
            "MacAddress": .string(network.hardwareAddress),
            "DriverOpts": .null, "GwPriority": .integer(0), "NetworkID": .string(network.id), "EndpointID": .string(""),
            "Gateway": .string(network.gateway), "IPAddress": .string(network.address),
            "IPPrefixLen": .integer(Int64(network.prefix)), "IPv6Gateway": .string(""),
            "GlobalIPv6Address": .string(""), "GlobalIPv6PrefixLen": .integer(0), "DNSNames": .null,
        ])
    }

    /// Ports that the image exposes and nobody published are null, as with docker.
    private static func ports(_ facts: ContainerFacts) -> JSON {
        guard facts.state.isRunning else { return .object([JSON.Member]()) }
        var published: [String: [JSON]] = [:]
        for port in facts.image?.exposedPorts ?? [] { published[port] = [] }
        for port in facts.ports { published[port.containerPort, default: []].append(binding(port)) }
        return .object(
            published.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.isEmpty ? .null : .array($0.value)) })
    }

    static func binding(_ port: PublishedPort) -> JSON {
        .object(["HostIp": .string(port.address), "HostPort": .string(port.hostPort)])
    }
}
