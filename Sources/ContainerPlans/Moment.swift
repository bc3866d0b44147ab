internal import DockerfileSyntax
internal import Glibc

/// A moment as docker's `--since` and `--until` take it: how long ago (`10m`), seconds since 1970, or a date with or
/// without a time and a zone.
public enum Moment {
    /// Seconds since 1970; nil for anything else.
    public static func seconds(_ text: String, now: Int64 = wallClock()) -> Int64? { precise(text, now: now)?.seconds }

    /// As a log writes times, so that two can be compared as texts; nil for anything else.
    public static func timestamp(_ text: String, now: Int64 = wallClock()) -> (seconds: Int64, nanoseconds: Int64)? {
        precise(text, now: now)
    }

    /// Seconds since 1970.
    public static func wallClock() -> Int64 { Int64(time(nil)) }

    private static func precise(_ text: String, now: Int64) -> (seconds: Int64, nanoseconds: Int64)? {
        if let ago = DurationText.read(text), text.last?.isLetter == true {
            let (seconds, attoseconds) = ago.components
            return (now - seconds - (attoseconds > 0 ? 1 : 0), 0)
        }
        if text.allSatisfy({ $0.isNumber || $0 == "." }) {
            let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
            guard let seconds = parts.first.flatMap({ Int64($0) }) else { return nil }
            return (seconds, parts.count == 2 ? fraction(parts[1]) : 0)
        }
        return date(text)
    }

    /// `2026-11-28`, `2026-11-28T01`, `2026-11-28T01:02`, `2026-11-28T01:02:03.5Z`, `…+02:00`: local without a zone.
    private static func date(_ text: String) -> (seconds: Int64, nanoseconds: Int64)? {
        let halves = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "T" || $0 == " " }
        let days = halves[0].split(separator: "-", omittingEmptySubsequences: false).map { Int32($0) }
        guard days.count == 3, let year = days[0], let month = days[1], let day = days[2], (1...12).contains(month),
            (1...31).contains(day), (1...9999).contains(year)
        else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday, parts.tm_isdst) = (year - 1900, month - 1, day, -1)
        guard halves.count == 2 else { return (Int64(mktime(&parts)), 0) }
        let clock = halves[1].prefix { $0.isNumber || $0 == ":" || $0 == "." }
        let zone = halves[1].dropFirst(clock.count)
        let pieces = clock.split(separator: ".", maxSplits: 1).map(String.init)
        let numbers = (pieces.first ?? "").split(separator: ":", omittingEmptySubsequences: false).map { Int32($0) }
        guard (1...3).contains(numbers.count), numbers.allSatisfy({ $0 != nil }), let hour = numbers[0], hour < 24
        else { return nil }
        parts.tm_hour = hour
        parts.tm_min = numbers.count > 1 ? numbers[1] ?? 0 : 0
        parts.tm_sec = numbers.count > 2 ? numbers[2] ?? 0 : 0
        let nanoseconds = pieces.count == 2 ? fraction(pieces[1]) : 0
        if zone.isEmpty { return (Int64(mktime(&parts)), nanoseconds) }
        guard let offset = offset(zone) else { return nil }
        return (Int64(timegm(&parts)) - offset, nanoseconds)
    }

    /// Seconds that a zone is ahead.
    private static func offset(_ zone: Substring) -> Int64? {
        if zone == "Z" || zone == "z" { return 0 }
        let numbers = zone.dropFirst().split(separator: ":").map { Int64($0) }
        guard let sign = zone.first, "+-".contains(sign), numbers.count == 2, let hours = numbers[0],
            let minutes = numbers[1]
        else { return nil }
        return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    private static func fraction(_ digits: String) -> Int64 {
        Int64((digits.prefix { $0.isNumber } + "000000000").prefix(9)) ?? 0
    }
}
