/// Why a template cannot be read or filled in.
public enum TemplateError: Error, Equatable, Sendable {
    /// The text is not a template. The line counts from 1.
    case syntax(line: Int, reason: String)
    /// An expression has no value. The line counts from 1, the column in bytes from 0, as Go does it.
    case evaluation(Place, reason: String)

    /// Where an expression stands in its template, and its text.
    public struct Place: Equatable, Sendable {
        public var line: Int
        public var column: Int
        public var text: String
    }
}

extension TemplateError: CustomStringConvertible {
    /// The words of Go, which docker's users look up, with our reason.
    public var description: String {
        switch self {
        case .syntax(let line, let reason): "template: :\(line): \(reason)"
        case .evaluation(let place, let reason):
            "template: :\(place.line):\(place.column): executing \"\" at <\(place.text)>: \(reason)"
        }
    }
}
