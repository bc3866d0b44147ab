/// Reads a line from left to right and collects tokens.
struct Scanner {
    private let bytes: [UInt8]
    private(set) var index = 0
    private(set) var tokens: [Token] = []

    init(_ line: ArraySlice<UInt8>) { bytes = Array(line) }

    var isAtEnd: Bool { index >= bytes.count }
    var count: Int { bytes.count }
    var next: UInt8? { index < bytes.count ? bytes[index] : nil }
    var rest: ArraySlice<UInt8> { bytes[min(index, bytes.count)...] }

    func peek(_ distance: Int) -> UInt8? {
        index + distance >= 0 && index + distance < bytes.count ? bytes[index + distance] : nil
    }

    func starts(with text: StaticString) -> Bool {
        text.withUTF8Buffer { rest.starts(with: $0) }
    }

    mutating func advance(_ count: Int = 1) { index = min(bytes.count, index + count) }

    mutating func skip(while isWanted: (UInt8) -> Bool) {
        while let byte = next, isWanted(byte) { index += 1 }
    }

    mutating func skipBlanks() { skip { $0 == 0x20 || $0 == 0x09 } }

    /// Adds what was read since a place as a token; joins it to one of its kind that ends there.
    mutating func add(_ kind: TokenKind, from start: Int) { add(kind, start..<index) }

    mutating func add(_ kind: TokenKind, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        if let last = tokens.last, last.kind == kind, last.range.upperBound.value == range.lowerBound {
            tokens[tokens.count - 1] = Token(last.range.lowerBound.value..<range.upperBound, kind)
        } else {
            tokens.append(Token(range, kind))
        }
    }

    /// Reads so many bytes as a token.
    mutating func emit(_ count: Int, as kind: TokenKind) {
        let start = index
        advance(count)
        add(kind, from: start)
    }

    mutating func takeRest(as kind: TokenKind) { emit(bytes.count - index, as: kind) }

    /// Reads a name: letters, digits, `_`, and bytes beyond ASCII.
    mutating func word() -> ArraySlice<UInt8> {
        let start = index
        skip { Self.isWord($0) }
        return bytes[start..<index]
    }

    static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == 0x5F || byte >= 0x80 }
    static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// Reads a number with its point, exponent, base and separators.
    mutating func number() {
        let start = index
        skip { Self.isWord($0) || $0 == 0x2E }
        add(.number, from: start)
    }

    /// Reads `$NAME`, `${…}` or a special parameter; false where the sign begins none.
    mutating func variable() -> Bool {
        guard let second = peek(1) else { return false }
        let start = index
        if second == UInt8(ascii: "{") {
            skip { $0 != UInt8(ascii: "}") }
            advance()
        } else if Self.isLetter(second) || second == 0x5F {
            advance()
            skip { Self.isLetter($0) || Self.isDigit($0) || $0 == 0x5F }
        } else if Self.isDigit(second) || "@*#?$!-".utf8.contains(second) {
            advance(2)
        } else {
            return false
        }
        add(.variable, from: start)
        return true
    }
}
