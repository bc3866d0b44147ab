/// Splits a shell's text into commands and words, well enough for rules: it knows quotes, operators, comments, the
/// patterns of `case` and the tests of `[[ ]]`, and takes `$(…)` as part of a word.
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
    /// How many of `words` come ahead of the command: variables set for it and words like `then`.
    private var leading = 0
    /// The part that each open `case` reads next, the outermost first.
    private var cases: [CasePart] = []

    private enum CasePart {
        /// The word that is compared, up to `in`.
        case subject
        /// `a|b)`, or `esac`.
        case pattern
        /// Commands, up to `;;`.
        case body
    }

    /// Words that come ahead of a command.
    private static let leaders: Set<String> = [
        "if", "then", "else", "elif", "do", "while", "until", "!", "{", "time", "exec", "command", "sudo", "env",
    ]

    /// How many quotes and parentheses may be open in a word, more than anyone writes: what is open is looked through.
    private static let maximalDepth = 100

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func scan() -> [Command] {
        while index < bytes.count {
            switch bytes[index] {
            case let byte where byte.isBlank: index += 1
            case .hash: skipComment()
            case .backslash where next == .newline: index += 2
            case UInt8(ascii: "&") where next == UInt8(ascii: ">"): readWord()
            case let byte where endsWord(byte) && byte != .newline && isInTest: index += 1
            case let byte where cases.last == .pattern && endsWord(byte): readPatternMark(byte)
            case let byte where endsWord(byte): readOperator(byte)
            default: readWord()
            }
        }
        end()
        return commands
    }

    /// The byte behind the one at hand.
    private var next: UInt8? { index + 1 < bytes.count ? bytes[index + 1] : nil }

    /// Whether the words at hand are inside of `[[ … ]]`, where `|`, `&&` and parentheses belong to the test and end no
    /// command.
    private var isInTest: Bool { command.first?.text == "[[" && words.last?.text != "]]" }

    /// The words at hand, without what may come ahead of a command.
    private var command: ArraySlice<Word> { words[leading...] }

    private mutating func readOperator(_ byte: UInt8) {
        let isPipe = byte == UInt8(ascii: "|") && next != byte
        let endsBody = byte == UInt8(ascii: ";") && (next == byte || next == UInt8(ascii: "&"))
        index += next == byte || endsBody ? 2 : 1
        end(piped: isPipe)
        // `;;`, `;&` and `;;&`.
        guard endsBody, cases.last == .body else { return }
        if index < bytes.count, bytes[index] == UInt8(ascii: "&") { index += 1 }
        cases[cases.count - 1] = .pattern
    }

    /// `(`, `|` and line ends are part of the patterns, which `)` ends.
    private mutating func readPatternMark(_ byte: UInt8) {
        index += 1
        guard byte == UInt8(ascii: ")") else { return }
        clear()
        cases[cases.count - 1] = .body
    }

    /// Goes on with a `case` where the word that was read last says so.
    private mutating func followCase() {
        guard let word = words.last?.text else { return }
        switch cases.last {
        case .subject? where word == "in" && command.count != 2:
            end()
            cases[cases.count - 1] = .pattern
        case .pattern? where word == "esac" && words.count == 1, .body? where word == "esac" && command.count == 1:
            cases.removeLast()
        case .subject?, .pattern?: break
        case .body?, nil: if word == "case", command.count == 1 { cases.append(.subject) }
        }
    }

    private mutating func skipComment() {
        while index < bytes.count, bytes[index] != .newline { index += 1 }
    }

    /// Ends a command; what comes ahead of it is not part of it, but `sudo` is a command of its own.
    private mutating func end(piped: Bool = false) {
        commands += words[..<leading].filter { $0.text == "sudo" }.map { Command(words: [$0]) }
        if !command.isEmpty { commands.append(Command(words: Array(command), isPiped: piped)) }
        clear()
    }

    private mutating func add(_ word: Word) {
        if leading == words.count, Self.leaders.contains(word.text) || Self.isAssignment(word.text) { leading += 1 }
        words.append(word)
    }

    private mutating func clear() {
        words = []
        leading = 0
    }

    private static func isAssignment(_ text: String) -> Bool {
        guard let equals = text.utf8.firstIndex(of: .equals), equals > text.utf8.startIndex else { return false }
        return text.utf8[..<equals].allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_") }
    }

    private mutating func readWord() {
        let start = index
        var text: [UInt8] = []
        /// The quotes and parentheses that are open, the outermost first.
        var open: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            if byte == .backslash, open.last != .singleQuote {
                index += 1
                if index < bytes.count { text.append(bytes[index]) }
            } else if open.isEmpty, endsWord(byte) {
                break
            } else if open.count > Self.maximalDepth || !takeQuote(byte, &open) {
                text.append(byte)
                takeParenthesis(byte, behind: start, &open)
            }
            index += 1
        }
        index = min(index, bytes.count)
        add(Word(text: String(decoding: text, as: UTF8.self), bounds: start..<index))
        followCase()
    }

    /// Opens or closes a quote; false where the byte is another, or quoted itself.
    private func takeQuote(_ byte: UInt8, _ open: inout [UInt8]) -> Bool {
        guard byte == .singleQuote || byte == .doubleQuote || byte == UInt8(ascii: "`") else { return false }
        if open.last == byte {
            open.removeLast()
        } else if open.last == .singleQuote
            || byte == .singleQuote && open.last(where: { $0 != UInt8(ascii: "{") }) == .doubleQuote
        {
            return false
        } else if byte == UInt8(ascii: "`"), let outer = open.firstIndex(of: byte) {
            open.removeSubrange(outer...)
        } else {
            open.append(byte)
        }
        return true
    }

    /// Opens or closes `${…}`, `$(…)`, in which quotes begin anew, and parentheses within a word.
    private func takeParenthesis(_ byte: UInt8, behind start: Int, _ open: inout [UInt8]) {
        guard open.last != .singleQuote, index > start, open.count <= Self.maximalDepth else { return }
        let isBehindDollar = bytes[index - 1] == UInt8(ascii: "$")
        switch byte {
        case UInt8(ascii: "(") where isBehindDollar || open.last != .doubleQuote: open.append(byte)
        case UInt8(ascii: "{") where isBehindDollar: open.append(byte)
        case UInt8(ascii: ")") where open.last == UInt8(ascii: "("): open.removeLast()
        case UInt8(ascii: "}") where open.last == UInt8(ascii: "{"): open.removeLast()
        default: break
        }
    }

    private func endsWord(_ byte: UInt8) -> Bool {
        let last = index > 0 ? bytes[index - 1] : 0
        return switch byte {
        // `2>&1` and `&>file` are one word.
        case UInt8(ascii: "&"): last != UInt8(ascii: ">") && last != UInt8(ascii: "<") && next != UInt8(ascii: ">")
        // `>|` writes to a file.
        case UInt8(ascii: "|"): last != UInt8(ascii: ">")
        // What `$` opens belongs to the word.
        case UInt8(ascii: "("): last != UInt8(ascii: "$")
        case UInt8(ascii: ";"), UInt8(ascii: ")"): true
        default: byte.isASCIISpace
        }
    }
}
