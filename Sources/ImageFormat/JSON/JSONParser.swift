extension JSON {
    /// Parses one value with nothing but white space around it (RFC 8259).
    ///
    /// Invalid UTF-8 in a string is replaced with U+FFFD, and so is half of a surrogate pair. Time and memory are linear.
    public init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
        guard bytes.count <= limits.bytes else { throw .tooLong(limit: limits.bytes) }
        var parser = JSONParser(bytes: bytes, depthLimit: limits.depth)
        self = try parser.document()
    }
}

/// A recursive descent over the bytes; `depthLimit` bounds the recursion.
private struct JSONParser {
    let bytes: [UInt8]
    let depthLimit: Int
    var position = 0
    var depth = 0

    init(bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    mutating func document() throws(JSONError) -> JSON {
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw .trailingBytes(offset: position) }
        return value
    }

    private mutating func value() throws(JSONError) -> JSON {
        skipSpace()
        switch try peek() {
        case UInt8(ascii: "{"): return try nested { parser throws(JSONError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(JSONError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(_ body: (inout JSONParser) throws(JSONError) -> JSON) throws(JSONError) -> JSON {
        guard depth < depthLimit else { throw .tooDeep(limit: depthLimit, offset: position) }
        depth += 1
        position += 1
        let result = try body(&self)
        depth -= 1
        return result
    }

    private mutating func object() throws(JSONError) -> JSON {
        var members: [JSON.Member] = []
        while try !ends(with: UInt8(ascii: "}"), isFirst: members.isEmpty) {
            skipSpace()
            let name = try string()
            skipSpace()
            try expect(UInt8(ascii: ":"))
            members.append(JSON.Member(name, try value()))
        }
        return .object(members)
    }

    private mutating func array() throws(JSONError) -> JSON {
        var elements: [JSON] = []
        while try !ends(with: UInt8(ascii: "]"), isFirst: elements.isEmpty) {
            elements.append(try value())
        }
        return .array(elements)
    }

    /// Takes the closing bracket, or the comma before a further item.
    private mutating func ends(with bracket: UInt8, isFirst: Bool) throws(JSONError) -> Bool {
        skipSpace()
        if try peek() == bracket {
            position += 1
            return true
        }
        if !isFirst { try expect(UInt8(ascii: ",")) }
        return false
    }

    private mutating func string() throws(JSONError) -> String {
        try expect(UInt8(ascii: "\""))
        let start = position
        position = bytes.withUnsafeBufferPointer { Self.endOfPlainText($0, from: start) }
        if try peek() == UInt8(ascii: "\"") {
            position += 1
            return String(decoding: bytes[start..<position - 1], as: UTF8.self)
        }
        var text = Array(bytes[start..<position])
        while bytes[position] != UInt8(ascii: "\"") {
            if bytes[position] == UInt8(ascii: "\\") {
                try appendEscape(to: &text)
            } else {
                text.append(bytes[position])
                try takeTextByte()
            }
            _ = try peek()
        }
        position += 1
        return String(decoding: text, as: UTF8.self)
    }

    /// Where the first byte is that does not stand for itself in a string; most strings have none before their end.
    private static func endOfPlainText(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var place = start
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            place += 1
        }
        return place
    }

    private mutating func takeTextByte() throws(JSONError) {
        guard bytes[position] >= 0x20 else { throw .unexpectedByte(bytes[position], offset: position) }
        position += 1
    }

    private mutating func appendEscape(to text: inout [UInt8]) throws(JSONError) {
        let offset = position
        position += 1
        let letter = try peek()
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"): text.append(contentsOf: try codePoint(at: offset))
        default: throw .badEscape(offset: offset)
        }
    }

    /// The UTF-8 of the four digits after `\u`, joined with the escape that follows where the two are a pair.
    private mutating func codePoint(at offset: Int) throws(JSONError) -> [UInt8] {
        let first = try fourDigits(at: offset)
        var scalar = Unicode.Scalar(first)
        if (0xD800..<0xDC00).contains(first), position + 1 < bytes.count,
            bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
        {
            let resume = position
            position += 2
            let second = try fourDigits(at: resume)
            if (0xDC00..<0xE000).contains(second) {
                scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            } else {
                position = resume
            }
        }
        return Array(String(Character(scalar ?? "\u{FFFD}")).utf8)
    }

    private mutating func fourDigits(at offset: Int) throws(JSONError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw .unexpectedEnd }
        var value: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            let lower = (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte) ? byte + 32 : byte
            guard let digit = Hexadecimal.value(ofLowerCase: lower) else { throw .badEscape(offset: offset) }
            value = value << 4 | UInt32(digit)
        }
        position += 4
        return value
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = position
        let isPart = { (byte: UInt8) in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
        }
        while position < bytes.count, isPart(bytes[position]) { position += 1 }
        guard position > start else { throw .unexpectedByte(bytes[start], offset: start) }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if let value = Int64(text), bytes[start] != UInt8(ascii: "+") { return .integer(value) }
        guard let value = Double(text), value.isFinite, bytes[start] != UInt8(ascii: "+") else {
            throw .badNumber(offset: start)
        }
        return .number(value)
    }

    private mutating func word(_ text: String, _ value: JSON) throws(JSONError) -> JSON {
        for byte in text.utf8 { try expect(byte) }
        return value
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position += 1
        }
    }

    private func peek() throws(JSONError) -> UInt8 {
        guard position < bytes.count else { throw .unexpectedEnd }
        return bytes[position]
    }

    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        let found = try peek()
        guard found == byte else { throw .unexpectedByte(found, offset: position) }
        position += 1
    }
}
