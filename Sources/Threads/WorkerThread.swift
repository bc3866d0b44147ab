internal import Glibc

/// A thread of its own, for work that waits in the kernel. The compiler checks what it is given: the work is `@Sendable`.
///
/// A queue of Dispatch would bring threads of its own with it, and a process that has more than one thread can no longer
/// enter a user namespace.
///
/// No signal comes to it: what asks the process to end is for the thread that waits for signals, which blocks them and
/// reads them. One thread that does not would be enough to end the process, and with it the container that it owns.
public struct WorkerThread: Sendable {
    private let thread: pthread_t

    /// Starts the work; nil where the system gives no thread.
    public init?(_ work: @escaping @Sendable () -> Void) {
        let handed = UnsafeMutablePointer<Work>.allocate(capacity: 1)
        handed.initialize(to: Work(perform: work))
        var thread = pthread_t()
        // The thread begins with the mask of its starter.
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        let status = pthread_create(&thread, nil, Self.begin, handed)
        pthread_sigmask(SIG_SETMASK, &before, nil)
        guard status == 0 else {
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

    /// Waits until the work is done. To be called once, by one thread.
    public func join() { pthread_join(thread, nil) }

    /// Says that nobody will wait for the work, so that the system can forget the thread when it ends.
    public func detach() { pthread_detach(thread) }
}
