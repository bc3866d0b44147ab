internal import Glibc

/// Texts for how long ago something happened, in docker's words.
public enum Age {
    /// Seconds since 1970 of an RFC 3339 time; nil for anything else.
    public static func seconds(_ text: String) -> Int64? {
        let digits = text.split { !$0.isNumber }.map(String.init)
        guard digits.count >= 6, let year = Int32(digits[0]), let month = Int32(digits[1]), let day = Int32(digits[2]),
            let hour = Int32(digits[3]), let minute = Int32(digits[4]), let second = Int32(digits[5]),
            (1...12).contains(month), (1...31).contains(day), (1...9999).contains(year)
        else { return nil }
        var parts = tm()
        parts.tm_year = year - 1900
        parts.tm_mon = month - 1
        parts.tm_mday = day
        parts.tm_hour = hour
        parts.tm_min = minute
        parts.tm_sec = second
        return Int64(timegm(&parts)) - offset(of: text)
    }

    /// The offset of the time's zone in seconds: `+02:00` at the end of the text.
    private static func offset(of text: String) -> Int64 {
        let zone = text.suffix(6)
        guard zone.count == 6, let sign = zone.first, "+-".contains(sign) else { return 0 }
        let numbers = zone.dropFirst().split(separator: ":").compactMap { Int64($0) }
        guard numbers.count == 2 else { return 0 }
        return (sign == "-" ? -1 : 1) * (numbers[0] * 3600 + numbers[1] * 60)
    }

    /// Seconds of a duration as Go writes one: `36h`, `1h30m`, `1.5s`, `10d`; nil for anything else.
    public static func duration(_ text: String) -> Int64? {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
        var (total, rest) = (0.0, Substring(text))
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count)
            guard let count = Double(digits), let unit = rest.popFirst().flatMap({ units[$0] }) else { return nil }
            total += count * unit
        }
        return total < 1e12 ? Int64(total) : nil
    }

    /// Seconds since 1970.
    public static var now: Int64 { Int64(time(nil)) }

    /// The time as Go prints it, in this machine's zone: `2026-01-02 03:04:05 +0000 UTC`. A text that is not a time is
    /// returned unchanged.
    public static func moment(_ text: String) -> String {
        guard let seconds = seconds(text) else { return text }
        var (time, parts) = (time_t(seconds), tm())
        localtime_r(&time, &parts)
        var buffer = [CChar](repeating: 0, count: 64)
        let count = strftime(&buffer, buffer.count, "%Y-%m-%d %H:%M:%S %z %Z", &parts)
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// `3 minutes ago`; `N/A` where the time is not known.
    public static func text(_ created: String?, now: Int64 = Age.now) -> String {
        guard let created, let then = seconds(created), then > 0 else { return "N/A" }
        return words(max(0, now - then)) + " ago"
    }

    private static func words(_ seconds: Int64) -> String {
        let (minutes, hours) = (seconds / 60, (seconds + 1800) / 3600)
        return switch true {
        case seconds < 1: "Less than a second"
        case seconds == 1: "1 second"
        case seconds < 60: "\(seconds) seconds"
        case minutes == 1: "About a minute"
        case minutes < 60: "\(minutes) minutes"
        case hours == 1: "About an hour"
        case hours < 48: "\(hours) hours"
        case hours < 24 * 14: "\(hours / 24) days"
        case hours < 24 * 60: "\(hours / 24 / 7) weeks"
        case hours < 24 * 365 * 2: "\(hours / 24 / 30) months"
        default: "\(hours / 24 / 365) years"
        }
    }
}
