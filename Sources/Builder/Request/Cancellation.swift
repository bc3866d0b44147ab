internal import Synchronization

/// Asks a build to stop; safe to call from a signal handler.
public final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)
    /// The cancellation that cancels this one, too.
    private let outer: Cancellation?

    public init() { outer = nil }

    /// A cancellation of a part: the whole's is its own, but not the other way round.
    init(within outer: Cancellation) { self.outer = outer }

    /// Asks the build to end. Any thread may call it, any number of times.
    public func cancel() { flag.store(true, ordering: .releasing) }

    public var isCancelled: Bool { flag.load(ordering: .acquiring) || outer?.isCancelled == true }
}
