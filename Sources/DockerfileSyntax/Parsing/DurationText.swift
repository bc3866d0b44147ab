/// Times as Go writes them: `30s`, `1m30s`, `1.5h`, `500ms`.
public enum DurationText {
    private static let nanoseconds: [String: Int64] = [
        "ns": 1, "us": 1_000, "µs": 1_000, "μs": 1_000, "ms": 1_000_000, "s": 1_000_000_000,
        "m": 60_000_000_000, "h": 3_600_000_000_000,
    ]

    /// Nil where the text is not a valid duration, or one of more than 292 years.
    public static func read(_ text: String) -> Duration? {
        var rest = Substring(text)
        let isNegative = rest.hasPrefix("-")
        if isNegative || rest.hasPrefix("+") { rest.removeFirst() }
        if rest == "0" { return .zero }
        guard !rest.isEmpty else { return nil }
        var total: Int64 = 0
        while !rest.isEmpty {
            guard let part = readPart(&rest) else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(part)
            guard !overflow else { return nil }
            total = sum
        }
        return .nanoseconds(isNegative ? -total : total)
    }

    /// A number and its unit.
    private static func readPart(_ rest: inout Substring) -> Int64? {
        let whole = readDigits(&rest)
        var fraction: Substring = ""
        if rest.hasPrefix(".") {
            rest.removeFirst()
            fraction = readDigits(&rest)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        let name = rest.prefix { $0 != "." && !isDigit($0) }
        guard let unit = nanoseconds[String(name)] else { return nil }
        rest = rest[name.endIndex...]
        guard let count = whole.isEmpty ? 0 : Int64(whole) else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: unit)
        guard !overflow else { return nil }
        let (sum, carry) = product.addingReportingOverflow(part(fraction, of: unit))
        return carry ? nil : sum
    }

    /// 0.fraction of a unit, in nanoseconds; digits past the eighteenth are nothing.
    private static func part(_ fraction: Substring, of unit: Int64) -> Int64 {
        guard let value = Double("0.\(fraction.prefix(18))") else { return 0 }
        return Int64(value * Double(unit))
    }

    private static func readDigits(_ rest: inout Substring) -> Substring {
        let digits = rest.prefix(while: isDigit)
        rest = rest[digits.endIndex...]
        return digits
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) && character.isASCII }
}
