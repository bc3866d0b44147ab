/// The output of programs as lines under a heading: `OutputFilter`'s parts behind an indentation.
///
/// What a carriage return begins anew becomes a line of its own, because it would overwrite the indentation. Colours end
/// where the program's own words go on.
public struct IndentedOutput: Equatable, Sendable {
    private let indent: PrintableText
    /// Whether the last output ended in the middle of a line.
    private var isMidLine = false
    private var isStyled = false

    private let keepsReturns: Bool

    /// - Parameter keepsReturns: carriage returns stay, where nothing stands before a line that they could overwrite.
    public init(indent: PrintableText, keepsReturns: Bool = false) {
        self.indent = indent
        self.keepsReturns = keepsReturns
    }

    /// The lines of a piece of output.
    ///
    /// - Parameter filter: the one of the stream that the piece comes from.
    public mutating func lines(of piece: String, through filter: inout OutputFilter) -> PrintableText {
        var text = ""
        text.reserveCapacity(piece.utf8.count)
        filter.read(piece) { part in
            switch part {
            case .text(let run): begin(&text, run)
            case .tab: begin(&text, "\t")
            case .newline:
                begin(&text, "\n")
                isMidLine = false
            case .carriageReturn: if keepsReturns { text += "\r" } else { endLine(&text) }
            case .style(let parameters):
                isStyled = !parameters.isEmpty && !parameters.allSatisfy { $0 == "0" }
                text += "\u{1B}[\(parameters)m"
            }
        }
        return PrintableText(safe: text)
    }

    /// The text before this program's own words: the end of an open line, and of its colours.
    public mutating func close() -> PrintableText {
        var text = isStyled ? "\u{1B}[0m" : ""
        isStyled = false
        endLine(&text)
        return PrintableText(safe: text)
    }

    private mutating func begin(_ text: inout String, _ run: String) {
        if !isMidLine { text += indent.text }
        text += run
        isMidLine = true
    }

    private mutating func endLine(_ text: inout String) {
        if isMidLine { text += "\n" }
        isMidLine = false
    }
}
