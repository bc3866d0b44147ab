import Foundation
import Synchronization

/// Looks ten times a second at the input under way, from a thread of its own, and tells when it takes too long or the
/// process grows too large. It tells once.
final class Watchdog: Sendable {
    private static let period: useconds_t = 100_000

    private let record: InputRecord
    private let limits: FuzzLimits
    private let alarm: @Sendable (FuzzFailure.Kind, UInt64) -> Void
    /// The clock of the thread that reads, whose creator starts the watchdog on it.
    private let clock: ProcessorClock
    private let base = Memory.peak()
    private let isStopped = Atomic(false)

    init(
        watching record: InputRecord, limits: FuzzLimits,
        alarm: @escaping @Sendable (FuzzFailure.Kind, UInt64) -> Void
    ) {
        self.record = record
        self.limits = limits
        self.alarm = alarm
        clock = ProcessorClock()
        Thread { [self] in watch() }.start()
    }

    func stop() { isStopped.store(true, ordering: .releasing) }

    /// Bytes that the process has grown by since the watchdog began, at its largest.
    var growth: Int { Memory.peak() - base }

    private func watch() {
        var number = record.number
        var (processor, moment) = (clock.seconds(), ContinuousClock.now)
        while !isStopped.load(ordering: .acquiring) {
            usleep(Self.period)
            guard !isStopped.load(ordering: .acquiring) else { return }
            if growth > limits.growth { return alarm(.grows(growth), record.number) }
            guard record.number == number, number != .max else {
                (number, processor, moment) = (record.number, clock.seconds(), .now)
                continue
            }
            let (used, waited) = (clock.seconds() - processor, moment.duration(to: .now) / .seconds(1))
            if used > limits.processorSeconds { return alarm(.hangs(used), number) }
            if waited > limits.seconds { return alarm(.hangs(waited), number) }
        }
    }
}

/// The processor time of one thread, which another can ask for as long as that thread lives.
struct ProcessorClock: Sendable {
    private let id: clockid_t

    /// Of the thread that makes it.
    init() {
        var id = clockid_t()
        let status = pthread_getcpuclockid(pthread_self(), &id)
        precondition(status == 0, "every thread has a processor clock")
        self.id = id
    }

    func seconds() -> Double { Self.read(id) }

    static func ofThisThread() -> Double { read(CLOCK_THREAD_CPUTIME_ID) }

    private static func read(_ id: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(id, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// The memory of this process.
enum Memory {
    /// Bytes that were resident at the most.
    static func peak() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss << 10
    }
}
