/// An exec form: a JSON array of strings, with each string's place.
enum JSONArray {
    enum Reading {
        case strings([Element])
        /// Valid JSON, but not only strings.
        case notOnlyStrings
        case invalid
    }

    struct Element {
        let value: String
        let bounds: Range<Int>
    }

    /// Reads the whole of `part`.
    static func read(_ bytes: [UInt8], _ part: Range<Int>) -> Reading {
        guard part.lowerBound < part.upperBound, bytes[part.lowerBound] == UInt8(ascii: "[") else { return .invalid }
        var scanner = JSONScanner(bytes, part)
        return scanner.readArray()
    }
}

/// Goes through JSON without recursion, so that no depth of nesting exhausts the stack.
struct JSONScanner {
    private let bytes: [UInt8]
    private var index: Int
    private let end: Int
    /// The open brackets.
    private var nesting: [UInt8] = []
    private var elements: [JSONArray.Element] = []
    private var hasOther = false

    /// Where Go's decoder gives up.
    private static let maximalDepth = 10_000

    init(_ bytes: [UInt8], _ part: Range<Int>) {
        self.bytes = bytes
        index = part.lowerBound
        end = part.upperBound
    }

    private enum Expectation { case value, valueOrClose, name, nameOrClose, separatorOrClose }

    mutating func readArray() -> JSONArray.Reading {
        var expected = Expectation.value
        repeat {
            skipBlanks()
            guard index < end, let next = step(expected), nesting.count <= Self.maximalDepth else { return .invalid }
            expected = next
        } while !nesting.isEmpty
        skipBlanks()
        guard index == end else { return .invalid }
        return hasOther ? .notOnlyStrings : .strings(elements)
    }

    private mutating func step(_ expected: Expectation) -> Expectation? {
        let byte = bytes[index]
        let isClose = byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
        switch expected {
        case .value: return isClose ? nil : readValue(byte)
        case .valueOrClose: return isClose ? close(byte) : readValue(byte)
        case .nameOrClose: return isClose ? close(byte) : readName()
        case .name: return readName()
        case .separatorOrClose:
            if isClose { return close(byte) }
            guard byte == UInt8(ascii: ",") else { return nil }
            index += 1
            return nesting.last == UInt8(ascii: "{") ? .name : .value
        }
    }

    private mutating func close(_ byte: UInt8) -> Expectation? {
        // `]` and `}` come two after their openers in ASCII.
        guard nesting.last == byte - 2 else { return nil }
        nesting.removeLast()
        index += 1
        return .separatorOrClose
    }

    private mutating func readName() -> Expectation? {
        guard readString() != nil else { return nil }
        skipBlanks()
        guard index < end, bytes[index] == UInt8(ascii: ":") else { return nil }
        index += 1
        return .value
    }

    private mutating func readValue(_ byte: UInt8) -> Expectation? {
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            if !nesting.isEmpty { hasOther = true }
            nesting.append(byte)
            index += 1
            return byte == UInt8(ascii: "[") ? .valueOrClose : .nameOrClose
        case .doubleQuote:
            let start = index
            guard let text = readString() else { return nil }
            if nesting.count == 1 { elements.append(JSONArray.Element(value: text, bounds: start..<index)) }
        default:
            guard readLiteral() else { return nil }
            hasOther = true
        }
        return .separatorOrClose
    }

    private mutating func skipBlanks() {
        while index < end, [.space, .tab, .newline, .carriageReturn].contains(bytes[index]) { index += 1 }
    }
}

extension JSONScanner {
    /// true, false, null or a number.
    private mutating func readLiteral() -> Bool {
        for word in ["true", "false", "null"] where bytes[index..<end].starts(with: word.utf8) {
            index += word.utf8.count
            return true
        }
        return readNumber()
    }

    private mutating func readNumber() -> Bool {
        if bytes[index] == .dash { index += 1 }
        guard index < end, bytes[index].isASCIIDigit else { return false }
        if bytes[index] == UInt8(ascii: "0") { index += 1 } else { skipDigits() }
        if index < end, bytes[index] == UInt8(ascii: ".") {
            index += 1
            guard skipDigits() else { return false }
        }
        guard index < end, bytes[index] | 0x20 == UInt8(ascii: "e") else { return true }
        index += 1
        if index < end, bytes[index] == .dash || bytes[index] == UInt8(ascii: "+") { index += 1 }
        return skipDigits()
    }

    @discardableResult
    private mutating func skipDigits() -> Bool {
        let start = index
        while index < end, bytes[index].isASCIIDigit { index += 1 }
        return index > start
    }

    private mutating func readString() -> String? {
        guard index < end, bytes[index] == .doubleQuote else { return nil }
        index += 1
        var result: [UInt8] = []
        while index < end {
            let byte = bytes[index]
            index += 1
            if byte == .doubleQuote { return String(decoding: result, as: UTF8.self) }
            guard byte >= 0x20 else { return nil }
            if byte != .backslash { result.append(byte) } else if !readEscape(into: &result) { return nil }
        }
        return nil
    }

    private mutating func readEscape(into result: inout [UInt8]) -> Bool {
        guard index < end else { return false }
        let byte = bytes[index]
        index += 1
        if byte == UInt8(ascii: "u") { return readUnicode(into: &result) }
        let plain: [UInt8: UInt8] = [
            .doubleQuote: .doubleQuote, .backslash: .backslash, UInt8(ascii: "/"): UInt8(ascii: "/"),
            UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13,
            UInt8(ascii: "t"): 9,
        ]
        guard let meaning = plain[byte] else { return false }
        result.append(meaning)
        return true
    }

    /// `\uXXXX`, also a pair of surrogates; half a pair is the replacement character.
    private mutating func readUnicode(into result: inout [UInt8]) -> Bool {
        guard var code = readHex() else { return false }
        if (0xD800..<0xDC00).contains(code), index + 1 < end, bytes[index] == .backslash,
            bytes[index + 1] == UInt8(ascii: "u")
        {
            let before = index
            index += 2
            guard let low = readHex() else { return false }
            if (0xDC00..<0xE000).contains(low) {
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            } else {
                index = before
            }
        }
        result.append(contentsOf: String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
        return true
    }

    private mutating func readHex() -> UInt32? {
        guard end - index >= 4 else { return nil }
        let digits = bytes[index..<index + 4]
        guard digits.allSatisfy({ $0.isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0 | 0x20) })
        else { return nil }
        index += 4
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
