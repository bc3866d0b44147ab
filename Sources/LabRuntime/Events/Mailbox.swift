internal import BuildPlan
internal import LabModel
internal import Threads

/// Where every thread of the lab leaves its events, and the main actor takes them, many at once.
///
/// A build may write faster than a screen can follow: a thread that finds the box full waits, so the pipe fills, and
/// the child waits too. Nothing is lost, and memory stays bounded.
final class Mailbox: Sendable {
    private struct Box {
        var events: [LabEvent] = []
        /// The weight of all events together, in bytes.
        var weight = 0
    }

    private let box = Monitor(Box())
    private let signal: AsyncStream<Void>.Continuation
    /// Yields once or more after events were left; meant for one reader.
    let wakes: AsyncStream<Void>

    /// The bytes, mostly of logs, that a frame can take in a few milliseconds.
    private static let limit = 1 << 18
    /// Events that are left at once.
    private static let portion = 50

    init() {
        (wakes, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func send(_ event: LabEvent) { send([event]) }

    func send(_ more: [LabEvent]) {
        guard !more.isEmpty else { return }
        let weight = more.reduce(0) { $0 + Self.weight($1) }
        box.withLock {
            $0.events += more
            $0.weight += weight
        }
        signal.yield()
    }

    /// For threads that may wait: leaves the events once there is room.
    func sendWaiting(_ more: [LabEvent]) {
        var rest = more[...]
        while !rest.isEmpty {
            box.wait { $0.weight > Self.limit ? nil : () }
            send(Array(rest.prefix(Self.portion)))
            rest = rest.dropFirst(Self.portion)
        }
    }

    func empty() -> [LabEvent] {
        box.withLock {
            let taken = $0.events
            $0 = Box()
            return taken
        }
    }

    /// The bytes that an event has the model read; every event costs something.
    private static func weight(_ event: LabEvent) -> Int {
        250 + event.log.utf8.count
    }
}
