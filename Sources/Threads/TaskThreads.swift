/// Runs tasks on this thread and on a few of its own.
///
/// Swift's own pool waits for ever, and without a word, if the system gives it no thread. This one makes do with the
/// threads that it gets; the calling thread alone is enough.
public final class TaskThreads: TaskExecutor {
    fileprivate struct State {
        var jobs: [UnownedJob] = []
        var isOver = false
    }

    private let state = Monitor(State())

    private init() {}

    /// Performs the work, and the tasks that it starts, to its end.
    /// - Parameter helpers: threads that are started for it.
    public static func run(helpers: Int, _ work: @escaping @Sendable () async -> Void) {
        let threads = TaskThreads()
        Task(executorPreference: threads) {
            await work()
            threads.state.withLock { $0.isOver = true }
        }
        let started = (0..<helpers).compactMap { _ in WorkerThread { threads.perform() } }
        threads.perform()
        started.forEach { $0.join() }
    }

    /// Takes a job of a task; one of the threads performs it.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
    }

    private func perform() {
        while let job = state.wait(until: { $0.next }) { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}

extension TaskThreads.State {
    /// The next job; `.some(nil)` once the work is over, and nil while more jobs may come.
    fileprivate var next: UnownedJob?? {
        mutating get {
            if !jobs.isEmpty { return jobs.removeFirst() }
            return isOver ? .some(nil) : nil
        }
    }
}
