/// The kind of a part of a line, for its colour.
public enum TokenKind: Hashable, Sendable, CaseIterable {
    /// A Dockerfile instruction, a word of the language.
    case keyword
    case string
    case escape
    case number
    case comment
    /// `$NAME`, `${NAME}`.
    case variable
    /// The key of a mapping, the name of a requirement, the name of a definition.
    case name
    /// A name that the language brings along, a shell's own command.
    case builtin
    case flag
    case sign
    /// `@decorator`, `&anchor`, a `---` line, a parser directive.
    case special
}

/// A part of a line that is of one kind; what is between tokens is plain.
public struct Token: Hashable, Sendable {
    /// Bytes from the start of the line.
    public var range: Range<ByteColumn>
    public var kind: TokenKind

    init(_ range: Range<Int>, _ kind: TokenKind) {
        self.range = ByteColumn(range.lowerBound)..<ByteColumn(range.upperBound)
        self.kind = kind
    }
}

/// The state that a line takes over from the lines before it.
enum LineState: Hashable, Sendable {
    case normal
    /// The line goes on a Dockerfile instruction whose name is given.
    case instruction([UInt8])
    /// Inside a string that began on an earlier line, until this delimiter.
    case string([UInt8], isRaw: Bool)
    /// Inside a here-document, until a line that is this word.
    case hereDocument([UInt8], stripsTabs: Bool, isShell: Bool)
    /// Inside a YAML block scalar that belongs to a line of this indentation.
    case block(indent: Int)
}
