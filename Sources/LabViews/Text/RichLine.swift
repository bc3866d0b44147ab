/// A piece of text in one role.
struct Span: Equatable, Sendable {
    var text: String
    var role: Role

    init(_ text: String, _ role: Role = .text) {
        self.text = text
        self.role = role
    }
}

/// A line of a view before it is drawn.
struct RichLine: Equatable, Sendable {
    var spans: [Span]
    /// What the whole line fills its background with, past its text; nil for nothing.
    var fill: Role?
    /// Columns of what it is about that had no room in it.
    var hidden: Int

    init(_ spans: [Span] = [], fill: Role? = nil, hidden: Int = 0) {
        self.spans = spans
        self.fill = fill
        self.hidden = hidden
    }

    init(_ text: String, _ role: Role = .text) { self.init([Span(text, role)]) }

    var text: String { spans.map(\.text).joined() }
}
