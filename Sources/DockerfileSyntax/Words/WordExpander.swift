/// Replaces variables in a word and takes its quotes and escapes away, as Docker's builder does.
///
/// `$x`, `${x}`, `${x:-y}`, `${x-y}`, `${x:+y}`, `${x+y}`, `${x:?y}`, `${x?y}`, `${x#p}`, `${x##p}`, `${x%p}`,
/// `${x%%p}`, `${x/p/y}` and `${x//p/y}` are replaced; `'…'`, `"…"` and the escape character work as in a shell.
public struct WordExpander: Sendable {
    public var escape: EscapeCharacter
    /// Quotes stay in the result.
    public var keepsQuotes = false
    /// Escape characters stay in the result.
    public var keepsEscapes = false
    /// Quotes are characters like any other: for the text of a heredoc.
    public var ignoresQuotes = false
    /// A variable without a value stays as it is written.
    public var keepsUnset = false
    /// How many bytes may come in place of variables: forty words that each hold the last one twice are more than any
    /// machine has.
    public var limit = WordExpander.maximalGrowth

    /// What all words of an instruction may take from variables at most, in bytes, and what all variables of a stage may
    /// hold: twice what Linux hands to a program in one variable.
    public static let maximalGrowth = 256 << 10

    public init(escape: EscapeCharacter = .backslash) { self.escape = escape }

    /// The word with every variable replaced by what `lookup` gives (nil: not set).
    public func expand(_ word: String, lookup: (String) -> String?) throws(WordFault) -> ExpandedWord {
        try withoutActuallyEscaping(lookup) { lookup throws(WordFault) in
            var reader = WordReader(word, expander: self, lookup: lookup)
            return try reader.read()
        }
    }
}

/// The result of expanding a word.
public struct ExpandedWord: Equatable, Sendable {
    /// The word, replaced.
    public var text: String
    /// The text split at white space that was not quoted; what a quote or an escape protects holds together.
    public var words: [String]
    /// Every variable that was asked for, in order, also those whose value did not matter.
    public var uses: [VariableUse]
    /// How many bytes came in place of variables.
    public var growth: Int
    /// Where each of `words` comes from, in UTF-8 bytes of the input.
    var wordBounds: [Range<Int>]

    /// The names of the variables that had a value.
    public var usedNames: Set<String> { Set(uses.lazy.filter(\.isSet).map(\.name)) }
}

/// A variable that a word asks for.
public struct VariableUse: Equatable, Sendable {
    public var name: String
    /// Whether it has a value.
    public var isSet: Bool
    /// Whether the word says what to do without a value: `${x:-y}`, `${x+y}`, `${x?y}` and their like.
    public var hasFallback: Bool
    /// Where it is in the word, from the `$`, in UTF-8 bytes.
    public var offset: Int
}

/// A word that can't be expanded, and where it stands.
public struct WordError: Error, Equatable, Sendable {
    public let fault: WordFault
    public let word: String
    public let range: SourceRange
}
