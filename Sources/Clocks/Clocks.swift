internal import Glibc

/// The clock that only goes forwards: for how long something takes.
public enum MonotonicClock {
    /// Seconds since some moment in the past.
    public static var now: Double { ClockTime.read(CLOCK_MONOTONIC) }
}

/// The clock on the wall, which people may set.
public enum WallClock {
    /// Seconds since 1970.
    public static var now: Double { ClockTime.read(CLOCK_REALTIME) }
}

private enum ClockTime {
    static func read(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
