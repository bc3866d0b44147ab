/// requirements.txt: a name, its version, options, comments.
enum RequirementsLexer {
    static func read(_ scanner: inout Scanner) {
        scanner.skipBlanks()
        if let first = scanner.next, Scanner.isWord(first) {
            let start = scanner.index
            scanner.skip { Scanner.isWord($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
            scanner.add(.name, from: start)
        }
        while let byte = scanner.next {
            let start = scanner.index
            let isAfterBlank = scanner.peek(-1).map(Scanner.isBlank) ?? true
            switch byte {
            case UInt8(ascii: "#") where isAfterBlank: scanner.takeRest(as: .comment)
            case UInt8(ascii: "-") where isAfterBlank:
                scanner.skip { Scanner.isWord($0) || $0 == UInt8(ascii: "-") }
                scanner.add(.flag, from: start)
            case UInt8(ascii: "\""), UInt8(ascii: "'"): StringReader.short(&scanner)
            case _ where Scanner.isDigit(byte): scanner.number()
            case _ where "=<>!~;,[]@".utf8.contains(byte): scanner.emit(1, as: .sign)
            case _ where Scanner.isWord(byte): _ = scanner.word()
            default: scanner.advance()
            }
        }
    }
}

/// JSON: keys, strings, numbers, words.
enum JSONLexer {
    static func read(_ scanner: inout Scanner) {
        while let byte = scanner.next {
            let start = scanner.index
            switch byte {
            case UInt8(ascii: "\""): string(&scanner)
            case _ where Scanner.isDigit(byte) || byte == UInt8(ascii: "-"):
                scanner.advance()
                scanner.skip { Scanner.isWord($0) || ".+-".utf8.contains($0) }
                scanner.add(.number, from: start)
            case _ where Scanner.isWord(byte):
                let word = String(decoding: scanner.word(), as: UTF8.self)
                if ["true", "false", "null"].contains(word) { scanner.add(.builtin, from: start) }
            case _ where "{}[]:,".utf8.contains(byte): scanner.emit(1, as: .sign)
            default: scanner.advance()
            }
        }
    }

    /// A string, as a key where a colon follows it.
    private static func string(_ scanner: inout Scanner) {
        var ahead = scanner
        StringReader.short(&ahead)
        let end = ahead.index
        ahead.skipBlanks()
        if ahead.next == UInt8(ascii: ":") {
            scanner.emit(end - scanner.index, as: .name)
        } else {
            StringReader.short(&scanner)
        }
    }
}

/// YAML: keys, scalars, block scalars, anchors, comments.
enum YAMLLexer {
    static func read(_ scanner: inout Scanner, _ state: inout LineState) {
        let indent = scanner.rest.prefix { $0 == 0x20 }.count
        if indent == 0, scanner.starts(with: "---") || scanner.starts(with: "...") || scanner.starts(with: "%") {
            scanner.takeRest(as: .special)
            return
        }
        scanner.skipBlanks()
        while scanner.next == UInt8(ascii: "-"), scanner.peek(1).map(Scanner.isBlank) ?? true {
            scanner.emit(1, as: .sign)
            scanner.skipBlanks()
        }
        key(&scanner)
        value(&scanner, &state, indent: indent)
    }

    /// Reads a plain or quoted key with its colon, where there is one.
    private static func key(_ scanner: inout Scanner) {
        var ahead = scanner
        if let quote = ahead.next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            StringReader.short(&ahead, isRaw: quote == UInt8(ascii: "'"))
        } else {
            while let byte = ahead.next, !isColon(ahead) {
                if byte == UInt8(ascii: "#") && ahead.peek(-1).map(Scanner.isBlank) ?? true { return }
                if "{[&*!|>".utf8.contains(byte), ahead.index == scanner.index { return }
                ahead.advance()
            }
        }
        guard isColon(ahead) else { return }
        scanner.emit(ahead.index - scanner.index, as: .name)
        scanner.emit(1, as: .sign)
    }

    private static func isColon(_ scanner: Scanner) -> Bool {
        scanner.next == UInt8(ascii: ":") && scanner.peek(1).map(Scanner.isBlank) ?? true
    }

    private static func value(_ scanner: inout Scanner, _ state: inout LineState, indent: Int) {
        while let byte = scanner.next {
            let start = scanner.index
            let isStart = scanner.peek(-1).map { Scanner.isBlank($0) || "[{,".utf8.contains($0) } ?? true
            switch byte {
            case UInt8(ascii: "#") where isStart: scanner.takeRest(as: .comment)
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                if isStart { StringReader.short(&scanner, isRaw: byte == UInt8(ascii: "'")) } else { scanner.advance() }
            case UInt8(ascii: "|"), UInt8(ascii: ">"):
                scanner.emit(1, as: .sign)
                let header = scanner.rest.prefix { $0 != UInt8(ascii: "#") }
                let isHeader = header.allSatisfy {
                    Scanner.isBlank($0) || Scanner.isDigit($0) || "+-".utf8.contains($0)
                }
                if isStart, isHeader { state = .block(indent: indent) }
            case UInt8(ascii: "&") where isStart, UInt8(ascii: "*") where isStart, UInt8(ascii: "!") where isStart:
                scanner.skip { !Scanner.isBlank($0) && $0 != UInt8(ascii: ",") }
                scanner.add(.special, from: start)
            case _ where "{}[],".utf8.contains(byte): scanner.emit(1, as: .sign)
            case _ where Scanner.isWord(byte) && isStart: plain(&scanner, from: start)
            default: scanner.advance()
            }
        }
    }

    /// Reads a word; a number or a truth value where it is the whole scalar.
    private static func plain(_ scanner: inout Scanner, from start: Int) {
        scanner.skip { !Scanner.isBlank($0) && !",]}".utf8.contains($0) }
        var ahead = scanner
        let isFlowKey = scanner.peek(-1) == UInt8(ascii: ":")
        let text = String(decoding: textBetween(scanner, start, scanner.index), as: UTF8.self)
        ahead.skipBlanks()
        let isWhole = ahead.next.map { "#,]}".utf8.contains($0) } ?? true
        if isFlowKey {
            scanner.add(.name, start..<(scanner.index - 1))
        } else if isWhole, ["true", "false", "null", "yes", "no", "on", "off"].contains(text.lowercased()) {
            scanner.add(.builtin, from: start)
        } else if isWhole, Scanner.isDigit(text.utf8.first ?? 0),
            text.utf8.allSatisfy({ Scanner.isDigit($0) || $0 == 0x2E })
        {
            scanner.add(.number, from: start)
        }
    }

    private static func textBetween(_ scanner: Scanner, _ start: Int, _ end: Int) -> [UInt8] {
        (start..<end).compactMap { scanner.peek($0 - scanner.index) }
    }
}
