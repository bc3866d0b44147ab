/// A number of bytes as people set limits: `500M`, `200G`.
public enum ByteSize {
    /// A number, with k, M, G or T behind it (powers of 1024); nil for anything else, and for more than there are numbers.
    public static func bytes(_ text: String) -> Int64? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let units = ["": 0, "k": 10, "m": 20, "g": 30, "t": 40]
        guard let number = Int64(digits), let shift = units[text.dropFirst(digits.count).lowercased()] else {
            return nil
        }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << Int64(shift))
        return overflow ? nil : bytes
    }

    /// As Docker reads sizes of memory and files: `512m`, `64MB`, `1.5 GiB`, `1024b`; nil for anything else.
    public static func memory(_ text: String) -> Int64? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let number = Double(digits), digits.first != ".", digits.last != "." else { return nil }
        var unit = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
        if unit.hasSuffix("b") { unit.removeLast() }
        if unit.hasSuffix("i"), unit.count == 2 { unit.removeLast() }
        guard let shift = ["": 0, "k": 10, "m": 20, "g": 30, "t": 40, "p": 50][unit] else { return nil }
        return Int64(exactly: (number * Double(Int64(1) << Int64(shift))).rounded(.down))
    }
}
