/// Shell: words, quotes over lines, variables, here-documents.
enum ShellLexer {
    static let keywords: Set<String> = [
        "if", "then", "else", "elif", "fi", "for", "in", "do", "done", "while", "until", "case", "esac", "function",
        "return", "exit", "break", "continue",
    ]
    private static let builtins: Set<String> = [
        "cd", "echo", "export", "set", "unset", "source", "alias", "eval", "exec", "local", "printf", "read", "shift",
        "test", "trap", "true", "false", "type", "ulimit", "umask", "wait", "readonly", "declare",
    ]

    static func read(_ scanner: inout Scanner, _ state: inout LineState) {
        var document: LineState?
        while let byte = scanner.next {
            let start = scanner.index
            switch byte {
            case UInt8(ascii: "#") where isWordStart(scanner): scanner.takeRest(as: .comment)
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                scanner.emit(1, as: .string)
                let isRaw = byte == UInt8(ascii: "'")
                if !StringReader.finish(&scanner, [byte], isRaw: isRaw, &state, expands: true) { return }
            case UInt8(ascii: "$"):
                if !scanner.variable() { scanner.emit(1, as: .sign) }
            case UInt8(ascii: "\\"): scanner.emit(2, as: .escape)
            case UInt8(ascii: "<"):
                let found = hereDocument(&scanner, isShell: false)
                if found == nil { scanner.emit(1, as: .sign) }
                document = document ?? found
            case UInt8(ascii: "-") where isWordStart(scanner):
                scanner.skip { Scanner.isWord($0) || $0 == UInt8(ascii: "-") }
                scanner.add(.flag, from: start)
            case _ where Scanner.isWord(byte): word(&scanner, from: start)
            case _ where "|&;()<>{}=".utf8.contains(byte): scanner.emit(1, as: .sign)
            default: scanner.advance()
            }
        }
        state = document ?? .normal
    }

    private static func isWordStart(_ scanner: Scanner) -> Bool {
        guard let before = scanner.peek(-1) else { return true }
        return Scanner.isBlank(before) || ";(&|".utf8.contains(before)
    }

    private static func word(_ scanner: inout Scanner, from start: Int) {
        let isFirst = isWordStart(scanner)
        let text = String(decoding: scanner.word(), as: UTF8.self)
        let isWhole = scanner.next.map { Scanner.isBlank($0) || ";)&|".utf8.contains($0) } ?? true
        if isFirst, isWhole, keywords.contains(text) {
            scanner.add(.keyword, from: start)
        } else if isFirst, isWhole, builtins.contains(text) {
            scanner.add(.builtin, from: start)
        } else if isFirst, scanner.next == UInt8(ascii: "=") {
            scanner.add(.name, from: start)
        } else if isFirst, isWhole, text.utf8.allSatisfy(Scanner.isDigit) {
            scanner.add(.number, from: start)
        }
    }

    /// Reads `<<WORD`, `<<-WORD` and their quoted kinds; nil, and nothing read, where there is none.
    static func hereDocument(_ scanner: inout Scanner, isShell: Bool) -> LineState? {
        guard scanner.starts(with: "<<"), scanner.peek(2) != UInt8(ascii: "<") else { return nil }
        let stripsTabs = scanner.peek(2) == UInt8(ascii: "-")
        var place = stripsTabs ? 3 : 2
        while let byte = scanner.peek(place), Scanner.isBlank(byte) { place += 1 }
        var quote: UInt8?
        if let byte = scanner.peek(place), byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
            quote = byte
            place += 1
        }
        var word: [UInt8] = []
        while let byte = scanner.peek(place), Scanner.isWord(byte) || byte == UInt8(ascii: "-") {
            word.append(byte)
            place += 1
        }
        guard let first = word.first, !Scanner.isDigit(first) else { return nil }
        if quote != nil, scanner.peek(place) == quote { place += 1 }
        scanner.emit(place, as: .keyword)
        return .hereDocument(word, stripsTabs: stripsTabs, isShell: isShell)
    }
}
