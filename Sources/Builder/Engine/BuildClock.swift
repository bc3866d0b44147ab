internal import Glibc

/// Time in a build: seconds since it started, and the moments that an image's history names.
struct BuildClock {
    private let start: timespec
    let wallClock: Double

    init() {
        start = Self.read(CLOCK_MONOTONIC)
        let now = Self.read(CLOCK_REALTIME)
        wallClock = Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }

    /// Seconds since the build started.
    var elapsed: Double {
        let now = Self.read(CLOCK_MONOTONIC)
        return Double(now.tv_sec - start.tv_sec) + Double(now.tv_nsec - start.tv_nsec) / 1e9
    }

    /// The present moment as RFC 3339, with nanoseconds.
    static var now: String { timestamp(read(CLOCK_REALTIME)) }

    /// A second since 1970 as RFC 3339.
    static func timestamp(seconds: Int64) -> String { timestamp(timespec(tv_sec: Int(seconds), tv_nsec: 0)) }

    private static func timestamp(_ moment: timespec) -> String {
        var seconds = moment.tv_sec
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let day =
            "\(padded(Int(parts.tm_year) + 1900, 4))-\(padded(Int(parts.tm_mon) + 1, 2))-\(padded(Int(parts.tm_mday), 2))"
        let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded(Int($0), 2) }.joined(separator: ":")
        let fraction = moment.tv_nsec == 0 ? "" : "." + padded(moment.tv_nsec, 9)
        return "\(day)T\(time)\(fraction)Z"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func read(_ clock: clockid_t) -> timespec {
        var now = timespec()
        clock_gettime(clock, &now)
        return now
    }
}
