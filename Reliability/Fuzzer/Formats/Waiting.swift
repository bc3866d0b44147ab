import Foundation
import Synchronization

/// Runs something that is asynchronous to its end, on this thread alone: its processor time counts as the input's, and
/// what else the process does cannot keep it waiting.
func waiting(_ body: @escaping @Sendable () async throws -> Void) throws {
    let executor = ThreadExecutor()
    let failure = Mutex<(any Error)?>(nil)
    Task(executorPreference: executor) {
        do { try await body() } catch { failure.withLock { $0 = error } }
        executor.finish()
    }
    executor.run()
    if let error = failure.withLock({ $0 }) { throw error }
}

/// Performs the jobs of a task on the thread that calls `run`.
private final class ThreadExecutor: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let isFinished = Atomic(false)
    private let arrived = DispatchSemaphore(value: 0)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        arrived.signal()
    }

    func finish() {
        isFinished.store(true, ordering: .releasing)
        arrived.signal()
    }

    func run() {
        while true {
            arrived.wait()
            let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            if let job {
                job.runSynchronously(on: asUnownedTaskExecutor())
            } else if isFinished.load(ordering: .acquiring) {
                return
            }
        }
    }
}
