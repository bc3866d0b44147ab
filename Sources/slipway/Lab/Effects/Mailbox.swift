import Glibc
import LabModel
import Synchronization

/// Where every thread of the lab leaves its events, and the main actor takes them, many at once.
///
/// A build may write faster than a screen can follow: a thread that finds the box full waits, so the pipe fills, and
/// the child waits too. Nothing is lost, and memory stays bounded.
final class Mailbox: Sendable {
    private let events = Mutex<[LabEvent]>([])
    private let signal: AsyncStream<Void>.Continuation
    /// Yields once or more after events were left; meant for one reader.
    let wakes: AsyncStream<Void>

    private static let limit = 4_000

    init() {
        (wakes, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func send(_ event: LabEvent) { send([event]) }

    func send(_ more: [LabEvent]) {
        guard !more.isEmpty else { return }
        events.withLock { $0 += more }
        signal.yield()
    }

    /// For threads that may wait: leaves the events once there is room.
    func sendWaiting(_ more: [LabEvent]) {
        while events.withLock({ $0.count }) > Self.limit { usleep(1000) }
        send(more)
    }

    func take() -> [LabEvent] {
        events.withLock {
            let taken = $0
            $0.removeAll()
            return taken
        }
    }
}
