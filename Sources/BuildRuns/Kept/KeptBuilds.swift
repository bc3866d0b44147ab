internal import BuildJournal
public import BuildPlan
internal import Builder
internal import Commands
internal import ImageFormat
public import ImageStore

/// The builds that the store remembers, by the words that a command line has for them.
public struct KeptBuilds {
    private let store: Store
    /// The last build first.
    public let ids: [String]

    /// Those of a store.
    public init(of store: Store) {
        self.store = store
        ids = store.journal.builds()
    }

    /// A build by its ID.
    public func build(_ id: String) -> KeptBuild { KeptBuild(id: id, store.journal.steps(of: id).events.map { $0 }) }

    /// What stands for a build on a command line.
    public enum Found {
        case build(KeptBuild)
        /// An image of which no build is remembered, by its ID.
        case image(String)

        /// What its steps are remembered by.
        public var memoryName: String {
            switch self {
            case .build(let build): build.memoryName
            case .image(let id): id
            }
        }
    }

    /// Fewest characters of a build's ID that name it.
    private static let shortest = 4

    /// A build by its ID or the beginning of it, else the last build of an image.
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
