internal import BuildJournal
public import BuildPlan
internal import Builder
internal import Commands
internal import ImageFormat
public import ImageStore

/// The builds that the store remembers, found by the names that a command line can give them.
public struct KeptBuilds {
    private let store: Store
    /// The IDs of the builds, beginning with the last one.
    public let ids: [String]

    /// The builds that a store remembers.
    public init(of store: Store) {
        self.store = store
        ids = store.journal.builds()
    }

    /// The build with an ID, as its journal describes it.
    public func build(_ id: String) -> KeptBuild { KeptBuild(id: id, store.journal.steps(of: id).events.map { $0 }) }

    /// What a name on a command line refers to.
    public enum Found {
        case build(KeptBuild)
        /// An image, by its ID, whose build is not remembered.
        case image(String)

        /// The name under which the store remembers the steps.
        public var memoryName: String {
            switch self {
            case .build(let build): build.memoryName
            case .image(let id): id
            }
        }
    }

    /// The fewest characters of an ID that can stand for a build.
    private static let shortest = 4

    /// The build that a name refers to: an ID, the beginning of an ID, or an image, whose last build is meant.
    public func find(_ name: String) throws -> Found {
        let known = name.count >= Self.shortest ? ids.filter { $0.hasPrefix(name) } : []
        if let only = known.first, known.count == 1 || only == name { return .build(build(only)) }
        guard known.isEmpty else {
            throw CommandFailure("`\(name)` begins the IDs of \(known.count) builds: \(known.joined(separator: ", ")).")
        }
        let image: String
        do { image = try store.resolve(name).id.description } catch {
            throw CommandFailure(
                "There is neither a build nor an image `\(name)`. `slipway builds` lists the builds that are kept.")
        }
        for id in ids {
            let kept = build(id)
            if kept.imageID == image { return .build(kept) }
        }
        return .image(image)
    }
}
