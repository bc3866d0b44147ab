/// Goes through the words of one instruction; all of them see the same values.
struct ExpansionPass {
    let escape: EscapeCharacter
    let lookup: (String) -> String?
    private let limit: Int
    private(set) var uses: [Located<VariableUse>] = []
    /// How many bytes have come in place of variables.
    private(set) var growth = 0

    init(escape: EscapeCharacter, limit: Int, lookup: @escaping (String) -> String?) {
        self.escape = escape
        self.limit = limit
        self.lookup = lookup
    }

    mutating func expand(_ instruction: Instruction) throws(WordError) -> Instruction {
        switch instruction {
        case .add(let add): .add(try expand(add))
        case .arg(let arg): .arg(try expand(arg))
        case .copy(let copy): .copy(try expand(copy))
        case .env(let pairs): .env(try expand(pairs))
        case .expose(let expose): .expose(Instruction.Expose(ports: try split(expose.ports)))
        case .from(let from): .from(try expand(from))
        case .label(let pairs): .label(try expand(pairs))
        case .stopSignal(let signal): .stopSignal(try word(signal))
        case .user(let user): .user(try word(user))
        case .volume(let paths): .volume(try words(paths))
        case .workdir(let path): .workdir(try word(path))
        case .cmd, .entrypoint, .healthCheck, .maintainer, .onBuild, .run, .shell: instruction
        }
    }

    private mutating func expand(_ from: Instruction.From) throws(WordError) -> Instruction.From {
        var from = from
        from.image = try word(from.image)
        from.platform = try word(from.platform)
        return from
    }

    private mutating func expand(_ arg: Instruction.Arg) throws(WordError) -> Instruction.Arg {
        var arg = arg
        for index in arg.declarations.indices {
            arg.declarations[index].name = try word(arg.declarations[index].name)
            arg.declarations[index].value = try word(arg.declarations[index].value)
        }
        return arg
    }

    private mutating func expand(_ pairs: Instruction.Pairs) throws(WordError) -> Instruction.Pairs {
        var pairs = pairs
        for index in pairs.pairs.indices {
            pairs.pairs[index].name = try word(pairs.pairs[index].name)
            pairs.pairs[index].value = try word(pairs.pairs[index].value)
        }
        return pairs
    }

    private mutating func expand(_ copy: Instruction.Copy) throws(WordError) -> Instruction.Copy {
        var copy = copy
        copy.owner = try word(copy.owner)
        copy.mode = try word(copy.mode)
        copy.files = try expand(copy.files)
        return copy
    }

    private mutating func expand(_ add: Instruction.Add) throws(WordError) -> Instruction.Add {
        var add = add
        add.owner = try word(add.owner)
        add.mode = try word(add.mode)
        add.checksum = try word(add.checksum)
        add.files = try expand(add.files)
        return add
    }

    private mutating func expand(_ files: SourcesAndDestination) throws(WordError) -> SourcesAndDestination {
        var files = files
        files.sources = try words(files.sources)
        files.destination = try word(files.destination)
        for index in files.inlineFiles.indices where files.inlineFiles[index].expands {
            files.inlineFiles[index].content = try text(files.inlineFiles[index].content)
        }
        return files
    }
}

extension ExpansionPass {
    private mutating func word(_ word: Located<String>) throws(WordError) -> Located<String> {
        Located(try read(word, WordExpander(escape: escape)).text, at: word.range)
    }

    private mutating func word(_ word: Located<String>?) throws(WordError) -> Located<String>? {
        guard let word else { return nil }
        return try self.word(word)
    }

    private mutating func words(_ words: [Located<String>]) throws(WordError) -> [Located<String>] {
        var result: [Located<String>] = []
        for word in words { result.append(try self.word(word)) }
        return result
    }

    /// Words that are split again once they are expanded.
    private mutating func split(_ words: [Located<String>]) throws(WordError) -> [Located<String>] {
        var result: [Located<String>] = []
        for word in words {
            result += try read(word, WordExpander(escape: escape)).words.map { Located($0, at: word.range) }
        }
        return result
    }

    /// The text of a heredoc, where quotes mean nothing and the escape character is always a backslash.
    private mutating func text(_ content: Located<String>) throws(WordError) -> Located<String> {
        var expander = WordExpander()
        expander.ignoresQuotes = true
        return Located(try read(content, expander).text, at: content.range)
    }

    private mutating func read(_ word: Located<String>, _ expander: WordExpander) throws(WordError) -> ExpandedWord {
        var expander = expander
        expander.limit = limit - growth
        do {
            let expanded = try expander.expand(word.value, lookup: lookup)
            growth += expanded.growth
            locate(expanded.uses, in: word)
            return expanded
        } catch {
            throw WordError(fault: error, word: word.value, range: word.range)
        }
    }

    /// Finds the column of each variable; they come in the order of the word, so one walk serves all.
    private mutating func locate(_ found: [VariableUse], in word: Located<String>) {
        guard !found.isEmpty else { return }
        guard word.isVerbatim else { return uses += found.map { Located($0, at: word.range) } }
        let bytes = Array(word.value.utf8)
        var position = word.range.start
        var offset = 0
        for use in found {
            position = position.advanced(over: bytes[offset..<use.offset])
            offset = use.offset
            let end = position.advanced(over: bytes[offset..<variableEnd(use, in: bytes)])
            uses.append(Located(use, at: SourceRange(position, end)))
        }
    }

    /// Where a variable's name ends, or its brace where it is closed right behind the name.
    private func variableEnd(_ use: VariableUse, in bytes: [UInt8]) -> Int {
        let isBraced = use.offset + 1 < bytes.count && bytes[use.offset + 1] == UInt8(ascii: "{")
        let end = min(bytes.count, use.offset + use.name.utf8.count + (isBraced ? 2 : 1))
        return isBraced && end < bytes.count && bytes[end] == UInt8(ascii: "}") ? end + 1 : end
    }
}
