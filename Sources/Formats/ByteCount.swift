/// Counts of bytes as docker shows them: decimal units, three digits.
public enum ByteCount {
    /// `78.3MB`.
    public static func text(_ bytes: Int64) -> String {
        let units = ["B", "kB", "MB", "GB", "TB", "PB"]
        var value = Double(max(bytes, 0))
        var unit = 0
        while value >= 1000, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        return digits(value) + units[unit]
    }

    /// At most four significant digits, as C's `%.4g` would write them below 1000, docker's `%.3g`.
    private static func digits(_ value: Double) -> String {
        let places = value >= 100 ? 0 : value >= 10 ? 1 : 2
        let scale = [1.0, 10.0, 100.0][places]
        let rounded = (value * scale).rounded()
        let whole = Int64(rounded / scale)
        guard places > 0 else { return String(whole) }
        let fraction = String(Int64(rounded) - whole * Int64(scale))
        let padded = String(repeating: "0", count: places - fraction.count) + fraction
        let trimmed = padded.reversed().drop { $0 == "0" }.reversed()
        return trimmed.isEmpty ? String(whole) : "\(whole).\(String(trimmed))"
    }
}
