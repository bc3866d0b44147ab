internal import Commands
public import ContainerPlans
public import ContainerRuntime
internal import Formats
public import Printing

/// What `network ls`, `disconnect`, `rm` and `prune` do with the networks of a store.
public struct NetworkWork {
    private let list: NetworkList

    /// With these networks.
    public init(_ list: NetworkList) { self.list = list }

    /// What `network ls` prints, with the end of its last line.
    ///
    /// - Parameters:
    ///   - filters: which networks it is about; all where there are none.
    ///   - format: what `--format` says; nil for docker's table.
    ///   - isQuiet: whether IDs alone are asked for, whatever the format.
    ///   - isWhole: whether IDs are not cut short.
    public func listing(
        _ filters: [NetworkFilter], format: String?, isQuiet: Bool, isWhole: Bool
    ) throws -> PrintableText {
        let rows = NetworkRow.all(list).filter { row in filters.allSatisfy { $0.admits(row) } }
        let format = try ListFormat(isQuiet ? "{{.ID}}" : format, table: NetworkRow.table)
        return try format.text(rows.map { $0.item(isWhole: isWhole) }, columns: NetworkRow.columns)
    }

    /// Puts a container on a network: at once where it runs, and at each of its starts from now on.
    ///
    /// - Parameters:
    ///   - container: its name or ID.
    ///   - name: the network's name or ID.
    ///   - aliases: further names that it has there.
    ///   - address: nil for one that is free.
    /// - Throws: `RuntimeError`; `CommandFailure` for a built-in network, for a container that has no network of its own,
    ///   and for one that runs and is on the network already.
    public func connect(
        _ container: String, of containers: ContainerList, to name: String, aliases: [String], address: String?
    ) throws {
        if let standing = NetworkRow.standing(name) {
            throw CommandFailure(
                "\(standing.name) is a built-in network, so that there is nothing to connect: a container is put on it "
                    + "when it is made, with --network \(standing.name).")
        }
        let network = try list.find(name)
        let folder = try containers.find(container)
        switch folder.record.settings.network.choice {
        case .own, .left, .named: break
        case .host, .none, .container:
            throw CommandFailure(
                "Container \(container) has no network of its own to be joined: it was made with --network "
                    + "\(folder.record.settings.network.mode). Make it again, with --network \(network.name).")
        }
        guard !Self.isOn(folder, network) else {
            throw CommandFailure(
                "endpoint with name \(folder.record.name) already exists in network \(network.name): the container is on it. "
                    + "For other aliases or another address, first: "
                    + "slipway network disconnect \(network.name) \(folder.record.name)")
        }
        if folder.hasOwner { try folder.join(network: network.name, address: address, aliases: aliases) }
        let further = FurtherNetwork(network.name, aliases: aliases, address: address)
        try containers.update(folder) { $0.settings.network.add(further) }
    }

    /// Takes a container off a network, at once where it runs, and for all its starts from now on.
    ///
    /// The container keeps its way out and its published ports, which it has beside its networks.
    ///
    /// - Parameters:
    ///   - container: its name or ID.
    ///   - name: the network's name or ID.
    ///   - isForced: whether a container that is not on it is passed over without an error.
    /// - Throws: `RuntimeError`; `CommandFailure` for a container that is not on the network.
    public func disconnect(
        _ container: String, of containers: ContainerList, from name: String, isForced: Bool
    ) throws {
        if let standing = NetworkRow.standing(name) {
            return try leave(standing.name, container, of: containers, isForced: isForced)
        }
        let network = try list.find(name)
        let folder = try containers.find(container)
        let isOn = Self.isOn(folder, network)
        let isNoted = folder.record.settings.network.has(network.name)
        guard isOn || isNoted || isForced else {
            throw CommandFailure("Container \(container) is not on the network \(name).")
        }
        if isOn { try folder.leave(network: network.name) }
        if isNoted { try containers.update(folder) { $0.settings.network.remove(network.name) } }
    }

    /// Takes a container off a built-in network: off `bridge`, where it is on another one by now.
    private func leave(
        _ standing: String, _ container: String, of containers: ContainerList, isForced: Bool
    ) throws {
        let folder = try containers.find(container)
        let network = folder.record.settings.network
        if standing == "bridge", network.choice == .own, !network.further.isEmpty {
            return try containers.update(folder) { $0.settings.network.removeFirst() }
        }
        guard !isForced || network.mode == standing else { return }
        throw CommandFailure(
            "\(standing) is a built-in network, and a container stays on the one that it was made with. "
                + "Put it on another one first, by docker network connect, or make it again, with --network.")
    }

    /// Whether a container runs and is on a network.
    private static func isOn(_ folder: ContainerFolder, _ network: Network) -> Bool {
        folder.hasOwner && network.endpoints.contains { $0.container == folder.record.id }
    }

    /// Removes networks and prints their names, goes on after one that fails, and fails at the end if any did.
    ///
    /// - Parameter isForced: whether a name that no network has is passed over without an error.
    public func remove(_ names: [String], isForced: Bool) throws {
        try OpenedStore.forEach(names) { name in
            if let standing = NetworkRow.standing(name) {
                throw RuntimeError.badNetwork(
                    standing.name, reason: "it is a built-in network, which cannot be removed")
            }
            do { try list.remove(try list.find(name)) } catch RuntimeError.noSuchNetwork where isForced {}
            Line.print("\(name)")
        }
    }

    /// The networks that a prune takes away: no container is on them.
    func unused(_ filters: [PruneFilter]) -> [Network] {
        list.all().filter { network in
            list.users(of: network).isEmpty && filters.allSatisfy { $0.admits(network.labels, network.created) }
        }
    }

    /// Removes the networks that no container is on, and says which.
    public func prune(_ filters: [PruneFilter]) throws {
        try PrunedThings.show("Networks", unused(filters)) { network in
            try list.remove(network)
            return network.name
        }
    }
}
