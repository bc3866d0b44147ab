internal import BuildPlan
internal import Glibc

/// Performs the stages that the target needs, independent ones at once.
///
/// One thing is done at a time, under one lock, so that nothing else in the builder knows of threads; only while a
/// stage waits for a process of its own does it give the lock away, and another stage goes on. The second thread comes
/// with the first such wait: a build that is all in the cache stays single-threaded.
final class StageSchedule {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let stages: [PlannedStage]
    private let perform: (PlannedStage) throws(BuildStop) -> Void
    private var started: Set<Int> = []
    private var done: Set<Int> = []
    private var failure: BuildStop?
    private var threads: [pthread_t] = []
    private var waiting = 0
    /// Tells processes of other stages to end, because one has failed.
    let stop = Cancellation()

    /// More than that at once only makes each slower.
    private static let limit = max(4, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    init(_ stages: [PlannedStage], perform: @escaping (PlannedStage) throws(BuildStop) -> Void) {
        self.stages = stages
        self.perform = perform
        pthread_mutex_init(lock, nil)
        pthread_cond_init(change, nil)
    }

    deinit {
        pthread_cond_destroy(change)
        pthread_mutex_destroy(lock)
        change.deallocate()
        lock.deallocate()
    }

    /// Performs all stages; the first failure ends the others.
    func run() throws(BuildStop) {
        pthread_mutex_lock(lock)
        while done.count < stages.count, failure == nil {
            if let next = takeNext() { work(on: next) } else { pthread_cond_wait(change, lock) }
        }
        pthread_mutex_unlock(lock)
        for thread in threads { pthread_join(thread, nil) }
        if let failure { throw failure }
    }

    /// Lets other stages go on while `body` waits for something outside.
    func whileAway<Result, Failure>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        waiting += 1
        addThread()
        pthread_mutex_unlock(lock)
        defer {
            pthread_mutex_lock(lock)
            waiting -= 1
        }
        return try body()
    }

    /// Comes back for a moment, from within `whileAway`.
    func back(_ body: () -> Void) {
        pthread_mutex_lock(lock)
        body()
        pthread_mutex_unlock(lock)
    }

    // MARK: With the lock

    private func takeNext() -> PlannedStage? {
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
        pthread_cond_broadcast(change)
    }

    private func addThread() {
        guard failure == nil, waiting < Self.limit, waiting > threads.count,
            stages.contains(where: { !started.contains($0.index) && $0.dependencies.isSubset(of: done) })
        else { return }
        var thread = pthread_t()
        let schedule = Unmanaged.passRetained(self)
        let result = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<StageSchedule>.fromOpaque(argument).takeRetainedValue().help() }
                return nil
            }, schedule.toOpaque())
        if result == 0 { threads.append(thread) } else { schedule.release() }
    }

    private func help() {
        pthread_mutex_lock(lock)
        while done.count < stages.count, failure == nil {
            if let next = takeNext() { work(on: next) } else { pthread_cond_wait(change, lock) }
        }
        pthread_mutex_unlock(lock)
    }
}
