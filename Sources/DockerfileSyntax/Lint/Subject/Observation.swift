/// A place where a rule applies.
struct Observation {
    let range: SourceRange
    let message: String
    var suggestion: String?
    /// What to write here; nil where the rule's own example says it.
    var cure: String?

    init(_ message: String, at range: SourceRange, suggestion: String? = nil, cure: String? = nil) {
        self.message = message
        self.range = range
        self.suggestion = suggestion
        self.cure = cure
    }
}
