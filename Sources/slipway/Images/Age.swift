import Glibc

/// How long ago something was, as docker says it.
enum Age {
    /// Seconds since 1970 of an RFC 3339 time; nil for anything else.
    static func seconds(_ text: String) -> Int64? {
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

    /// Seconds that the time's zone is ahead: `+02:00` at the end.
    private static func offset(of text: String) -> Int64 {
        let zone = text.suffix(6)
        guard zone.count == 6, let sign = zone.first, "+-".contains(sign) else { return 0 }
        let numbers = zone.dropFirst().split(separator: ":").compactMap { Int64($0) }
        guard numbers.count == 2 else { return 0 }
        return (sign == "-" ? -1 : 1) * (numbers[0] * 3600 + numbers[1] * 60)
    }

    /// `3 minutes ago`; `N/A` where the time is not known.
    static func text(_ created: String?, now: Int64 = Int64(time(nil))) -> String {
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
