internal import Glibc

/// Times as RFC 3339 text in UTC.
public enum Timestamp {
    /// The present time with nanoseconds: `2026-11-23T08:30:00.123456789Z`.
    public static func now() -> String {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return text(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }

    /// A time in seconds since 1970 as text without a fraction: `2026-11-23T08:30:00Z`.
    public static func text(seconds: Int64) -> String { dateAndTime(seconds) + "Z" }

    /// A time in seconds and nanoseconds since 1970 as text with a fraction of nine digits.
    public static func text(seconds: Int64, nanoseconds: Int64) -> String {
        "\(dateAndTime(seconds)).\(padded(nanoseconds, 9))Z"
    }

    private static func dateAndTime(_ seconds: Int64) -> String {
        var moment = time_t(seconds)
        var parts = tm()
        gmtime_r(&moment, &parts)
        let date = "\(padded(Int(parts.tm_year) + 1900, 4))-\(padded(parts.tm_mon + 1, 2))-\(padded(parts.tm_mday, 2))"
        return "\(date)T\(padded(parts.tm_hour, 2)):\(padded(parts.tm_min, 2)):\(padded(parts.tm_sec, 2))"
    }

    private static func padded(_ number: some BinaryInteger, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
