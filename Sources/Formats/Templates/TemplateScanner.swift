/// Text → tokens, as Go's `text/template` divides it.
struct TemplateScanner {
    private let bytes: [UInt8]
    private var position = 0
    private var tokens: [TemplateToken] = []
    private var depth = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func tokens(of bytes: [UInt8]) throws(TemplateError) -> [TemplateToken] {
        var scanner = TemplateScanner(bytes)
        try scanner.scan()
        return scanner.tokens
    }

    /// The line of a place, from 1.
    static func line(of offset: Int, in bytes: [UInt8]) -> Int {
        1 + bytes[..<min(offset, bytes.count)].count { $0 == UInt8(ascii: "\n") }
    }

    private mutating func scan() throws(TemplateError) {
        var isTrimmed = false
        while true {
            let open = find("{{", from: position)
            add(text: position..<(open ?? bytes.count), trimsStart: isTrimmed, trimsEnd: open.map(trims) ?? false)
            guard let open else { break }
            position = open + 2 + (trims(open) ? 1 : 0)
            if let end = try commentEnd(open) {
                (position, isTrimmed) = end
            } else {
                tokens.append(TemplateToken(kind: .open, start: open, end: open + 2))
                isTrimmed = try action(open)
            }
        }
        tokens.append(TemplateToken(kind: .end, start: bytes.count, end: bytes.count))
    }

    private mutating func add(text range: Range<Int>, trimsStart: Bool, trimsEnd: Bool) {
        var part = bytes[range]
        if trimsStart { part = part.drop(while: Self.isSpace) }
        while trimsEnd, let last = part.last, Self.isSpace(last) { part.removeLast() }
        guard !part.isEmpty else { return }
        let text = String(decoding: part, as: UTF8.self)
        tokens.append(TemplateToken(kind: .text(text), start: part.startIndex, end: part.endIndex))
    }

    /// Whether `{{- ` begins here.
    private func trims(_ open: Int) -> Bool {
        open + 3 < bytes.count && bytes[open + 2] == UInt8(ascii: "-") && Self.isSpace(bytes[open + 3])
    }

    /// Where ` -}}` ends if it begins here.
    private func trimmedClose(_ place: Int) -> Int? {
        place > 0 && Self.isSpace(bytes[place - 1]) && matches("-}}", at: place) ? place + 3 : nil
    }

    /// Behind a comment, which must fill its braces; nil where there is none.
    private func commentEnd(_ open: Int) throws(TemplateError) -> (Int, Bool)? {
        var place = position
        while trims(open), place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
        guard matches("/*", at: place) else { return nil }
        guard var end = find("*/", from: place + 2) else { throw fault(open, "unclosed comment") }
        end += 2
        if matches("}}", at: end) { return (end + 2, false) }
        let mark = bytes[end...].prefix(while: Self.isSpace).endIndex
        if let closed = trimmedClose(mark) { return (closed, true) }
        throw fault(open, "comment ends before closing delimiter")
    }

    /// The tokens up to `}}`; whether the text behind it is trimmed.
    private mutating func action(_ open: Int) throws(TemplateError) -> Bool {
        depth = 0
        while true {
            let before = position
            position = bytes[position...].prefix(while: Self.isSpace).endIndex
            let closed = trimmedClose(position)
            if let end = closed ?? (matches("}}", at: position) ? position + 2 : nil) {
                guard depth == 0 else { throw fault(position, "unclosed left paren") }
                tokens.append(TemplateToken(kind: .close, start: position, end: end))
                position = end
                return closed != nil
            }
            guard position < bytes.count else { throw fault(open, "unclosed action") }
            let start = position
            let kind = try token()
            tokens.append(TemplateToken(kind: kind, start: start, end: position, followsSpace: start > before))
        }
    }

