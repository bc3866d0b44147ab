/// One element of a pattern.
public protocol PatternToken: Equatable, Sendable {
    /// Whether it also stands for no text at all.
    var isOptional: Bool { get }
    /// Whether the pattern can go on behind this token, or stay at it, after a character.
    func reading(_ scalar: Unicode.Scalar) -> (stays: Bool, advances: Bool)
}

/// Matches a pattern by following all of its readings at once: the time is at most the product of the lengths of the
/// pattern and the text, whatever they are.
public struct TokenAutomaton<Token: PatternToken>: Equatable, Sendable {
    public let tokens: [Token]

    public init(tokens: [Token]) { self.tokens = tokens }

    /// The places in the pattern that a text can have come to.
    public struct States {
        fileprivate var list: [Int] = []
        fileprivate var isIn: [Bool]

        /// How many readings are followed.
        public var count: Int { list.count }
        /// Whether no text that goes on from here can match.
        public var isDead: Bool { list.isEmpty }
        /// Whether the text so far matches.
        public var isMatch: Bool { isIn[isIn.count - 1] }

        fileprivate mutating func clear() {
            for state in list { isIn[state] = false }
            list.removeAll(keepingCapacity: true)
        }

        fileprivate mutating func insert(_ state: Int) -> Bool {
            guard !isIn[state] else { return false }
            isIn[state] = true
            list.append(state)
            return true
        }
    }

    /// Before the first character.
    public var start: States {
        var states = empty
        enter(0, &states)
        return states
    }

    /// Memory for `step`.
    public var empty: States { States(isIn: Array(repeating: false, count: tokens.count + 1)) }

    /// Adds the start of the pattern once more, so that a match may begin here.
    public func restart(_ states: inout States) { enter(0, &states) }

    /// Reads a character; `spare` is memory that is used again.
    public func step(_ states: inout States, _ scalar: Unicode.Scalar, spare: inout States) {
        for state in states.list where state < tokens.count {
            let (stays, advances) = tokens[state].reading(scalar)
            if stays { _ = spare.insert(state) }
            if advances { enter(state + 1, &spare) }
        }
        states.clear()
        swap(&states, &spare)
    }

    private func enter(_ state: Int, _ states: inout States) {
        var state = state
        while states.insert(state), state < tokens.count, tokens[state].isOptional { state += 1 }
    }
}
