/// A change of a file's lines that an advice asks for. It is a value, so that the advice can be followed to the letter:
/// `lesson verify` makes the change, and then the check must pass.
public struct Mend: Equatable, Sendable {
    /// Lines count from 1.
    public enum Change: Equatable, Sendable {
        case replace(ClosedRange<Int>, old: String, new: String)
        /// Below a line; 0 is above the first one. Blank lines may come before the text.
        case insert(String, below: Int)
        case move(ClosedRange<Int>, below: Int)
        case remove(ClosedRange<Int>)
    }

    /// Path below the workspace.
    public let path: String
    public let change: Change

    init(_ path: String, _ change: Change) {
        self.path = path
        self.change = change
    }

    /// The advice, for a learner.
    var words: String {
        switch change {
        case .replace(let lines, let old, let new):
            if lines.count == 1, let (wrong, right) = Self.oneWord(old, new) {
                return "In line \(lines.lowerBound), write \(right) instead of \(wrong)."
            }
            return "Change \(Self.name(lines)) to: \(new)"
        case .insert(let text, 0): return "Begin \(path) with\(Self.named(text))"
        case .insert(let text, let above): return "Below line \(above), add\(Self.named(text))"
        case .move(let lines, let above): return "Move \(Self.name(lines)) below line \(above)."
        case .remove(let lines): return "Remove \(Self.name(lines))."
        }
    }

    /// What is added, with the blank lines above it in words.
    private static func named(_ text: String) -> String {
        let line = text.drop { $0 == "\n" }
        let blank = text.count - line.count + (line.isEmpty ? 1 : 0)
        switch (blank, line.isEmpty) {
        case (0, _): return ": \(line)"
        case (1, true): return " a blank line."
        case (1, false): return " a blank line, then: \(line)"
        case (_, true): return " \(blank) blank lines."
        case (_, false): return " \(blank) blank lines, then: \(line)"
        }
    }

    private static func name(_ lines: ClosedRange<Int>) -> String {
        lines.count == 1 ? "line \(lines.lowerBound)" : "lines \(lines.lowerBound) to \(lines.upperBound)"
    }

    /// The only word in which two lines differ.
    private static func oneWord(_ old: String, _ new: String) -> (wrong: Substring, right: Substring)? {
        let (before, after) = (old.split(separator: " "), new.split(separator: " "))
        guard before.count == after.count, before.count > 1 else { return nil }
        let different = before.indices.filter { before[$0] != after[$0] }
        guard different.count == 1, let place = different.first else { return nil }
        return (before[place], after[place])
    }

    /// The file with the change made; its lines end with a newline alone.
    func applied(to bytes: [UInt8]) -> [UInt8] {
        var lines = Self.lines(bytes)
        switch change {
        case .replace(let range, _, let new):
            if let range = Self.indices(range, in: lines) { lines.replaceSubrange(range, with: [Array(new.utf8)]) }
        case .insert(let line, let above): lines.insert(Array(line.utf8), at: min(max(0, above), lines.count))
        case .move(let range, let above):
            guard let range = Self.indices(range, in: lines) else { break }
            let moved = Array(lines[range])
            lines.removeSubrange(range)
            let place = above > range.lowerBound ? above - moved.count : above
            lines.insert(contentsOf: moved, at: min(max(0, place), lines.count))
        case .remove(let range): if let range = Self.indices(range, in: lines) { lines.removeSubrange(range) }
        }
        return Array(lines.map { $0 + [UInt8(ascii: "\n")] }.joined())
    }

    /// Lines without what ends them.
    static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private static func indices(_ range: ClosedRange<Int>, in lines: [[UInt8]]) -> Range<Int>? {
        guard range.lowerBound > 0, range.upperBound <= lines.count else { return nil }
        return range.lowerBound - 1..<range.upperBound
    }
}
