internal import Matching

/// A shell's pattern inside of `${…}`: `*` is any text, `?` any character, neither a newline.
struct ShellPattern {
    private enum Token: PatternToken {
        case literal(Unicode.Scalar)
        case one
        case any

        var isOptional: Bool { self == .any }

        func reading(_ scalar: Unicode.Scalar) -> (stays: Bool, advances: Bool) {
            switch self {
            case .literal(let literal): (false, literal == scalar)
            case .one: (false, scalar != "\n")
            case .any: (scalar != "\n", scalar != "\n")
            }
        }
    }

    private let automaton: TokenAutomaton<Token>

    /// How many readings of a pattern are followed, in all: the time is in proportion to the text times the pattern, and
    /// both may be large.
    private static let maximalEffort = 4 << 20

    private init(tokens: [Token]) { automaton = TokenAutomaton(tokens: tokens) }

    /// `\` escapes `*`, `?`, itself, and the `/` and `}` that would end the pattern.
    init(_ text: String) throws(WordFault) {
        var tokens: [Token] = []
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "*": if tokens.last != .any { tokens.append(.any) }
            case "?": tokens.append(.one)
            case "\\":
                guard let escaped = scalars.popFirst(), "*?\\/}".unicodeScalars.contains(escaped) else {
                    throw .pattern(text)
                }
                tokens.append(.literal(escaped))
            default: tokens.append(.literal(scalar))
            }
        }
        self.init(tokens: tokens)
    }

    /// What matches a text read backwards.
    var reversed: ShellPattern { ShellPattern(tokens: automaton.tokens.reversed()) }

    /// The index behind the shortest or longest start of a text that matches; nil where none does.
    func prefixEnd(of text: ArraySlice<Unicode.Scalar>, longest: Bool) throws(WordFault) -> Int? {
        var effort = 0
        return try prefixEnd(of: text, longest: longest, &effort)
    }

    private func prefixEnd(
        of text: ArraySlice<Unicode.Scalar>, longest: Bool, _ effort: inout Int
    ) throws(WordFault) -> Int? {
        var states = automaton.start
        var spare = automaton.empty
        var result = states.isMatch ? text.startIndex : nil
        if result != nil, !longest { return result }
        for index in text.indices {
            try Self.spend(states.count, &effort)
            automaton.step(&states, text[index], spare: &spare)
            if states.isDead { break }
            if states.isMatch {
                result = index + 1
                if !longest { break }
            }
        }
        return result
    }

    private static func spend(_ count: Int, _ effort: inout Int) throws(WordFault) {
        effort += count + 1
        guard effort <= maximalEffort else { throw .tooLarge(limit: WordExpander.maximalGrowth) }
    }

    /// Whether a match can begin at each index, the end included: the pattern backwards over the text backwards.
    private func starts(in text: [Unicode.Scalar], _ effort: inout Int) throws(WordFault) -> [Bool] {
        let backwards = reversed.automaton
        var result = [Bool](repeating: false, count: text.count + 1)
        var states = backwards.start
        var spare = backwards.empty
        result[text.count] = states.isMatch
        for index in text.indices.reversed() {
            try Self.spend(states.count, &effort)
            backwards.step(&states, text[index], spare: &spare)
            backwards.restart(&states)
            result[index] = states.isMatch
        }
        return result
    }

    /// The text with the first match, or all, replaced; each match is the leftmost, and as long as it can be.
    ///
    /// - Parameter limit: how many bytes the replacements may have together.
    func replacing(
        in value: String, with replacement: String, all: Bool, limit: Int
    ) throws(WordFault) -> String {
        let text = Array(value.unicodeScalars)
        var effort = 0
        let starts = try starts(in: text, &effort)
        var result = String.UnicodeScalarView()
        var copied = 0
        var search = 0
        var growth = 0
        while let start = (search...text.count).first(where: { starts[$0] }),
            let end = try prefixEnd(of: text[start...], longest: true, &effort)
        {
            for scalar in text[copied..<start] { result.append(scalar) }
            growth += replacement.utf8.count
            guard growth <= limit else { throw .tooLarge(limit: WordExpander.maximalGrowth) }
            // An empty match right behind another one is none.
            if end > copied || start == 0 { result.append(replacement) }
            copied = end
            search = max(end, start + 1)
            if !all || search > text.count { break }
        }
        for scalar in text[copied...] { result.append(scalar) }
        return String(result)
    }
}
