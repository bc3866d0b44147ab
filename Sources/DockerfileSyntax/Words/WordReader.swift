/// Walks through a word and replaces as it goes.
struct WordReader {
    let expander: WordExpander
    private let lookup: (String) -> String?
    private let scalars: [Unicode.Scalar]
    private(set) var index = 0
    /// The UTF-8 offset of `index`.
    private(set) var offset = 0
    private var keepsEscapes: Bool
    private var depth = 0
    private(set) var uses: [VariableUse] = []
    /// How many bytes have come in place of variables.
    private var growth = 0

    /// How many `${…}` may stand inside of each other: each takes some of the stack.
    private static let maximalDepth = 100

    init(_ word: String, expander: WordExpander, lookup: @escaping (String) -> String?) {
        self.expander = expander
        self.lookup = lookup
        scalars = Array(word.unicodeScalars)
        keepsEscapes = expander.keepsEscapes
    }

    mutating func read() throws(WordFault) -> ExpandedWord {
        var words = WordSplitter()
        let text = try read(upTo: nil, keepingEscapes: keepsEscapes, words: &words)
        words.finish(at: offset)
        return ExpandedWord(
            text: text, words: words.words, uses: uses, growth: growth, wordBounds: words.bounds)
    }

    var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    @discardableResult
    mutating func next() -> Unicode.Scalar? {
        guard index < scalars.count else { return nil }
        let scalar = scalars[index]
        index += 1
        offset += UTF8.width(scalar)
        return scalar
    }

    /// A part inside of `${…}`, up to a character that is taken away.
    mutating func readPart(
        upTo stop: Unicode.Scalar, keepingEscapes: Bool, atEnd fault: WordFault
    ) throws(WordFault) -> String {
        depth += 1
        guard depth <= Self.maximalDepth else { throw .tooDeep }
        defer { depth -= 1 }
        var words = WordSplitter()
        do {
            return try read(upTo: stop, keepingEscapes: keepingEscapes, words: &words)
        } catch .tooLarge(let limit) {
            throw .tooLarge(limit: limit)
        } catch {
            throw peek == nil ? fault : error
        }
    }

    private mutating func read(
        upTo stop: Unicode.Scalar?, keepingEscapes: Bool, words: inout WordSplitter
    ) throws(WordFault) -> String {
        let before = keepsEscapes
        keepsEscapes = keepingEscapes
        defer { keepsEscapes = before }
        var result = String.UnicodeScalarView()
        while let scalar = peek {
            let start = offset
            if scalar == stop {
                next()
                return String(result)
            }
            switch scalar {
            case "$":
                let value = try readGrowth()
                result.append(value)
                for scalar in value.unicodeScalars { words.add(scalar, at: start, endingAt: offset) }
            case "'" where !expander.ignoresQuotes, "\"" where !expander.ignoresQuotes:
                let text = try scalar == "'" ? readSingleQuoted() : readDoubleQuoted()
                result.append(text)
                words.addProtected(text, at: start)
            case expander.escape.scalar: readEscaped(into: &result, &words)
            case "<" where index + 1 < scalars.count && scalars[index + 1] == "<":
                readHeredocMark(into: &result, &words)
            default:
                next()
                result.append(scalar)
                words.add(scalar, at: start, endingAt: start)
            }
        }
        guard stop == nil else { throw .unclosedBrace }
        return String(result)
    }

    /// What stands for a variable; together no more than the expander allows.
    private mutating func readGrowth() throws(WordFault) -> String {
        let value = try readVariable()
        growth += value.utf8.count
        guard growth <= expander.limit else { throw .tooLarge(limit: WordExpander.maximalGrowth) }
        return value
    }

    /// `<<` or `<<-` and the white space behind it, which belongs to the word that follows.
    private mutating func readHeredocMark(into result: inout String.UnicodeScalarView, _ words: inout WordSplitter) {
        let start = offset
        var mark = String.UnicodeScalarView()
        while mark.count < 2, let scalar = next() { mark.append(scalar) }
        if peek == "-", index + 1 < scalars.count, scalars[index + 1].isSpace, let dash = next() { mark.append(dash) }
        while let scalar = peek, scalar.isSpace {
            mark.append(scalar)
            next()
        }
        result.append(String(mark))
        words.addProtected(String(mark), at: start)
    }

    /// An escape character and what it escapes; alone at the end it is nothing.
    private mutating func readEscaped(into result: inout String.UnicodeScalarView, _ words: inout WordSplitter) {
        let start = offset
        next()
        if keepsEscapes {
            result.append(expander.escape.scalar)
            words.addProtected(String(expander.escape.rawValue), at: start)
        }
        guard let scalar = next() else { return }
        result.append(scalar)
        words.addProtected(String(scalar), at: start)
    }
}

extension WordReader {
    private mutating func readSingleQuoted() throws(WordFault) -> String {
        next()
        var result = String.UnicodeScalarView(expander.keepsQuotes ? ["'"] : [])
        while let scalar = next() {
            if scalar == "'" {
                if expander.keepsQuotes { result.append(scalar) }
                return String(result)
            }
            result.append(scalar)
        }
        throw .unclosedSingleQuote
    }

    private mutating func readDoubleQuoted() throws(WordFault) -> String {
        next()
        var result = String.UnicodeScalarView(expander.keepsQuotes ? ["\""] : [])
        while let scalar = peek {
            switch scalar {
            case "\"":
                next()
                if expander.keepsQuotes { result.append(scalar) }
                return String(result)
            case "$": result.append(try readGrowth())
            case expander.escape.scalar:
                next()
                if keepsEscapes { result.append(scalar) }
                guard let following = peek else { throw .unclosedDoubleQuote }
                let isEscapable = following == "\"" || following == "$" || following == expander.escape.scalar
                result.append(isEscapable ? next() ?? scalar : scalar)
            default:
                next()
                result.append(scalar)
            }
        }
        throw .unclosedDoubleQuote
    }

    /// A variable's name: letters, digits and `_`, only digits, or one special character; empty where there is none.
    mutating func readName() -> String {
        guard let first = peek else { return "" }
        var name = String.UnicodeScalarView()
        let isNumber = Self.isDigit(first)
        if !isNumber, "@*#?-$!".unicodeScalars.contains(first) { return next().map { String($0) } ?? "" }
        while let scalar = peek, isNumber ? Self.isDigit(scalar) : Self.isNamePart(scalar) {
            name.append(scalar)
            next()
        }
        return String(name)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x80
            ? ("0"..."9").contains(scalar) : scalar.properties.generalCategory == .decimalNumber
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 { return UInt8(scalar.value).isASCIILetter || isDigit(scalar) || scalar == "_" }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
            return true
        default: return false
        }
    }

    /// The value of a variable, noted as used.
    mutating func value(of name: String, at offset: Int, hasFallback: Bool) -> String? {
        let value = lookup(name)
        uses.append(VariableUse(name: name, isSet: value != nil, hasFallback: hasFallback, offset: offset))
        return value
    }
}
