/// Python: strings with prefixes and over lines, numbers, words, decorators.
enum PythonLexer {
    private static let keywords: Set<String> = [
        "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
        "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass",
        "raise", "return", "try", "while", "with", "yield",
    ]
    private static let builtins: Set<String> = [
        "True", "False", "None", "self", "cls", "print", "len", "range", "str", "int", "float", "bool", "list", "dict",
        "set", "tuple", "open", "super", "isinstance", "enumerate", "zip", "map", "filter", "sorted", "sum", "min",
        "max", "any", "all", "input", "type", "repr", "Exception", "ValueError", "KeyError", "TypeError", "__name__",
        "__file__",
    ]

    static func read(_ scanner: inout Scanner, _ state: inout LineState) {
        var isDefinition = false
        while let byte = scanner.next {
            let start = scanner.index
            switch byte {
            case UInt8(ascii: "#"): scanner.takeRest(as: .comment)
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                if !string(&scanner, &state, isRaw: false) { return }
            case UInt8(ascii: "@") where scanner.rest.startIndex == 0 || onlyBlanksBefore(scanner):
                scanner.skip { Scanner.isWord($0) || $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: ".") }
                scanner.add(.special, from: start)
            case _ where Scanner.isDigit(byte): scanner.number()
            case _ where Scanner.isWord(byte):
                let word = String(decoding: scanner.word(), as: UTF8.self)
                if let quote = scanner.next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), isPrefix(word) {
                    scanner.add(.string, from: start)
                    if !string(&scanner, &state, isRaw: word.lowercased().contains("r")) { return }
                    continue
                }
                if let kind = kind(of: word, isDefinition) { scanner.add(kind, from: start) }
                isDefinition = word == "def" || word == "class"
            case _ where "+-*/%=<>!&|^~:".utf8.contains(byte): scanner.emit(1, as: .sign)
            default: scanner.advance()
            }
        }
    }

    private static func kind(of word: String, _ isDefinition: Bool) -> TokenKind? {
        if isDefinition { return .name }
        return keywords.contains(word) ? .keyword : builtins.contains(word) ? .builtin : nil
    }

    private static func isPrefix(_ word: String) -> Bool {
        ["r", "b", "f", "u", "rb", "br", "rf", "fr"].contains(word.lowercased())
    }

    private static func onlyBlanksBefore(_ scanner: Scanner) -> Bool {
        var distance = -1
        while let byte = scanner.peek(distance) {
            guard Scanner.isBlank(byte) else { return false }
            distance -= 1
        }
        return true
    }

    /// Reads a string from its quote on; false where it goes on in the next line.
    private static func string(_ scanner: inout Scanner, _ state: inout LineState, isRaw: Bool) -> Bool {
        guard let quote = scanner.next else { return true }
        if scanner.rest.starts(with: [quote, quote, quote]) {
            scanner.emit(3, as: .string)
            return StringReader.finish(&scanner, [quote, quote, quote], isRaw: isRaw, &state)
        }
        scanner.emit(1, as: .string)
        let isContinued = scanner.rest.last == UInt8(ascii: "\\")
        if StringReader.finish(&scanner, [quote], isRaw: isRaw, &state) { return true }
        // A plain string ends with its line unless that is continued.
        if !isContinued { state = .normal }
        return false
    }
}
