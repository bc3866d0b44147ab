internal import Formats
public import ImageStore
internal import Listings

/// The work of `slipway builder prune`: removes the build cache that no image uses, or all of it.
public struct CachePrune {
    private let store: Store
    private let scope: PruneScope

    /// - Parameters:
    ///   - isAll: whether cache that images use is removed as well.
    ///   - filters: the values of `--filter`: `until=` or `unused-for=`, each with a time or a duration since the last
    ///     use.
    /// - Throws: `FilterError` for a filter that the cache does not have.
    public init(of store: Store, isAll: Bool, filters: [String]) throws {
        let filters = try ListFilters(filters, known: ["until", "unused-for"])
        // Several filters must all hold, so the earliest time counts.
        let moments = try (filters["until"] + filters["unused-for"]).map { try ImageFilters.until($0, Age.now) }
        self.store = store
        scope = PruneScope(images: .none, cache: isAll ? .all : .unused, unusedSince: moments.min())
    }

    /// Removes the cache.
    ///
    /// - Returns: what was removed.
    public func run() throws -> PruneReport { try store.prune(scope) }
}
