/// The patterns of a `.dockerignore` file, or of `COPY --exclude`.
///
/// Paths are relative to the context, with `/` between names and none in front. The last pattern that matches a path, or
/// a folder above it, decides.
public struct IgnorePatterns: Equatable, Sendable {
    /// In the order of the file.
    public let patterns: [IgnorePattern]
    /// The line of each pattern, from 1; empty where they are not of a file.
    private let lines: [IgnoreLine]
    /// Lines that are not patterns.
    public let faults: [Located<IgnoreFault>]

    /// Reads the text of a `.dockerignore`; a line that is not a valid pattern is noted in `faults` and otherwise not there.
    public init(_ text: String) {
        let source = SourceText(text)
        var lines = LogicalLineReader(source)
        var patterns: [IgnorePattern] = []
        var faults: [Located<IgnoreFault>] = []
        var found: [IgnoreLine] = []
        while let line = lines.read() {
            // A comment starts in the first column; behind blanks a `#` is part of a pattern.
            guard source.bytes[line.bounds].first != .hash else { continue }
            let trimmed = source.bytes.trimmed(line.bounds)
            guard !trimmed.isEmpty else { continue }
            do {
                let pattern = String(decoding: source.bytes[trimmed], as: UTF8.self)
                patterns.append(try IgnorePattern(pattern, isRelativeToRoot: true))
                found.append(IgnoreLine(number: line.number, text: pattern))
            } catch {
                faults.append(Located(error, at: source.range(ofLine: line.number)))
            }
        }
        self.patterns = patterns
        self.lines = found
        self.faults = faults
    }

    /// Takes the patterns of `--exclude`, where a leading slash is not dropped.
    public init(excluding list: [String]) throws(IgnoreFault) {
        var patterns: [IgnorePattern] = []
        for text in list {
            let utf8 = Array(text.utf8)
            let trimmed = utf8.trimmed(0..<utf8.count)
            guard !trimmed.isEmpty else { continue }
            let pattern = String(decoding: utf8[trimmed], as: UTF8.self)
            patterns.append(try IgnorePattern(pattern, isRelativeToRoot: false))
        }
        self.patterns = patterns
        lines = []
        faults = []
    }

    public var isEmpty: Bool { patterns.isEmpty }

    /// Where the patterns of a Dockerfile are looked for: the first file that exists counts, alone.
    public static func fileNames(forDockerfile path: String) -> [String] { [path + ".dockerignore", ".dockerignore"] }

    /// Whether a path is left out of the context.
    public func isExcluded(_ path: String) -> Bool { decidingPattern(for: path)?.isException == false }

    /// The pattern that decides about a path; nil where none matches it, so that it stays.
    public func decidingPattern(for path: String) -> IgnorePattern? {
        guard !path.isEmpty, path != "." else { return nil }
        let utf8 = Array(path.utf8)
        return patterns.last { $0.matches(path, utf8: utf8) }
    }

    /// The line that leaves a path out; nil where none does.
    public func decidingLine(for path: String) -> IgnoreLine? {
        let utf8 = Array(path.utf8)
        guard let last = patterns.lastIndex(where: { $0.matches(path, utf8: utf8) }), !patterns[last].isException,
            lines.indices.contains(last)
        else { return nil }
        return lines[last]
    }

    /// Whether anything below a folder can be in the context; where not, there is no need to walk it.
    ///
    /// True also in doubt: a pattern may match paths that do not exist.
    public func canMatchBelow(_ folder: String) -> Bool {
        guard !folder.isEmpty, folder != ".", let last = patterns.lastIndex(where: { $0.matches(folder) }) else {
            return true
        }
        if patterns[last].isException { return true }
        return patterns[(last + 1)...].contains { $0.isException && $0.canMatch(below: folder) }
    }
}

/// A line of a `.dockerignore` file.
public struct IgnoreLine: Equatable, Sendable {
    /// From 1.
    public let number: Int
    /// The pattern as it is written.
    public let text: String
}
