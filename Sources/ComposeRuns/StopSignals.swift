internal import Glibc

/// SIGINT, SIGTERM and SIGHUP, taken when they are asked for, for as long as the value lives.
public final class StopSignals {
    private var set = sigset_t()
    private var before = sigset_t()

    /// From now on the three signals end nothing in this thread: `wait` gives them.
    public init() {
        sigemptyset(&set)
        for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&set, signal) }
        sigprocmask(SIG_BLOCK, &set, &before)
    }

    /// Waits; a signal that came meanwhile or before.
    public func wait(milliseconds: Int) -> Int32? {
        var span = timespec(tv_sec: 0, tv_nsec: milliseconds * 1_000_000)
        let number = sigtimedwait(&set, nil, &span)
        return number > 0 ? number : nil
    }

    deinit { sigprocmask(SIG_SETMASK, &before, nil) }
}
