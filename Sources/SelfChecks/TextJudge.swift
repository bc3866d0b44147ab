import LessonFormat
import RegularExpressions

/// Whether a text is as it should be, and the words for it.
enum TextJudge {
    /// - Throws: where nobody can tell in time.
    static func isMet(
        _ wanted: TextExpectation, by text: String
    ) throws(RegularExpression.EffortExceeded) -> Bool {
        switch wanted {
        case .contains(let part): text.contains(part)
        case .equals(let whole): text == whole
        case .lacks(let part): !text.contains(part)
        case .matches(let pattern): try match(of: pattern, in: text) != nil
        }
    }

    /// A check is judged while somebody waits for a key.
    private static let effort = 4_000_000

    /// The first match of a regular expression. One that cannot be used matches nothing: a lesson that has one is refused
    /// when it is read.
    static func match(
        of pattern: String, in text: String
    ) throws(RegularExpression.EffortExceeded) -> Substring? {
        try (try? RegularExpression(pattern))?.firstMatch(in: text, effort: effort)
    }

    /// The verdict if a search took more steps than it may.
    static func tooMuch(_ name: String, expected: String) -> Verdict {
        .failed(
            .init(
                found: "\(name) is too large to be compared in time", expected: expected,
                advice: "Make \(name) smaller."))
    }

    /// The words behind the name of the text.
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
