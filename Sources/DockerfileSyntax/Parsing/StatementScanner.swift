/// Splits a logical line into keyword, flags and arguments.
struct StatementScanner {
    let line: LogicalLine
    let escape: EscapeCharacter

    /// A statement before it has a meaning.
    struct Scan {
        var keyword: Located<String>
        var kind: Keyword?
        var flags: [Located<String>]
        var arguments = Arguments()
        /// The bounds of the whole in the logical line.
        var bounds: Range<Int>
        /// ONBUILD's instruction: where it begins, its own flags included.
        var rest: Range<Int>
    }

    /// Reads a part of the line.
    func scan(_ part: Range<Int>) -> Scan {
        let bounds = line.bytes.trimmed(part)
        let bytes = line.bytes
        let keywordEnd = bytes[bounds].firstIndex { $0.isBlank } ?? bounds.upperBound
        let keyword = line.located(bounds.lowerBound..<keywordEnd)
        var scanner = FlagScanner(line: line, end: bounds.upperBound, index: keywordEnd)
        let flags = scanner.readFlags()
        let rest = bytes.trimmed(scanner.index..<bounds.upperBound)
        let kind = Keyword(anyCase: keyword.value)
        var scan = Scan(keyword: keyword, kind: kind, flags: flags, bounds: bounds, rest: rest)
        if let kind {
            scan.arguments = ArgumentScanner(line: line, escape: escape).scan(rest, of: kind)
        }
        return scan
    }
}

/// Reads the words that begin with `--`.
struct FlagScanner {
    let line: LogicalLine
    let end: Int
    /// The next byte; behind the last flag in the end.
    private(set) var index: Int

    init(line: LogicalLine, end: Int, index: Int) {
        self.line = line
        self.end = end
        self.index = index
    }

    mutating func readFlags() -> [Located<String>] {
        var flags: [Located<String>] = []
        while skipSpaces(), end - index >= 2, line.bytes[index] == .dash, line.bytes[index + 1] == .dash {
            let start = index
            let word = readWord()
            if word == "--" { break }
            flags.append(Located(word, at: line.range(start..<index)))
        }
        return flags
    }

    private mutating func skipSpaces() -> Bool {
        while index < end {
            let length = line.bytes.spaceLength(at: index)
            if length == 0 { return true }
            index += length
        }
        return false
    }

    /// A word without its quotes and backslashes, whatever the escape character is.
    private mutating func readWord() -> String {
        var word: [UInt8] = []
        var quote: UInt8?
        while index < end {
            let byte = line.bytes[index]
            if byte == quote {
                quote = nil
            } else if quote == nil, byte == .singleQuote || byte == .doubleQuote {
                quote = byte
            } else if byte == .backslash {
                index += 1
                if index < end { word.append(line.bytes[index]) } else { break }
            } else if quote == nil, line.bytes.spaceLength(at: index) > 0 {
                break
            } else {
                word.append(byte)
            }
            index += 1
        }
        return String(decoding: word, as: UTF8.self)
    }
}
