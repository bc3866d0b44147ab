internal import Synchronization

/// Gathers a small document: the body of the last response, and of no other.
final class Collector: Sendable {
    private let limit: Int
    private let content = Mutex<[UInt8]>([])

    init(limit: Int) { self.limit = limit }

    var bytes: [UInt8] { content.withLock { $0 } }

    /// A redirect's or a challenge's own body is not part of the document.
    func add(_ more: [UInt8], of response: RegistryResponse) throws(RegistryError) {
        guard !(300..<400).contains(response.status), response.status != 401 else { return }
        // A body whose promised length is above the limit is not read at all.
        let promised = response.fields["content-length"].flatMap { Int64($0) } ?? 0
        guard promised <= limit else { throw .badDocument("it is longer than \(limit) bytes") }
        let isTooLong = content.withLock { content in
            content += more
            return content.count > limit
        }
        if isTooLong { throw .badDocument("it is longer than \(limit) bytes") }
    }
}
