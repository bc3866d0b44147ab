/// The bounds on what the journals keep.
public struct JournalLimits: Equatable, Sendable {
    /// The bytes that are kept from the beginning of a build's log.
    public var head: Int
    /// The most bytes of one file of the log's end. Two files are kept, so that at least this many of the last bytes
    /// exist at any time.
    public var segment: Int
    /// The most builds that are remembered.
    public var builds: Int
    /// The most bytes of all logs together. The oldest are removed first.
    public var sum: Int64

    public init(head: Int = 32 << 20, segment: Int = 16 << 20, builds: Int = 100, sum: Int64 = 256 << 20) {
        self.head = head
        self.segment = segment
        self.builds = builds
        self.sum = sum
    }
}
