public import ArgumentParser
public import ContainerRuntime
public import ImageFormat
public import ImageStore
internal import Listings

/// What `inspect` describes: a container or an image, by its name or ID.
public struct FoundObject {
    /// What a name can be of.
    public enum Kind: String, CaseIterable, ExpressibleByArgument, Sendable {
        case container, image
    }

    private let store: Store
    private let containers: ContainerList
    private let kind: Kind?
    private let measures: Bool

    /// - Parameters:
    ///   - kind: what names are of; nil for both, where a container goes before an image of its name.
    ///   - measures: whether it is found out how large containers are, which takes its time.
    public init(in store: Store, _ containers: ContainerList, kind: Kind?, measures: Bool) {
        self.store = store
        self.containers = containers
        self.kind = kind
        self.measures = measures
    }

    /// What is known of the container or the image, with docker's fields.
    ///
    /// - Throws: `NoSuchObject` for a name that neither has; where only one kind is asked for, `RuntimeError` or
    ///   `StoreError`.
    public func description(of name: String) throws -> JSON {
        switch kind {
        case .container: return try container(name)
        case .image: return try image(name)
        case nil:
            do { return try container(name) } catch RuntimeError.noSuchContainer {}
            do { return try image(name) } catch StoreError.noSuchImage {
                throw NoSuchObject(name: name, meant: MeantImage.near(to: name, store, containers))
            }
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
