internal import Glibc

/// The clock that only goes forwards, whatever the machine's time is set to.
public enum MonotonicClock {
    /// Seconds since some moment before this process began.
    public static var now: Double { seconds(CLOCK_MONOTONIC) }

    /// The latest moment at which a file can have been written to last: the kernel's clock for files ticks a hundred
    /// times a second on some machines. Nil where there is no such file.
    public static func lastWrite(to path: String) -> Double? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let written = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
        return now - (seconds(CLOCK_REALTIME) - written) + 0.01
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
