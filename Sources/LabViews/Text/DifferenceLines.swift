import TextEditing

/// What differs between the learner's file and the solution: the lines that differ, each with its sign, and some around
/// them where that is asked for.
enum DifferenceLines {
    static func lines(own: [UInt8], wanted: [UInt8], context: Int = 0, gap: String = "") -> [RichLine] {
        let old = split(own)
        let new = split(wanted)
        var lines: [RichLine] = []
        for hunk in LineDiff(old, new).hunks(context: context) {
            if !lines.isEmpty, context > 0 { lines.append(RichLine(gap, .dim)) }
            lines += hunk.map { change in
                switch change {
                case .same(let index, _): RichLine("    " + old[index], .dim)
                case .removed(let index): RichLine("  - " + old[index], .removed)
                case .added(let index): RichLine("  + " + new[index], .added)
                }
            }
        }
        return lines
    }

    /// The lines without blanks at their ends, and without the empty one after the last newline.
    private static func split(_ bytes: [UInt8]) -> [String] {
        var lines = String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false) { $0.isNewline }
            .map { line in line.lastIndex { $0 != " " && $0 != "\t" }.map { String(line[...$0]) } ?? "" }
        while lines.last == "" { lines.removeLast() }
        return lines
    }
}
