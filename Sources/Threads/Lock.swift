internal import Glibc

/// A lock with a condition: a thread that holds it can wait until another one says that something changed.
///
/// `@unchecked Sendable`: the two pthread objects stay at one address for the life of the lock, and POSIX lets any thread
/// use them at any time. Nothing else is stored.
public final class Lock: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    public init() {
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // Someone who sets the wall clock neither shortens nor prolongs a wait.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(change, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(change)
        pthread_mutex_destroy(mutex)
        change.deallocate()
        mutex.deallocate()
    }

    /// Waits until no other thread holds the lock, then takes it.
    public func lock() { pthread_mutex_lock(mutex) }

    /// Releases the lock, which this thread holds.
    public func unlock() { pthread_mutex_unlock(mutex) }

    /// Releases the lock until `announce` is called, then takes it again. It may return without a call, so the caller
    /// checks again what it waits for.
    public func wait() { pthread_cond_wait(change, mutex) }

    /// As `wait`, but not past a deadline. Returns false once the deadline is over.
    public func wait(until deadline: Deadline) -> Bool {
        var time = deadline.time
        return pthread_cond_timedwait(change, mutex, &time) != ETIMEDOUT
    }

    /// Wakes every thread that waits.
    public func announce() { pthread_cond_broadcast(change) }
}

/// A moment of the clock that only goes forwards.
public struct Deadline: Sendable {
    let time: timespec

    /// - Parameter seconds: from now; what is longer than thirty years is thirty years.
    public init(in seconds: Double) {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let wanted = min(max(0, seconds), 1e9)
        let nanoseconds = time.tv_nsec + Int((wanted - wanted.rounded(.down)) * 1e9)
        time.tv_sec += Int(wanted) + nanoseconds / 1_000_000_000
        time.tv_nsec = nanoseconds % 1_000_000_000
        self.time = time
    }
}
