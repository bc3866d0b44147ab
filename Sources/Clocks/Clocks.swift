internal import Glibc

/// The clock that only goes forwards, for measuring how long something takes.
public enum MonotonicClock {
    /// The seconds since an arbitrary moment in the past. Only differences of two values have a meaning.
    public static var now: Double { ClockTime.read(CLOCK_MONOTONIC) }
}

/// The clock with the time of day, which may jump when somebody sets it.
public enum WallClock {
    /// The seconds since 1970-01-01 00:00 UTC.
    public static var now: Double { ClockTime.read(CLOCK_REALTIME) }
}

private enum ClockTime {
    static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
