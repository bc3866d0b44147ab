import Foundation

/// Runs something that is asynchronous to its end, on a thread that belongs to no executor.
func waiting(_ body: @escaping @Sendable () async throws -> Void) throws {
    let done = DispatchSemaphore(value: 0)
    let failure = Failure()
    Task {
        do { try await body() } catch { failure.error = error }
        done.signal()
    }
    done.wait()
    if let error = failure.error { throw error }
}

/// Written before the semaphore is signalled, read after it.
private final class Failure: Sendable { nonisolated(unsafe) var error: (any Error)? }
