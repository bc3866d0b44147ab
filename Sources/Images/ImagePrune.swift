internal import ImageFormat
public import ImageStore
internal import Listings

/// The work of `slipway image prune`: removes images without a name, or all images that no container uses.
public struct ImagePrune {
    private let store: Store
    private let withNamed: Bool
    /// The filters; nil where there are none.
    private let filters: ImageFilters?

    /// - Parameters:
    ///   - withNamed: whether images with a name are removed as well.
    ///   - filters: the values of `--filter`; empty for all images.
    /// - Throws: `FilterError` for a filter that images do not have.
    public init(of store: Store, withNamed: Bool, filters: [String]) throws {
        self.store = store
        self.withNamed = withNamed
        self.filters = filters.isEmpty ? nil : try ImageFilters(filters) { _ in nil }
    }

    /// Removes the images. An image that a container uses stays; that is not an error.
    ///
    /// - Returns: what was removed.
    public func run() throws -> PruneReport {
        guard let filters else {
            return try store.prune(PruneScope(images: withNamed ? .unused : .dangling, cache: .none))
        }
        var report = PruneReport()
        for image in try store.images() where withNamed || image.references.isEmpty {
            guard ImageLine.lines(of: image).allSatisfy({ filters.admits($0) }) else { continue }
            do throws(StoreError) {
                let listed = try store.listed(image.id.description)
                try store.unlist(listed, with: try store.otherManifests(of: listed))
                report.images.append(image)
            } catch {
                guard case .imageInUse = error else { throw error }
            }
        }
        if !report.images.isEmpty { report.bytes = try store.sweepUnlisted().bytes }
        return report
    }
}
