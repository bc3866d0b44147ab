/// Texts for sizes and durations, as learners read them.
public enum Quantity {
    /// A number of bytes in Docker's decimal units, with at most three digits: `12.3 MB`.
    public static func bytes(_ count: Int64) -> String {
        guard count >= 1000 else { return "\(count) B" }
        var value = Double(count) / 1000
        var unit = 0
        let units = ["kB", "MB", "GB", "TB"]
        while value >= 999.5, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        return "\(value < 99.95 ? tenths(value) : String(Int(value.rounded()))) \(units[unit])"
    }

    /// A number of seconds: `0.3 s`, `42 s`, `2 min 5 s`.
    public static func seconds(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "?" }
        if seconds < 9.95 { return "\(tenths(max(0, seconds))) s" }
        let whole = Int(seconds.rounded())
        return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
    }

    private static func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