    private mutating func token() throws(TemplateError) -> TemplateToken.Kind {
        let start = position
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return try quoted(byte)
        case UInt8(ascii: "`"): return try raw()
        case UInt8(ascii: "("), UInt8(ascii: ")"):
            depth += byte == UInt8(ascii: "(") ? 1 : -1
            guard depth >= 0 else { throw fault(start, "unexpected right paren") }
            return sign(1)
        case UInt8(ascii: "|"), UInt8(ascii: ","), UInt8(ascii: "="): return sign(1)
        case UInt8(ascii: ":"):
            guard matches(":=", at: start) else { throw fault(start, "expected :=") }
            return sign(2)
        case UInt8(ascii: "$"):
            position += 1
            return .variable("$" + word())
        case UInt8(ascii: ".") where start + 1 < bytes.count && Self.isDigit(bytes[start + 1]): return try number()
        case UInt8(ascii: "."):
            position += 1
            let name = word()
            return name.isEmpty ? .dot : .field(name)
        case UInt8(ascii: "+"), UInt8(ascii: "-"): return try number()
        default:
            if Self.isDigit(byte) { return try number() }
            let name = word()
            guard !name.isEmpty else {
                throw fault(start, "unexpected \"\(character(at: start))\" in an action")
            }
            return .word(name)
        }
    }

    private mutating func sign(_ length: Int) -> TemplateToken.Kind {
        defer { position += length }
        return .sign(String(decoding: bytes[position..<position + length], as: UTF8.self))
    }

    private mutating func word() -> String {
        let part = bytes[position...].prefix { Self.isWord($0) }
        position = part.endIndex
        return String(decoding: part, as: UTF8.self)
    }

    private mutating func number() throws(TemplateError) -> TemplateToken.Kind {
        let start = position
        let part = bytes[start...].prefix { Self.isWord($0) || "+-.".utf8.contains($0) }
        position = part.endIndex
        let text = String(decoding: part, as: UTF8.self).replacing("_", with: "")
        let digits = text.drop { "+-".contains($0) }
        if digits.lowercased().hasPrefix("0x"), let value = Int64(digits.dropFirst(2), radix: 16) {
            return .integer(text.hasPrefix("-") ? -value : value)
        }
        if let value = Int64(text) { return .integer(value) }
        if let value = Double(text), value.isFinite { return .number(value) }
        throw fault(start, "bad number syntax: \"\(text)\"")
    }

    private mutating func raw() throws(TemplateError) -> TemplateToken.Kind {
        guard let end = find("`", from: position + 1) else { throw fault(position, "unterminated raw quoted string") }
        defer { position = end + 1 }
        return .string(String(decoding: bytes[position + 1..<end], as: UTF8.self))
    }

    /// `"text"`, or `'c'`, which is a number.
    private mutating func quoted(_ quote: UInt8) throws(TemplateError) -> TemplateToken.Kind {
        let start = position
        var text: [UInt8] = []
        position += 1
        while position < bytes.count, bytes[position] != quote, bytes[position] != UInt8(ascii: "\n") {
            if bytes[position] == UInt8(ascii: "\\") {
                text += try escape()
            } else {
                text.append(bytes[position])
                position += 1
            }
        }
        guard position < bytes.count, bytes[position] == quote else {
            throw fault(start, "unterminated quoted string")
        }
        position += 1
        let value = String(decoding: text, as: UTF8.self)
        guard quote == UInt8(ascii: "'") else { return .string(value) }
        guard value.unicodeScalars.count == 1, let scalar = value.unicodeScalars.first else {
            throw fault(start, "malformed character constant")
        }
        return .integer(Int64(scalar.value))
    }

    private mutating func escape() throws(TemplateError) -> [UInt8] {
        let start = position
        position += 2
        guard start + 1 < bytes.count else { throw fault(start, "unterminated quoted string") }
        switch bytes[start + 1] {
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "a"): return [7]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "v"): return [11]
        case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): return [bytes[start + 1]]
        case UInt8(ascii: "x"): return [UInt8(truncatingIfNeeded: try hexadecimal(2, start))]
        case UInt8(ascii: "u"): return try scalar(4, start)
        case UInt8(ascii: "U"): return try scalar(8, start)
        default: throw fault(start, "unknown escape sequence")
        }
    }

    private mutating func scalar(_ count: Int, _ start: Int) throws(TemplateError) -> [UInt8] {
        let scalar = Unicode.Scalar(try hexadecimal(count, start)) ?? "\u{FFFD}"
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func hexadecimal(_ count: Int, _ start: Int) throws(TemplateError) -> UInt32 {
        let digits = String(decoding: bytes[position...].prefix(count), as: UTF8.self)
        guard digits.count == count, let value = UInt32(digits, radix: 16) else {
            throw fault(start, "malformed escape sequence")
        }
        position += count
        return value
    }

    private func matches(_ text: StaticString, at place: Int) -> Bool {
        bytes[min(place, bytes.count)...].starts(with: text.description.utf8)
    }

    private func find(_ text: StaticString, from start: Int) -> Int? {
        let wanted = Array(text.description.utf8)
        guard start + wanted.count <= bytes.count else { return nil }
        return (start...(bytes.count - wanted.count)).first { bytes[$0...].starts(with: wanted) }
    }

    private func character(at place: Int) -> String {
        String(decoding: bytes[place...].prefix(4), as: UTF8.self).prefix(1).description
    }

    private func fault(_ place: Int, _ reason: String) -> TemplateError {
        .syntax(line: Self.line(of: place, in: bytes), reason: reason)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Letters beyond ASCII are letters here.
    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
