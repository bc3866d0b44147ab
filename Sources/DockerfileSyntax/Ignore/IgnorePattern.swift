internal import Matching

/// One pattern of a `.dockerignore`.
public struct IgnorePattern: Equatable, Sendable {
    /// Without `!`, cleaned: no `./`, no `//`, no `..` that could be left out.
    public let text: String
    /// `!`: what it matches comes back.
    public let isException: Bool
    private let pattern: PathPattern

    /// Reads a pattern that has no white space around it.
    init(_ text: String, isRelativeToRoot: Bool) throws(IgnoreFault) {
        isException = text.hasPrefix("!")
        var path = text[...]
        if isException {
            path = path.dropFirst()
            if isRelativeToRoot { path = path.drop { $0.isWhitespace } }
            guard !path.isEmpty else { throw .onlyException }
        }
        var cleaned = CleanPath.of(path)
        if isRelativeToRoot, cleaned.utf8.count > 1, cleaned.hasPrefix("/") { cleaned.removeFirst() }
        self.text = cleaned
        do { pattern = try PathPattern(cleaned, .ignore) } catch { throw .syntax(error.pattern) }
    }

    /// Whether the pattern matches a path or a folder above it.
    public func matches(_ path: String) -> Bool { matches(path, utf8: Array(path.utf8)) }

    /// As `matches`, with the path's bytes at hand: for many patterns on one path.
    func matches(_ path: String, utf8: [UInt8]) -> Bool { pattern.matches(path, utf8: utf8) }

    func canMatch(below folder: String) -> Bool { pattern.canMatch(below: folder) }
}

/// Why a line of a `.dockerignore` is not a valid pattern.
public enum IgnoreFault: Error, Equatable, Sendable {
    /// A `!` with nothing behind it.
    case onlyException
    /// A `[` without its `]`, a `\` with nothing behind it, an empty or reversed range.
    case syntax(String)
}

extension IgnoreFault {
    /// The text for a learner.
    public var message: String {
        switch self {
        case .onlyException: "`!` has no pattern behind it: write `!PATTERN` to bring files back"
        case .syntax(let text):
            "`\(text)` is not a valid pattern: a `[` needs its `]`, a range goes from low to high, and `\\` escapes what follows"
        }
    }
}

/// Paths without detours: Go's `filepath.Clean`.
enum CleanPath {
    static func of(_ path: some StringProtocol) -> String {
        let isAbsolute = path.hasPrefix("/")
        var names: [Substring] = []
        for name in path.split(separator: "/") where name != "." {
            if name == "..", let last = names.last, last != ".." {
                names.removeLast()
            } else if name != ".." || !isAbsolute {
                names.append(Substring(name))
            }
        }
        let joined = names.joined(separator: "/")
        return isAbsolute ? "/" + joined : joined.isEmpty ? "." : joined
    }
}
