internal import Glibc
internal import LabModel
internal import Processes
internal import Synchronization

/// The child processes that run, so that none outlives the lab.
final class Children: Sendable {
    private struct State {
        var running: [RunID: RunningProgram] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    /// False once the lab ends: the child is not to run.
    func add(_ child: RunningProgram, _ run: RunID) -> Bool {
        state.withLock {
            if !$0.isClosed { $0.running[run] = child }
            return !$0.isClosed
        }
    }

    func remove(_ run: RunID) { state.withLock { $0.running[run] = nil } }

    func interrupt(_ run: RunID) { state.withLock { $0.running[run] }?.interrupt() }

    var isEmpty: Bool { state.withLock { $0.running.isEmpty } }

    /// Ends every child as Ctrl-C would, and by force those that do not end in time. No other starts. Blocks.
    func endAll(within seconds: Double = 15) {
        state.withLock { $0.isClosed = true }
        endRunning(within: seconds)
    }

    /// Ends the children that run now, as `endAll` does; others may still start.
    func endRunning(within seconds: Double = 5) {
        state.withLock { Array($0.running.values) }.forEach { $0.interrupt() }
        for _ in 0..<Int(seconds * 50) where !isEmpty { usleep(20_000) }
        state.withLock { Array($0.running.values) }.forEach { $0.signal(SIGKILL) }
    }
}
