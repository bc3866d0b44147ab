/// How much of builds is kept.
public struct JournalLimits: Equatable, Sendable {
    /// Bytes of a build's log, as they are written, that are kept from its beginning.
    public var head: Int
    /// Bytes of one file of the log's end. Two of them are kept, so that the last bytes are there at any time.
    public var segment: Int
    /// Builds whose steps are remembered.
    public var builds: Int
    /// Bytes of all builds' logs together; the oldest go first.
    public var sum: Int64

    public init(head: Int = 32 << 20, segment: Int = 16 << 20, builds: Int = 100, sum: Int64 = 256 << 20) {
        self.head = head
        self.segment = segment
        self.builds = builds
        self.sum = sum
    }
}
