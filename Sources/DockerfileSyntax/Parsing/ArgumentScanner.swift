/// The arguments of an instruction, split by its own grammar.
struct Arguments {
    var list: [Located<String>] = []
    var isExecForm = false
    /// ENV or LABEL without `=`.
    var isLegacyForm = false
    /// HEALTHCHECK: what comes behind its first word.
    var fault: Diagnostic?
}

/// Splits arguments; a grammar per instruction.
struct ArgumentScanner {
    let line: LogicalLine
    let escape: EscapeCharacter

    func scan(_ part: Range<Int>, of kind: Keyword) -> Arguments {
        switch kind {
        case .add, .copy, .volume: json(part) ?? Arguments(list: split(part))
        case .cmd, .entrypoint, .run, .shell: json(part) ?? whole(part)
        case .env, .label: pairs(part, of: kind)
        case .arg: Arguments(list: words(part).map { $0.located(in: line) })
        case .expose, .from: Arguments(list: split(part))
        case .healthCheck: healthCheck(part)
        case .maintainer, .stopSignal, .user, .workdir: whole(part)
        case .onBuild: Arguments()
        }
    }

    private func whole(_ part: Range<Int>) -> Arguments {
        Arguments(list: part.isEmpty ? [] : [line.located(part)])
    }

    private func split(_ part: Range<Int>) -> [Located<String>] {
        line.bytes[part].split { $0.isBlank }.map { line.located($0.startIndex..<$0.endIndex) }
    }

    /// Nil where the text is not JSON array and so a shell form.
    private func json(_ part: Range<Int>) -> Arguments? {
        switch JSONArray.read(line.bytes, part) {
        case .strings(let elements):
            let list = elements.map { Located($0.value, at: line.range($0.bounds)) }
            return Arguments(list: list, isExecForm: true)
        case .notOnlyStrings:
            return Arguments(fault: Diagnostic(.notOnlyStrings(line.string(part)), at: line.range(part)))
        case .invalid: return nil
        }
    }

    private func healthCheck(_ part: Range<Int>) -> Arguments {
        let end = line.bytes[part].firstIndex { $0.isASCIISpace } ?? part.upperBound
        guard end > part.lowerBound else { return Arguments() }
        let rest = line.bytes.trimmed(end..<part.upperBound)
        var arguments = json(rest) ?? whole(rest)
        arguments.list.insert(line.located(part.lowerBound..<end), at: 0)
        return arguments
    }

    private func pairs(_ part: Range<Int>, of kind: Keyword) -> Arguments {
        let words = words(part)
        guard let first = words.first else { return Arguments() }
        guard first.equals != nil else { return legacyPair(part, of: kind) }
        var arguments = Arguments()
        for (index, word) in words.enumerated() {
            guard let equals = word.equals else {
                arguments.fault = Diagnostic(pairFault(words, index, kind), at: word.located(in: line).range)
                return arguments
            }
            arguments.list.append(line.located(word.bounds.lowerBound..<equals))
            arguments.list.append(line.located(equals + 1..<word.bounds.upperBound))
        }
        return arguments
    }

    /// Why a word behind the first one has no `=`.
    private func pairFault(_ words: [Word], _ index: Int, _ kind: Keyword) -> Fault {
        let word = words[index].located(in: line).value
        if word.hasPrefix("#") { return .commentBehind(kind) }
        if words.indices.contains(index + 1), words[index + 1].equals == words[index + 1].bounds.lowerBound {
            return .blankBesideEquals(kind, name: word)
        }
        let before = words[index - 1]
        guard let equals = before.equals, equals + 1 == before.bounds.upperBound else {
            return .missingEquals(kind, word: word)
        }
        return .blankBesideEquals(kind, name: line.string(before.bounds.lowerBound..<equals))
    }

    /// `ENV name the rest of the line`.
    private func legacyPair(_ part: Range<Int>, of kind: Keyword) -> Arguments {
        let nameEnd = line.bytes[part].firstIndex { $0.isBlank } ?? part.upperBound
        let valueStart = line.bytes[nameEnd..<part.upperBound].firstIndex { !$0.isBlank } ?? part.upperBound
        let name = line.located(part.lowerBound..<nameEnd)
        guard valueStart < part.upperBound else {
            return Arguments(fault: Diagnostic(.missingValue(kind, name: name.value), at: name.range))
        }
        return Arguments(list: [name, line.located(valueStart..<part.upperBound)], isLegacyForm: true)
    }
}

extension ArgumentScanner {
    /// A word with its quotes and escapes; a blank inside of quotes or behind an escape does not end it.
    struct Word {
        var bounds: Range<Int>
        /// The first `=`.
        var equals: Int?

        func located(in line: LogicalLine) -> Located<String> { line.located(bounds) }
    }

    func words(_ part: Range<Int>) -> [Word] {
        var words: [Word] = []
        var index = part.lowerBound
        while true {
            while index < part.upperBound, case let length = line.bytes.spaceLength(at: index), length > 0 {
                index += length
            }
            guard index < part.upperBound else { return words }
            let word = word(at: index, end: part.upperBound)
            if !word.word.bounds.isEmpty { words.append(word.word) }
            index = word.next
        }
    }

    /// An escape character at the end of the line belongs to no word.
    private func word(at start: Int, end: Int) -> (word: Word, next: Int) {
        var word = Word(bounds: start..<end)
        var quote: UInt8?
        var index = start
        while index < end {
            let byte = line.bytes[index]
            if byte == .equals, word.equals == nil { word.equals = index }
            if byte == escape.byte, quote != .singleQuote {
                if index + 1 == end { break }
                // What is escaped may be an `=`, which splits all the same.
                if line.bytes[index + 1] == .equals, word.equals == nil { word.equals = index + 1 }
                index += 1
            } else if byte == quote {
                quote = nil
            } else if quote == nil {
                if byte == .singleQuote || byte == .doubleQuote { quote = byte }
                if line.bytes.spaceLength(at: index) > 0 { break }
            }
            index += 1
        }
        word.bounds = start..<min(index, end)
        return (word, index < end && line.bytes[index] == escape.byte ? end : index)
    }
}
