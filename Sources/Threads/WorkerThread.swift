internal import Glibc

/// A thread of its own, for work that waits in the kernel. The compiler checks what it is given: the work is `@Sendable`.
///
/// A queue of Dispatch would bring threads of its own with it, and a process that has more than one thread can no longer
/// enter a user namespace.
public struct WorkerThread: Sendable {
    private let thread: pthread_t

    /// Starts the work; nil where the system gives no thread.
    public init?(_ work: @escaping @Sendable () -> Void) {
        let handed = UnsafeMutablePointer<Work>.allocate(capacity: 1)
        handed.initialize(to: Work(perform: work))
        var thread = pthread_t()
        guard pthread_create(&thread, nil, Self.begin, handed) == 0 else {
            handed.deinitialize(count: 1)
            handed.deallocate()
            return nil
        }
        self.thread = thread
    }

    private struct Work {
        let perform: @Sendable () -> Void
    }

    private static let begin: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
        guard let handed = argument?.assumingMemoryBound(to: Work.self) else { return nil }
        let work = handed.move()
        handed.deallocate()
        work.perform()
        return nil
    }

    /// Waits until the work is done. Once, by one thread.
    public func join() { pthread_join(thread, nil) }

    /// Nobody will wait for the work.
    public func detach() { pthread_detach(thread) }
}
