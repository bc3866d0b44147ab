/// Whole sentences out of clauses.
enum Sentence {
    /// Text without a full stop as a sentence.
    static func of(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : ".")
    }
}
