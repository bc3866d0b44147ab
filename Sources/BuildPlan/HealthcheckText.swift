import ImageFormat

/// A health check as Docker's history shows it: Go's `%q` of a pointer to its struct.
enum HealthcheckText {
    static func history(_ check: Healthcheck) -> String {
        let times = [check.interval, check.timeout, check.startPeriod, check.startInterval]
            .map { HistoryQuoting.quoted(duration($0 ?? 0)) }
        let retries = HistoryQuoting.character(Int(check.retries ?? 0))
        return "&{" + ([HistoryQuoting.list(check.test)] + times + [retries]).joined(separator: " ") + "}"
    }

    /// A number of nanoseconds as Go writes a duration: `1m30s`, `1.5s`, `250ms`.
    static func duration(_ nanoseconds: Int64) -> String {
        guard nanoseconds != 0 else { return "0s" }
        let sign = nanoseconds < 0 ? "-" : ""
        let magnitude = nanoseconds.magnitude
        switch magnitude {
        case ..<1_000: return "\(sign)\(magnitude)ns"
        case ..<1_000_000: return sign + decimal(magnitude, unit: 1_000) + "µs"
        case ..<1_000_000_000: return sign + decimal(magnitude, unit: 1_000_000) + "ms"
        default: break
        }
        let minutes = magnitude / 60_000_000_000
        let seconds = decimal(magnitude % 60_000_000_000, unit: 1_000_000_000) + "s"
        if minutes == 0 { return sign + seconds }
        return sign + (minutes >= 60 ? "\(minutes / 60)h" : "") + "\(minutes % 60)m" + seconds
    }

    private static func decimal(_ value: UInt64, unit: UInt64) -> String {
        let rest = value % unit
        guard rest != 0 else { return "\(value / unit)" }
        var digits = String(rest)
        digits = String(repeating: "0", count: String(unit).count - 1 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return "\(value / unit).\(digits)"
    }
}
