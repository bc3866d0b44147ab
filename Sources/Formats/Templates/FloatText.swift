/// Numbers with a fraction, as Go writes them.
enum FloatText {
    /// `%v`: the shortest digits, an exponent for the very large and the very small.
    static func shortest(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf" }
        let magnitude = abs(value)
        if magnitude == 0 || (1e-4..<1e21).contains(magnitude) { return plain(value) }
        let text = "\(value)"
        guard let mark = text.firstIndex(of: "e") else { return text }
        let exponent = Int(text[text.index(after: mark)...]) ?? 0
        var digits = String(text[..<mark])
        if digits.hasSuffix(".0") { digits.removeLast(2) }
        let sign = exponent < 0 ? "-" : "+"
        return digits + "e" + sign + (abs(exponent) < 10 ? "0" : "") + "\(abs(exponent))"
    }

    /// Without an exponent and without a fraction of zero.
    private static func plain(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return "\(Int64(value))" }
        let text = "\(value)"
        guard text.contains("e") else { return text.hasSuffix(".0") ? String(text.dropLast(2)) : text }
        return fixed(value, places: abs(value) < 1 ? 20 : 0)
    }

    /// `%.Nf`, for at most twenty places.
    static func fixed(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return shortest(value) }
        let places = min(max(places, 0), 20)
        var scaled = abs(value)
        var whole = scaled.rounded(.down)
        scaled -= whole
        var digits: [Int] = []
        for _ in 0..<places {
            scaled *= 10
            let digit = scaled.rounded(.down)
            digits.append(Int(digit))
            scaled -= digit
        }
        if scaled > 0.5
            || (scaled == 0.5 && !(digits.last ?? Int(whole.truncatingRemainder(dividingBy: 2))).isMultiple(of: 2))
        {
            if carry(&digits) { whole += 1 }
        }
        let sign = value < 0 ? "-" : ""
        return sign + wholeText(whole) + (places > 0 ? "." + digits.map { "\($0)" }.joined() : "")
    }

    /// Adds one to the last digit; whether it went beyond the first.
    private static func carry(_ digits: inout [Int]) -> Bool {
        for index in digits.indices.reversed() {
            if digits[index] < 9 {
                digits[index] += 1
                return false
            }
            digits[index] = 0
        }
        return true
    }

    private static func wholeText(_ value: Double) -> String {
        if value < 9e18 { return "\(Int64(value))" }
        var digits = ""
        var rest = value
        while rest >= 1 {
            digits = "\(Int(rest.truncatingRemainder(dividingBy: 10)))" + digits
            rest = (rest / 10).rounded(.down)
        }
        return digits
    }
}
