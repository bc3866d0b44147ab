/// A shell's pattern inside of `${…}`: `*` is any text, `?` any character, neither a newline.
struct ShellPattern {
    private enum Token: Equatable {
        case literal(Unicode.Scalar)
        case one
        case any
    }

    private let tokens: [Token]

    private init(tokens: [Token]) { self.tokens = tokens }

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
        self.tokens = tokens
    }

    /// What matches a text read backwards.
    var reversed: ShellPattern { ShellPattern(tokens: tokens.reversed()) }

    /// The index behind the shortest or longest start of a text that matches; nil where none does.
    func prefixEnd(of text: ArraySlice<Unicode.Scalar>, longest: Bool) -> Int? {
        var states = States(count: tokens.count + 1)
        enter(0, &states)
        var result = states.contains(tokens.count) ? text.startIndex : nil
        if result != nil, !longest { return result }
        for index in text.indices {
            states = step(states, text[index])
            if states.isEmpty { break }
            if states.contains(tokens.count) {
                result = index + 1
                if !longest { break }
            }
        }
        return result
    }

    /// The indices at which a match can begin, the end included.
    private func starts(in text: [Unicode.Scalar]) -> [Bool] {
        let backwards = reversed
        var result = [Bool](repeating: false, count: text.count + 1)
        var states = States(count: tokens.count + 1)
        backwards.enter(0, &states)
        result[text.count] = states.contains(tokens.count)
        for index in text.indices.reversed() {
            states = backwards.step(states, text[index])
            backwards.enter(0, &states)
            result[index] = states.contains(tokens.count)
        }
        return result
    }

    /// The text with the first match, or all, replaced; each match is the leftmost, and as long as it can be.
    func replacing(in value: String, with replacement: String, all: Bool) -> String {
        let text = Array(value.unicodeScalars)
        let starts = starts(in: text)
        var result = String.UnicodeScalarView()
        var copied = 0
        var search = 0
        while let start = (search...text.count).first(where: { starts[$0] }),
            let end = prefixEnd(of: text[start...], longest: true)
        {
            result.append(contentsOf: text[copied..<start])
            // An empty match right behind another one is none.
            if end > copied || start == 0 { result.append(contentsOf: replacement.unicodeScalars) }
            copied = end
            search = max(end, search + 1)
            if !all || search > text.count { break }
        }
        result.append(contentsOf: text[copied...])
        return String(result)
    }
}

extension ShellPattern {
    /// The places in the pattern that the text so far can have come to.
    private struct States {
        private(set) var list: [Int] = []
        private var isIn: [Bool]

        init(count: Int) { isIn = Array(repeating: false, count: count) }

        var isEmpty: Bool { list.isEmpty }
        func contains(_ state: Int) -> Bool { isIn[state] }

        mutating func insert(_ state: Int) -> Bool {
            guard !isIn[state] else { return false }
            isIn[state] = true
            list.append(state)
            return true
        }
    }

    /// Adds a place, and what lies behind a `*` there.
    private func enter(_ state: Int, _ states: inout States) {
        var state = state
        while states.insert(state), state < tokens.count, tokens[state] == .any { state += 1 }
    }

    private func step(_ states: States, _ scalar: Unicode.Scalar) -> States {
        var next = States(count: tokens.count + 1)
        for state in states.list where state < tokens.count {
            switch tokens[state] {
            case .literal(let literal): if literal == scalar { enter(state + 1, &next) }
            case .one: if scalar != "\n" { enter(state + 1, &next) }
            case .any: if scalar != "\n" { enter(state, &next) }
            }
        }
        return next
    }
}
