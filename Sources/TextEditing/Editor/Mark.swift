/// A finding about a part of the text.
public struct Mark: Hashable, Sendable {
    /// How much a mark matters, from least to most.
    public enum Severity: Hashable, Sendable, Comparable {
        case information, warning, error
    }

    public var range: Range<ByteOffset>
    public var severity: Severity
    /// The text for the learner.
    public var message: String
    /// The name of the rule that found it; nil for what is not a rule's.
    public var rule: String?

    public init(range: Range<ByteOffset>, severity: Severity, message: String, rule: String? = nil) {
        self.range = range
        self.severity = severity
        self.message = message
        self.rule = rule
    }
}

/// The findings under a text, which edits move along until new ones arrive.
public struct MarkSet: Hashable, Sendable {
    /// In the order of their starts.
    public private(set) var marks: [Mark]

    public init(_ marks: [Mark] = []) {
        self.marks = marks.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// The findings that touch a range of the text; an empty one counts where it stands.
    public func marks(touching range: Range<ByteOffset>) -> [Mark] {
        marks.filter { mark in
            mark.range.lowerBound <= range.upperBound && mark.range.upperBound >= range.lowerBound
                && (mark.range.overlaps(range) || mark.range.isEmpty || range.isEmpty)
        }
    }

    /// Moves what is behind an edit; a finding whose whole text was removed goes with it.
    mutating func adjust(to edit: TextEdit) {
        guard !marks.isEmpty else { return }
        let start = edit.offset.value
        let end = start + edit.removed.count
        let growth = edit.inserted.count - edit.removed.count
        func moved(_ place: Int, isLower: Bool) -> Int {
            if place < start || (place == start && !isLower) { return place }
            if place >= end { return place + growth }
            return isLower ? start + edit.inserted.count : start
        }
        marks = marks.compactMap { mark in
            let lower = mark.range.lowerBound.value
            let upper = mark.range.upperBound.value
            if !edit.removed.isEmpty, lower >= start, upper <= end, lower < upper { return nil }
            let newLower = moved(lower, isLower: true)
            var mark = mark
            mark.range = ByteOffset(newLower)..<ByteOffset(max(newLower, moved(upper, isLower: false)))
            return mark
        }
    }
}

extension Editor {
    /// The findings that touch a line, for the gutter and the underlines.
    public func marks(of line: LineIndex) -> [Mark] {
        let start = buffer.offset(of: TextPosition(line: line, byte: ByteColumn(0)))
        return marks.marks(touching: start..<buffer.offset(of: lineEnd(line)))
    }

    /// The findings at the caret, the gravest first.
    public var marksAtCaret: [Mark] {
        let offset = buffer.offset(of: caret)
        return marks.marks(touching: offset..<offset).sorted { $0.severity > $1.severity }
    }
}
