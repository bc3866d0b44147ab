/// A search, a line at a time.
public struct SearchQuery: Hashable, Sendable {
    public var text: String
    /// Whether the text is a regular expression.
    public var isPattern: Bool
    public var isCaseSensitive: Bool

    public init(_ text: String, isPattern: Bool = false, isCaseSensitive: Bool = false) {
        self.text = text
        self.isPattern = isPattern
        self.isCaseSensitive = isCaseSensitive
    }
}
