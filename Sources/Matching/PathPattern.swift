/// A pattern of paths: `*`, `?` and `[…]` within a name.
///
/// Written here because Docker's two matchers, moby's `patternmatcher` and `filepath.Match`, are in Go.
public struct PathPattern: Equatable, Sendable {
    /// The dialect that a pattern is written in.
    public enum Dialect: Sendable {
        /// `.dockerignore` and `--exclude`: `**` stands for any number of names.
        case ignore
        /// A source of COPY or ADD: two stars are one, and `[^a]` is never a slash.
        case source
    }

    enum Token: PatternToken {
        case literal(Unicode.Scalar)
        case one
        case any
        /// `**` with something behind it: nothing, or any text that ends in a slash.
        case folders
        /// `**` at the end: any text.
        case rest
        case oneOf([ClosedRange<Unicode.Scalar>], isNegated: Bool, crossesFolders: Bool)

        var isOptional: Bool { self == .any || self == .folders || self == .rest }

        func reading(_ scalar: Unicode.Scalar) -> (stays: Bool, advances: Bool) {
            switch self {
            case .literal(let literal): (false, literal == scalar)
            case .one: (false, scalar != "/")
            case .any: (scalar != "/", scalar != "/")
            case .folders: (true, scalar == "/")
            case .rest: (true, true)
            case .oneOf(let ranges, let isNegated, let crossesFolders):
                (
                    false,
                    (crossesFolders || scalar != "/") && ranges.contains { $0.contains(scalar) } != isNegated
                )
            }
        }
    }

    /// The simplest way to tell whether a path matches: most patterns need no automaton.
    private enum Shape: Equatable, Sendable {
        case exact([UInt8])
        /// `folder/**`.
        case prefix([UInt8])
        /// `**/name`.
        case anywhere([UInt8])
        case automaton
    }

    private let shape: Shape
    private let automaton: TokenAutomaton<Token>

    public init(_ text: String, _ dialect: Dialect) throws(PatternFault) {
        let tokens = try PathPatternReader(text, dialect).read()
        automaton = TokenAutomaton(tokens: tokens)
        shape = Self.shape(of: tokens)
    }

    private static func shape(of tokens: [Token]) -> Shape {
        let isAnywhere = tokens.first == .folders
        let isPrefix = !isAnywhere && tokens.last == .rest
        var text = String.UnicodeScalarView()
        for token in tokens.dropFirst(isAnywhere ? 1 : 0).dropLast(isPrefix ? 1 : 0) {
            guard case .literal(let scalar) = token else { return .automaton }
            text.append(scalar)
        }
        let bytes = Array(String(text).utf8)
        return isAnywhere ? .anywhere(bytes) : isPrefix ? .prefix(bytes) : .exact(bytes)
    }

    /// Whether a text holds anything but plain characters.
    public static func isPattern(_ text: String) -> Bool {
        text.unicodeScalars.contains { "*?[\\".unicodeScalars.contains($0) }
    }

    /// Whether the pattern matches a path, from its first character to its last.
    public func matchesWhole(_ path: String) -> Bool {
        var states = automaton.start
        var spare = automaton.empty
        for scalar in path.unicodeScalars {
            automaton.step(&states, scalar, spare: &spare)
            if states.isDead { return false }
        }
        return states.isMatch
    }

    /// Whether the pattern matches a path or a folder above it.
    ///
    /// - Parameter utf8: the path's bytes, at hand for many patterns on one path.
    public func matches(_ path: String, utf8: [UInt8]) -> Bool {
        switch shape {
        case .exact(let text): Self.names(text, in: utf8, at: 0)
        case .prefix(let text): utf8.starts(with: text)
        case .anywhere(let text): Self.names(text, anywhereIn: utf8)
        case .automaton: run(over: path).matches
        }
    }

    /// Whether some path below a folder can match.
    public func canMatch(below folder: String) -> Bool { folder.isEmpty || run(over: folder + "/").isAlive }

    /// Follows the pattern through a path. A match that ends at a slash is one of a folder above, and counts too.
    private func run(over path: String) -> (matches: Bool, isAlive: Bool) {
        var states = automaton.start
        var spare = automaton.empty
        for scalar in path.unicodeScalars {
            if scalar == "/", states.isMatch { return (true, true) }
            automaton.step(&states, scalar, spare: &spare)
            if states.isDead { return (false, false) }
        }
        return (states.isMatch, true)
    }

    /// Whether names stand at an index of a path and end where a name ends.
    private static func names(_ text: [UInt8], in path: [UInt8], at index: Int) -> Bool {
        let end = index + text.count
        guard !text.isEmpty, end <= path.count, path[index..<end].elementsEqual(text) else { return false }
        return end == path.count || path[end] == UInt8(ascii: "/")
    }

    private static func names(_ text: [UInt8], anywhereIn path: [UInt8]) -> Bool {
        names(text, in: path, at: 0)
            || path.indices.contains { path[$0] == UInt8(ascii: "/") && names(text, in: path, at: $0 + 1) }
    }
}

/// A pattern that means nothing: a `[` without its `]`, a `\` with nothing behind it, an empty or reversed range.
public struct PatternFault: Error, Equatable, Sendable {
    public let pattern: String

    public init(pattern: String) { self.pattern = pattern }
}
