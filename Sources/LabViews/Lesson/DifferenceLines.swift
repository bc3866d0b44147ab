import TextEditing

/// What differs between the learner's file and the solution: only lines that differ, each with its sign.
enum DifferenceLines {
    static func lines(own: [UInt8], wanted: [UInt8]) -> [RichLine] {
        let old = split(own)
        let new = split(wanted)
        let diff = LineDiff(old, new)
        return diff.changes.compactMap { change in
            switch change {
            case .same: nil
            case .removed(let index): RichLine("  - " + old[index], .removed)
            case .added(let index): RichLine("  + " + new[index], .added)
            }
        }
    }

    /// The lines without blanks at their ends, and without the empty one after the last newline.
    private static func split(_ bytes: [UInt8]) -> [String] {
        var lines = String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false) { $0.isNewline }
            .map { line in line.lastIndex { $0 != " " && $0 != "\t" }.map { String(line[...$0]) } ?? "" }
        while lines.last == "" { lines.removeLast() }
        return lines
    }
}
