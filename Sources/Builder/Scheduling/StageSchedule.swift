internal import BuildPlan
internal import Glibc
internal import Threads

/// Performs the stages that the target needs, independent ones at once.
///
/// One thing is done at a time, under one lock, so that nothing else in the builder knows of threads; only while a
/// stage waits for a process of its own does it give the lock away, and another stage goes on. The second thread comes
/// with the first such wait: a build that is all in the cache stays single-threaded.
///
/// `@unchecked Sendable`: whatever is stored here, and whatever `perform` reaches, is touched by the thread that holds the
/// lock and by no other. `run` and `help` take it before they do anything, `perform` is called with it held, and
/// `whileAway` gives it away only for a body that touches nothing of the build but through `back`. Once the stages are
/// done or one has failed, no thread is added, so that `run` may read `threads` and, when they have ended, `failure`.
final class StageSchedule: @unchecked Sendable {
    private let lock = Lock()
    private let stages: [PlannedStage]
    private let perform: (PlannedStage) throws(BuildStop) -> Void
    private var started: Set<Int> = []
    private var done: Set<Int> = []
    private var failure: BuildStop?
    private var threads: [WorkerThread] = []
    private var waiting = 0
    /// Tells processes of all stages to end: the build is cancelled, or a stage has failed.
    let stop: Cancellation

    /// More than that at once only makes each slower.
    private static let limit = max(4, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    init(
        _ stages: [PlannedStage], cancellation: Cancellation,
        perform: @escaping (PlannedStage) throws(BuildStop) -> Void
    ) {
        self.stages = stages
        self.perform = perform
        stop = Cancellation(within: cancellation)
    }

    /// Performs all stages; the first failure ends the others.
    func run() throws(BuildStop) {
        help()
        threads.forEach { $0.join() }
        if let failure { throw failure }
    }

    /// Lets other stages go on while `body` waits for something outside.
    func whileAway<Result, Failure>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        waiting += 1
        addThread()
        lock.unlock()
        defer {
            lock.lock()
            waiting -= 1
        }
        return try body()
    }

    /// Comes back for a moment, from within `whileAway`.
    func back(_ body: () -> Void) {
        lock.lock()
        body()
        lock.unlock()
    }

    // MARK: With the lock

    private func startNext() -> PlannedStage? {
        guard failure == nil else { return nil }
        let next = stages.first { !started.contains($0.index) && $0.dependencies.isSubset(of: done) }
        if let next { started.insert(next.index) }
        return next
    }

    private func work(on stage: PlannedStage) {
        do throws(BuildStop) { try perform(stage) } catch {
            failure = failure ?? error
            stop.cancel()
        }
        done.insert(stage.index)
        lock.announce()
    }

    private func addThread() {
        guard failure == nil, waiting < Self.limit, waiting > threads.count,
            stages.contains(where: { !started.contains($0.index) && $0.dependencies.isSubset(of: done) })
        else { return }
        if let thread = WorkerThread({ self.help() }) { threads.append(thread) }
    }

    /// Performs stages for as long as there are any; `run` and every further thread do this.
    private func help() {
        lock.lock()
        while done.count < stages.count, failure == nil {
            if let next = startNext() { work(on: next) } else { lock.wait() }
        }
        lock.unlock()
    }
}
