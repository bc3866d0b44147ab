/// A block of a step's text (CommonMark and GitHub's extensions).
public indirect enum MarkdownBlock: Equatable, Sendable {
    /// `level` is 1 to 6.
    case heading(level: Int, [MarkdownInline])
    case paragraph([MarkdownInline])
    case code(CodeBlock)
    case quote([MarkdownBlock])
    /// `start` is the first number of an ordered list, nil for bullets.
    case list(start: Int?, [MarkdownItem])
    case table(header: [[MarkdownInline]], rows: [[[MarkdownInline]]])
    case rule
}

/// An item of a list.
public struct MarkdownItem: Equatable, Sendable {
    public var blocks: [MarkdownBlock]
    /// Whether the item's box is ticked; nil for an item without one.
    public var isDone: Bool?

    public init(blocks: [MarkdownBlock], isDone: Bool? = nil) {
        self.blocks = blocks
        self.isDone = isDone
    }
}

/// A piece of a line.
public indirect enum MarkdownInline: Equatable, Sendable {
    case text(String)
    case code(String)
    case emphasis([MarkdownInline])
    case strong([MarkdownInline])
    case struck([MarkdownInline])
    case link([MarkdownInline], url: String)
    case lineBreak
}

/// Fenced or indented code, and what Enter does with it.
public struct CodeBlock: Equatable, Sendable {
    /// First word of the fence's info string: `dockerfile`; empty where there is none.
    public var language: String
    /// Whole lines, each ending with a newline.
    public var text: String
    public var purpose: Purpose
    /// First line of the block in its Markdown, from 1.
    public var line: Int

    public init(language: String, text: String, purpose: Purpose, line: Int) {
        self.language = language
        self.text = text
        self.purpose = purpose
        self.line = line
    }

    /// The request of a fence's `{…}`.
    public enum Purpose: Equatable, Sendable {
        case shown
        /// `{exec}`: runs in the shell.
        case run
        /// `{file=PATH}`: is the content of a file of the workspace.
        case file(String)
    }
}
