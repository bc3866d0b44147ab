extension UInt8 {
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let tab = UInt8(ascii: "\t")
    static let hash = UInt8(ascii: "#")
    static let slash = UInt8(ascii: "/")
    static let dash = UInt8(ascii: "-")
    static let equals = UInt8(ascii: "=")
    static let singleQuote = UInt8(ascii: "'")
    static let doubleQuote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")

    /// Whether this byte goes on with a UTF-8 sequence, so that no character starts here.
    var isContinuation: Bool { self & 0xC0 == 0x80 }

    /// The separators of arguments: blanks of ASCII, but no newline.
    var isBlank: Bool { self == .space || self == .tab || (0x0B...0x0D).contains(self) }

    var isASCIISpace: Bool { isBlank || self == .newline }
    var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}

extension Unicode.Scalar {
    /// White space as Go's `unicode.IsSpace` has it.
    var isSpace: Bool {
        value < 0x80 ? UInt8(value).isASCIISpace : properties.isWhitespace
    }
}

extension RandomAccessCollection where Element == UInt8, Index == Int {
    /// How many bytes the white space at an index takes; 0 where there is none.
    func spaceLength(at index: Int) -> Int {
        let byte = self[index]
        if byte < 0x80 { return byte.isASCIISpace ? 1 : 0 }
        let candidate = self[index..<Swift.min(index + 3, endIndex)]
        var iterator = candidate.makeIterator()
        var decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator), scalar.isSpace else { return 0 }
        return UTF8.width(scalar)
    }

    /// The bounds without white space at either end.
    func trimmed(_ bounds: Range<Int>) -> Range<Int> {
        var lower = bounds.lowerBound
        while lower < bounds.upperBound {
            let length = spaceLength(at: lower)
            if length == 0 { break }
            lower += length
        }
        return lower..<Swift.max(lower, endTrimmed(lower..<bounds.upperBound))
    }

    private func endTrimmed(_ bounds: Range<Int>) -> Int {
        var upper = bounds.upperBound
        while upper > bounds.lowerBound {
            var start = upper - 1
            while start > bounds.lowerBound, self[start].isContinuation, upper - start < 4 { start -= 1 }
            guard spaceLength(at: start) == upper - start else { break }
            upper = start
        }
        return upper
    }
}
