/// What has come out of the layers of an archive so far, all of them together, against the limits.
final class ExtractionBudget {
    private let limits: ExtractionLimits
    private var entries: Int64 = 0
    private var tarBytes: Int64 = 0
    private var fileBytes: Int64 = 0

    init(_ limits: ExtractionLimits) { self.limits = limits }

    /// Counts an entry, or a folder that an entry needs and none names.
    func takeEntry() throws(StoreError) {
        entries += 1
        guard entries <= limits.entries else { throw .limitExceeded(.entries, limit: limits.entries) }
    }

    /// Counts a regular file with its holes.
    func takeFile(bytes: Int64) throws(StoreError) {
        let (sum, overflow) = fileBytes.addingReportingOverflow(bytes)
        guard !overflow, sum <= limits.bytes else { throw .limitExceeded(.bytes, limit: limits.bytes) }
        fileBytes = sum
    }

    /// Counts bytes of an unpacked tar.
    func takeTar(bytes: Int) throws(StoreError) {
        tarBytes += Int64(bytes)
        guard tarBytes <= limits.bytes else { throw .limitExceeded(.bytes, limit: limits.bytes) }
    }
}
