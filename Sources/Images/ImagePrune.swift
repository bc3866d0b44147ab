internal import ImageFormat
public import ImageStore
internal import Listings

/// What `slipway image prune` does: images without a name go, or all that no container uses.
public struct ImagePrune {
    private let store: Store
    private let withNamed: Bool
    /// Nil where nobody asked for some of them.
    private let filters: ImageFilters?

    /// - Parameters:
    ///   - withNamed: whether images that have a name go, too.
    ///   - filters: which images go, as `--filter` takes them; all where there are none.
    /// - Throws: `FilterError` for a filter that images do not have.
    public init(of store: Store, withNamed: Bool, filters: [String]) throws {
        self.store = store
        self.withNamed = withNamed
        self.filters = filters.isEmpty ? nil : try ImageFilters(filters) { _ in nil }
    }

    /// Removes them. An image that a container uses stays, and is not an error.
    ///
    /// - Returns: what is gone.
    public func run() throws -> PruneReport {
        guard let filters else {
            return try store.prune(PruneScope(images: withNamed ? .unused : .dangling, cache: .none))
        }
        var report = PruneReport()
        for image in try store.images() where withNamed || image.references.isEmpty {
            guard ImageLine.lines(of: image).allSatisfy({ filters.admits($0) }) else { continue }
            do throws(StoreError) {
                try store.unlist(try store.listed(image.id.description))
                report.images.append(image)
            } catch {
                guard case .imageInUse = error else { throw error }
            }
        }
        if !report.images.isEmpty { report.bytes = try store.sweepUnlisted().bytes }
        return report
    }
}
