internal import Threads

/// Something that happens once, told to another thread.
final class StopFlag: Sendable {
    private let value = Monitor(false)

    var isRaised: Bool { value.withLock { $0 } }

    func raise() { value.withLock { $0 = true } }

    /// Waits until it is raised, but so many seconds at most.
    func wait(seconds: Double) { _ = value.wait(seconds: seconds) { $0 ? true : nil } }
}
