/// A regular expression ready to search with; `Lessons/README.md` describes the dialect.
///
/// A search takes time in proportion to the text times the expression. Swift's own `Regex` has no bound in time: `(a+)+b`
/// takes it minutes on thirty letters.
public struct RegularExpression: Sendable {
    /// How many steps a search takes before it gives up: a tenth of a second or so.
    public static let effort = 20_000_000

    /// A match: places of scalars from 0.
    public struct Match: Hashable, Sendable {
        public var range: Range<Int>
        /// The matches of the groups, by number, the whole match first; nil for a group that took no part. Empty where
        /// groups were not wanted.
        public var groups: [Range<Int>?]
    }

    /// The search took more steps than it may; whether the text matches is not known.
    public struct EffortExceeded: Error, Hashable, Sendable {
        public init() {}
    }

    private let program: PatternProgram

    /// Reads an expression.
    /// - Throws: what is wrong with it.
    public init(_ text: String, ignoringCase: Bool = false) throws(PatternError) {
        var flags = PatternParser.Flags()
        flags.ignoresCase = ignoringCase
        let (node, groups) = try PatternParser.parse(text, flags)
        program = try PatternProgram(node, groups: groups)
    }

    /// An expression that matches a text as it is.
    /// - Throws: `tooLarge`.
    public init(literal text: String, ignoringCase: Bool = false) throws(PatternError) {
        let characters = text.unicodeScalars.map { scalar in
            var set = ScalarSet.one(scalar.value)
            set.ignoresCase = ignoringCase
            return PatternNode.characters(set)
        }
        program = try PatternProgram(.sequence(characters), groups: 0)
    }

    /// Whether a match may be empty, so that every text has one.
    public var canMatchNothing: Bool { program.firstASCII == nil }

    /// Whether a match could begin with that byte of UTF-8 or Latin-1.
    public func canStart(with byte: UInt8) -> Bool { byte >= 128 || program.firstASCII?[Int(byte)] ?? true }

    /// The first match in a text.
    /// - Parameter effort: how many steps it may take.
    public func firstMatch(
        in text: String, effort: Int = RegularExpression.effort
    ) throws(EffortExceeded) -> Substring? {
        var machine = PatternMachine(program, text.unicodeScalars.map(\.value), captures: false, limit: effort)
        guard let (range, _) = machine.firstMatch(from: 0) else {
            if machine.isExhausted { throw EffortExceeded() }
            return nil
        }
        let scalars = text.unicodeScalars
        let start = scalars.index(scalars.startIndex, offsetBy: range.lowerBound)
        return Substring(scalars[start..<scalars.index(start, offsetBy: range.count)])
    }

    /// The matches in a text, apart and in order; those behind the place where the effort ended are not found.
    ///
    /// - Parameters:
    ///   - scalars: the text.
    ///   - groups: whether the matches say what their groups matched.
    public func matches(in scalars: [UInt32], groups: Bool = false) -> [Match] {
        var machine = PatternMachine(program, scalars, captures: groups, limit: Self.effort)
        var matches: [Match] = []
        var index = 0
        while index <= scalars.count, let (range, slots) = machine.firstMatch(from: index) {
            var found = stride(from: 0, to: slots.count, by: 2).map { slot in
                slots[slot] < 0 || slots[slot + 1] < slots[slot] ? nil : slots[slot]..<slots[slot + 1]
            }
            if groups { found[0] = range }
            matches.append(Match(range: range, groups: found))
            index = range.isEmpty ? range.upperBound + 1 : range.upperBound
        }
        return matches
    }
}
