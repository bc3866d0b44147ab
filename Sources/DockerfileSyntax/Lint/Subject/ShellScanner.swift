/// Splits a shell's text into commands and words, well enough for rules: it knows quotes, operators and comments, and
/// takes `$(…)` as part of a word.
struct ShellScanner {
    struct Word {
        /// Without quotes.
        var text: String
        var bounds: Range<Int>
    }

    struct Command {
        var words: [Word]
        var isPiped = false
    }

    private let bytes: [UInt8]
    private var index = 0
    private var commands: [Command] = []
    private var words: [Word] = []

    /// Words that come ahead of a command.
    private static let leaders: Set<String> = [
        "if", "then", "else", "elif", "do", "while", "until", "!", "{", "time", "exec", "command", "sudo", "env",
    ]

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func scan() -> [Command] {
        while index < bytes.count {
            switch bytes[index] {
            case let byte where byte.isBlank: index += 1
            case .newline, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "("), UInt8(ascii: ")"):
                index += 1
                end()
            case UInt8(ascii: "|"):
                let isOr = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "|")
                index += isOr ? 2 : 1
                end(piped: !isOr)
            case .hash: skipComment()
            case .backslash where index + 1 < bytes.count && bytes[index + 1] == .newline: index += 2
            default: readWord()
            }
        }
        end()
        return commands
    }

    private mutating func skipComment() {
        while index < bytes.count, bytes[index] != .newline { index += 1 }
    }

    /// Ends a command; variables set for it and words like `then` are not part of it, `sudo` is a command of its own.
    private mutating func end(piped: Bool = false) {
        defer { words = [] }
        var rest = words[...]
        while let first = rest.first, Self.leaders.contains(first.text) || Self.isAssignment(first.text) {
            if first.text == "sudo" { commands.append(Command(words: [first])) }
            rest.removeFirst()
        }
        if !rest.isEmpty { commands.append(Command(words: Array(rest), isPiped: piped)) }
    }

    private static func isAssignment(_ text: String) -> Bool {
        guard let equals = text.utf8.firstIndex(of: .equals), equals > text.utf8.startIndex else { return false }
        return text.utf8[..<equals].allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_") }
    }

    private mutating func readWord() {
        let start = index
        var text: [UInt8] = []
        var quote: UInt8?
        /// How many `$(` are open.
        var depth = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == .backslash, quote != .singleQuote {
                index += 1
                if index < bytes.count { text.append(bytes[index]) }
            } else if byte == quote {
                quote = nil
            } else if quote == nil, byte == .singleQuote || byte == .doubleQuote || byte == UInt8(ascii: "`") {
                quote = byte
            } else if quote == nil, depth == 0, endsWord(byte) {
                break
            } else {
                if quote == nil, byte == UInt8(ascii: "("), index > start { depth += 1 }
                if quote == nil, byte == UInt8(ascii: ")"), depth > 0 { depth -= 1 }
                text.append(byte)
                if byte == UInt8(ascii: "$"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "("),
                    quote == nil
                {
                    index += 1
                    depth += 1
                    text.append(bytes[index])
                }
            }
            index += 1
        }
        index = min(index, bytes.count)
        words.append(Word(text: String(decoding: text, as: UTF8.self), bounds: start..<index))
    }

    private func endsWord(_ byte: UInt8) -> Bool {
        switch byte {
        // `2>&1` is one word.
        case UInt8(ascii: "&"): index == 0 || bytes[index - 1] != UInt8(ascii: ">")
        case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "("), UInt8(ascii: ")"): true
        default: byte.isASCIISpace
        }
    }
}
