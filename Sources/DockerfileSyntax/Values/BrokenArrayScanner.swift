/// Goes through a list that is not JSON, forgives what people write, and takes note of each thing that JSON refuses.
struct BrokenArrayScanner {
    struct Found {
        var flaw: BrokenArray.Flaw
        /// In Unicode scalars of the text.
        var place: Range<Int>
    }

    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var flaws: [Found] = []
    /// The words, with the escapes that JSON wants.
    private var words: [String] = []
    private var commas = 0
    private var quotedWords = 0
    private var bareWords: [String] = []
    private var isClosed = false
    /// Whether a quote was missing, so that one further on closes what it seems to open.
    private var isMispaired = false
    /// The text behind the closing bracket.
    private var behind = ""

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    /// The first flaw; nil where the text is not a list of words.
    mutating func read() -> Found? {
        let opens = scalars.first == "["
        guard opens || scalars.first.map(Self.isQuote) == true else { return nil }
        index = opens ? 1 : 0
        readItems()
        guard words.contains(where: { !$0.isEmpty }), !bareWords.contains(where: { $0.contains { "{}[".contains($0) } })
        else { return nil }
        guard opens else { return isListWithoutOpening ? Found(flaw: .openingMissing, place: whole) : nil }
        guard isList else { return nil }
        return flaws.min { $0.place.lowerBound < $1.place.lowerBound }
    }

    /// The array that was meant; nil where a shell reads more than words in it.
    var mended: String? {
        guard !isOperator(behind) || isStray, !words.isEmpty else { return nil }
        return "[" + words.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
    }

    private var whole: Range<Int> { 0..<scalars.count }

    private mutating func note(_ flaw: BrokenArray.Flaw, _ place: Range<Int>) {
        flaws.append(Found(flaw: flaw, place: place))
    }

    // MARK: Whether it is a list

    private var isList: Bool {
        guard scalars.count > 1, scalars[1] != "[" else { return false }
        if commas > 0 { return true }
        // `[ "$A" = b ] && …` is a test of the shell's, and `[a-z]*` a pattern of its.
        if scalars[1] == " " || isOperator(behind) && !isStray || bareWords.contains(where: isOperator) { return false }
        return quotedWords > 0 || isClosed && behind.isEmpty
    }

    /// Whether there are only signs behind the list that end a line in other languages.
    private var isStray: Bool { !behind.isEmpty && behind.allSatisfy { ";,.".contains($0) } }

    private var isListWithoutOpening: Bool { commas > 0 && words.count > 1 && bareWords.isEmpty && behind.isEmpty }

    private func isOperator(_ word: String) -> Bool { word.first.map { "-=!<>&|$(;".contains($0) } ?? false }

    // MARK: Items

    private mutating func readItems() {
        var lastComma: Int?
        var wordEnd: Int?
        while skipBlanks(), index < scalars.count {
            switch scalars[index] {
            case "]":
                if let lastComma { note(.commaTooMany, lastComma..<lastComma + 1) }
                index += 1
                isClosed = true
                return readBehind()
            case ",":
                if wordEnd == nil { note(.commaTooMany, index..<index + 1) }
                lastComma = index
                commas += 1
                wordEnd = nil
                index += 1
            default:
                if let wordEnd { note(.commaMissing, wordEnd..<index) }
                wordEnd = readWord() ? index : nil
                lastComma = nil
            }
        }
        if !isClosed { note(.closingMissing, whole) }
    }

    /// False where the comma behind the word was read with it.
    private mutating func readWord() -> Bool {
        Self.isQuote(scalars[index]) ? readQuoted() : readBare()
    }

    private mutating func readBare() -> Bool {
        let start = index
        while index < scalars.count, !Self.isBlank(scalars[index]), !",]".unicodeScalars.contains(scalars[index]),
            !Self.isQuote(scalars[index])
        {
            index += 1
        }
        let word = text(start..<index)
        // The quote that ends a word whose first quote is missing.
        if index < scalars.count, Self.isQuote(scalars[index]), isMispaired || endsItem(at: index + 1) { index += 1 }
        note(.wordWithoutQuotes(word), start..<index)
        bareWords.append(word)
        words.append(Self.escaped(word))
        return true
    }

