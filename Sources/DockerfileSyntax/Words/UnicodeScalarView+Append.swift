extension String.UnicodeScalarView {
    /// Adds a text at the end, in time proportional to its length: `append(contentsOf:)` copies all that is there already.
    mutating func append(_ text: String) {
        for scalar in text.unicodeScalars { append(scalar) }
    }
}
