public import ArgumentParser
public import ContainerRuntime
public import ImageFormat
public import ImageStore
internal import Listings

/// What `inspect` describes: a container, an image, a network or a volume, by its name or ID.
public struct FoundObject {
    /// The kinds of objects that a name can belong to.
    public enum Kind: String, CaseIterable, ExpressibleByArgument, Sendable {
        case container, image, network, volume
    }

    /// What is known of a thing, by its name.
    public typealias Description = (String) throws -> JSON

    private let store: Store
    private let containers: ContainerList
    private let kind: Kind?
    private let measures: Bool
    private let network: Description
    private let volume: Description

    /// - Parameters:
    ///   - kind: what names are of; nil for all of them, where a container goes before an image of its name.
    ///   - measures: whether it is found out how large containers are, which takes its time.
    ///   - network: describes a network; throws `noSuchNetwork`, as it does for every name where it is not given.
    ///   - volume: describes a volume; throws `noSuchVolume`, as it does for every name where it is not given.
    public init(
        in store: Store, _ containers: ContainerList, kind: Kind?, measures: Bool,
        network: @escaping Description = { throw RuntimeError.noSuchNetwork($0) },
        volume: @escaping Description = { throw RuntimeError.noSuchVolume($0) }
    ) {
        self.store = store
        self.containers = containers
        self.kind = kind
        self.measures = measures
        self.network = network
        self.volume = volume
    }

    /// What is known of it, with docker's fields.
    ///
    /// - Throws: `NoSuchObject` for a name that nothing has; where only one kind is asked for, `RuntimeError` or
    ///   `StoreError`.
    public func description(of name: String) throws -> JSON {
        switch kind {
        case .container: return try container(name)
        case .image: return try image(name)
        case .network: return try network(name)
        case .volume: return try volume(name)
        case nil:
            do { return try container(name) } catch RuntimeError.noSuchContainer {}
            do { return try image(name) } catch StoreError.noSuchImage {}
            do { return try network(name) } catch RuntimeError.noSuchNetwork {}
            do { return try volume(name) } catch RuntimeError.noSuchVolume {}
            throw NoSuchObject(name: name, meant: MeantImage.near(to: name, store, containers))
        }
    }

    private func container(_ name: String) throws -> JSON {
        let facts = FoundContainers.facts(try containers.find(name), in: store)
        return ContainerDescription.json(measures ? FoundContainers.measured(facts, in: store) : facts)
    }

    private func image(_ name: String) throws -> JSON {
        ImageDescription.json(try store.resolve(name), in: store)
    }
}
