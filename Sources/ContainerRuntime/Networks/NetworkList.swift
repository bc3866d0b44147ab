internal import CLinux
internal import Clocks
internal import Glibc
internal import ImageFormat
public import SystemPackage

/// The networks of a store: a folder each in `networks/`.
public struct NetworkList: Sendable {
    private let path: FilePath
    private let containers: ContainerList

    public init(store: FilePath) {
        path = store.appending("networks")
        containers = ContainerList(store: store)
    }

    /// All networks that were made, by their names.
    public func all() -> [Network] {
        Directory.names(in: path.string).sorted().compactMap { Network(at: path.appending($0)) }
    }

    /// The network that a name, an ID or the beginning of an ID means.
    public func find(_ name: String) throws(RuntimeError) -> Network {
        let networks = all()
        guard
            let network = networks.first(where: { $0.name == name })
                ?? networks.first(where: { name.count >= 4 && $0.id.hasPrefix(name) })
        else { throw .noSuchNetwork(name) }
        return network
    }

    /// The names of networks that every user has.
    public static let standing = ["bridge", "host", "none"]

    /// The ID of a network that every user has; nil for all others.
    public static func id(ofStanding name: String) -> String? {
        standing.contains(name) ? Digest(of: Array("network \(name)".utf8)).hex : nil
    }

    /// Makes a network; `networkExists`, and `badNetwork` for a subnet that another has, and for a gateway or a range that
    /// is not of the subnet.
    ///
    /// - Parameters:
    ///   - asked: nil for a subnet that is free.
    ///   - gateway: the address that no container gets; nil for the first of the subnet.
    ///   - range: where addresses come from that nobody has asked for; nil for the whole subnet.
    public func create(
        _ name: String, subnet asked: Subnet? = nil, gateway: String? = nil, range: Subnet? = nil,
        labels: [String: String] = [:]
    ) throws(RuntimeError) -> Network {
        try Scratch.makeDirectory(path, mode: 0o700)
        let gate = try lock()
        defer { close(gate) }
        let networks = all()
        guard !Self.standing.contains(name), !networks.contains(where: { $0.name == name }) else {
            throw .networkExists(name)
        }
        if let asked, let other = networks.first(where: { $0.subnet.overlaps(asked) }) {
            throw .badNetwork(asked.text, reason: "the network \(other.name) has addresses of it: \(other.subnet.text)")
        }
        let free = Subnet.pool.first { subnet in !networks.contains { $0.subnet.overlaps(subnet) } }
        guard let subnet = asked ?? free else { throw .badNetwork(name, reason: "there are no addresses left") }
        let network = Network(
            folder: path.appending(name), name: name, id: ContainerRecord.makeID(),
            addresses: try AddressPlan(subnet, gateway: gateway, range: range), created: Timestamp.now(), labels: labels
        )
        try Scratch.makeDirectory(network.folder, mode: 0o700)
        try ContainerFolder.write(network.json, to: network.folder, as: "network.json")
        tell("create", network)
        return network
    }

    /// Removes a network; `networkInUse` while containers are on it.
    public func remove(_ network: Network) throws(RuntimeError) {
        let gate = try lock()
        defer { close(gate) }
        sweep(network)
        let users = users(of: network)
        guard users.isEmpty else { throw .networkInUse(network.name, by: users) }
        if slipway_remove_tree(network.folder.string) != 0 { throw .failed("remove", network.folder.string) }
        tell("destroy", network)
    }

    private func tell(_ action: String, _ network: Network, of container: String? = nil) {
        var attributes = ["name": network.name, "type": "bridge"]
        attributes["container"] = container
        EventLog(store: path.removingLastComponent()).write(
            RuntimeEvent(.network, action, id: network.id, attributes: attributes))
    }

    /// The names of containers that are on a network, or will be once they are started.
    public func users(of network: Network) -> [String] {
        let waiting = containers.all().filter {
            $0.record.settings.network.has(network.name) && !$0.state.hasEnded
        }
        return Set(network.endpoints.map(\.name) + waiting.map(\.record.name)).sorted()
    }

    /// Puts a container on a network, and tells the others its name.
    func join(
        _ name: String, _ record: ContainerRecord, aliases: [String], address: String?
    ) throws(RuntimeError) -> (network: Network, endpoint: Network.Endpoint) {
        let gate = try lock()
        defer { close(gate) }
        let network = try find(name)
        sweep(network)
        let endpoint = try network.add(record.id, name: record.name, aliases: aliases, address: address)
        tellNames(of: network)
        tell("connect", network, of: record.id)
        return (network, endpoint)
    }

    func leave(_ network: Network, _ endpoint: Network.Endpoint) {
        guard let gate = try? lock() else { return }
        defer { close(gate) }
        forget(endpoint, of: network)
        tellNames(of: network)
        tell("disconnect", network, of: endpoint.container)
    }

    private func forget(_ endpoint: Network.Endpoint, of network: Network) {
        unlink(network.path(ofEndpoint: endpoint.container))
        let folder = open(network.folder.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        slipway_card_forget(folder, endpoint.number)
        close(folder)
    }

    /// Takes away what owners that were killed have left.
    private func sweep(_ network: Network) {
        for endpoint in network.endpoints where container(endpoint.container)?.hasOwner != true {
            forget(endpoint, of: network)
        }
    }

    func container(_ id: String) -> ContainerFolder? { try? containers.find(id) }

    /// Writes the /etc/hosts of all containers on a network anew: under the lock.
    private func tellNames(of network: Network) {
        for endpoint in network.endpoints {
            guard let folder = container(endpoint.container) else { continue }
            NameFiles.write(names: names(for: endpoint.container), in: folder.path)
        }
    }

    /// The lines of /etc/hosts that a container's networks add.
    func names(for container: String) -> String {
        let networks = all().map(\.endpoints).filter { $0.contains { $0.container == container } }
        return networks.flatMap { $0 }.filter { $0.container != container }.map(\.hostsLine).joined()
    }

    /// Who is on a container's networks, the container itself among them.
    func entries(for container: String) -> [NameEntry] {
        all().flatMap { network in
            let endpoints = network.endpoints
            guard endpoints.contains(where: { $0.container == container }) else { return [NameEntry]() }
            return endpoints.map { $0.entry(on: network.name) }
        }
    }

    private func lock() throws(RuntimeError) -> Int32 { try OwnedContainer.lock(path.appending(".lock")) }
}
