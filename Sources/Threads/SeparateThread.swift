/// For what waits in the kernel within a task.
public enum SeparateThread {
    /// Performs the work on a thread of its own, so that other tasks go on meanwhile; on this one where the system gives
    /// no other.
    public static func perform<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let perform: @Sendable () -> Void = { continuation.resume(with: Result(catching: work)) }
            if let thread = WorkerThread(perform) { thread.detach() } else { perform() }
        }
    }

    /// Waits; returns at once if the task is cancelled.
    /// - Throws: `CancellationError`.
    public static func sleep(seconds: Double) async throws {
        let isCancelled = Monitor(false)
        try await withTaskCancellationHandler {
            _ = try await perform { isCancelled.wait(seconds: seconds) { $0 ? true : nil } }
        } onCancel: {
            isCancelled.withLock { $0 = true }
        }
        try Task.checkCancellation()
    }
}
