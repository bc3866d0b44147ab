import LessonFormat

/// Whether a text is as it should be, and the words for it.
enum TextJudge {
    static func isMet(_ wanted: TextExpectation, by text: String) -> Bool {
        switch wanted {
        case .contains(let part): text.contains(part)
        case .equals(let whole): text == whole
        case .lacks(let part): !text.contains(part)
        case .matches(let pattern): (try? Regex(pattern).firstMatch(in: text)) != nil
        }
    }

    /// What stands behind the name of what was looked at.
    static func words(_ wanted: TextExpectation) -> String {
        switch wanted {
        case .contains(let part): "with: \(part)"
        case .equals(let whole): "is: \(whole)"
        case .lacks(let part): "without: \(part)"
        case .matches(let pattern): "like: \(pattern)"
        }
    }

    /// The text on one line that fits a report.
    static func shortened(_ text: String) -> String {
        let line = text.split { $0.isNewline }.joined(separator: " ")
        return line.count > 160 ? line.prefix(160) + "…" : line
    }
}
