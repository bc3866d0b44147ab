public import ContainerRuntime
public import ImageFormat

/// What `network inspect` says of a network.
public enum NetworkDescription {
    /// Docker's fields.
    public static func json(_ network: Network) -> JSON {
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