    private mutating func readBehind() {
        _ = skipBlanks()
        guard index < scalars.count else { return }
        behind = text(index..<scalars.count)
        note(.textBehind(behind), index..<scalars.count)
        guard !behind.hasPrefix("#"), !isStray else { return }
        words += behind.split { $0 == " " || $0 == "\t" }.map { Self.escaped(String($0)) }
    }
}

extension BrokenArrayScanner {
    private mutating func readQuoted() -> Bool {
        let start = index
        let quote = scalars[index]
        index += 1
        var word = ""
        while index < scalars.count, !closes(quote) {
            if scalars[index] == "\\" { readBackslash(quote, into: &word) } else { take(scalars[index], into: &word) }
        }
        if quote != "\"" { note(Self.isSingle(quote) ? .singleQuotes : .typographicQuotes, start..<start + 1) }
        quotedWords += 1
        guard index < scalars.count else {
            note(.quoteNeverCloses, start..<start + 1)
            isClosed = word.hasSuffix("]")
            words.append(word.trimmed { $0 == "]" || $0.isWhitespace })
            return true
        }
        index += 1
        let isWhole = index == scalars.count || endsItem(at: index) || Self.isBlank(scalars[index])
        let inner = word.trimmed(while: \.isWhitespace)
        guard !isWhole, inner.hasSuffix(",") else {
            words.append(word)
            return true
        }
        // `["python, "app.py"]`: the second quote was meant to open a word.
        note(.quoteNeverCloses, start..<start + 1)
        isMispaired = true
        commas += 1
        words.append(inner.trimmed { $0 == "," || $0.isWhitespace })
        return false
    }

    /// Whether the scalar at the index closes what a quote opened.
    private func closes(_ quote: Unicode.Scalar) -> Bool {
        let scalar = scalars[index]
        if quote == "\"" || quote == "'" {
            return scalar == quote || Self.isTypographic(scalar) && endsItem(at: index + 1)
        }
        return Self.isQuote(scalar) && Self.isSingleKind(scalar) == Self.isSingleKind(quote)
    }

    private mutating func readBackslash(_ quote: Unicode.Scalar, into word: inout String) {
        let next = index + 1 < scalars.count ? scalars[index + 1] : nil
        if let next, quote == "\"", "\"\\/bfnrtu".unicodeScalars.contains(next) {
            word += "\\\(next)"
            index += 2
            return
        }
        if quote == "\"" { note(.backslash, index..<index + 1) }
        if let next, next == quote {
            take(next, into: &word)
            index += 1
            return
        }
        word += "\\\\"
        index += 1
    }

    private mutating func take(_ scalar: Unicode.Scalar, into word: inout String) {
        word += scalar == "\"" ? "\\\"" : String(scalar)
        index += 1
    }

    /// Whether a comma, the bracket or the end comes next.
    private func endsItem(at place: Int) -> Bool {
        guard let next = scalars[min(place, scalars.count)...].first(where: { !Self.isBlank($0) }) else { return true }
        return next == "," || next == "]"
    }

    private mutating func skipBlanks() -> Bool {
        while index < scalars.count, Self.isBlank(scalars[index]) {
            if !" \t\r\n".unicodeScalars.contains(scalars[index]) { note(.strangeBlank, index..<index + 1) }
            index += 1
        }
        return true
    }

    private func text(_ part: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[part])
        return String(view)
    }

    private static func escaped(_ word: String) -> String {
        word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    /// Also blanks that editors and web pages bring along, and characters without a width.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar == "\u{200B}" || scalar == "\u{FEFF}"
    }

    private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\"" || scalar == "'" || isTypographic(scalar)
    }

    private static func isTypographic(_ scalar: Unicode.Scalar) -> Bool { "“”„‟«»‘’‚‛".unicodeScalars.contains(scalar) }

    private static func isSingle(_ scalar: Unicode.Scalar) -> Bool { scalar == "'" }

    private static func isSingleKind(_ scalar: Unicode.Scalar) -> Bool { "'‘’‚‛".unicodeScalars.contains(scalar) }
}

extension String {
    /// The text without what its end has of some characters.
    fileprivate func trimmed(while isUnwanted: (Character) -> Bool) -> String {
        var text = self[...]
        while let last = text.last, isUnwanted(last) { text.removeLast() }
        return String(text)
    }
}
