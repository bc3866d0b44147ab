/// Names a run of a child process, so that what a stale one still says can be dropped.
public struct RunID: Hashable, Sendable, Comparable {
    public let number: Int

    public init(_ number: Int) { self.number = number }

    public static func < (left: RunID, right: RunID) -> Bool { left.number < right.number }
}
