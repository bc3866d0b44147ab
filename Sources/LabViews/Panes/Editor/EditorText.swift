import DockerfileSyntax
import Forecast
import LabModel
import TerminalUI
import TextEditing

/// The text of a file as cells, with its gutter: build state, line number.
struct EditorText {
    let file: EditorTab
    let model: LabModel
    let glyphs: Glyphs
    let layout: EditorLayout

    /// One cell of text.
    struct Cell {
        var character: Character
        /// From the left edge of the text.
        var column: Int
        var role: Role
        var isSelected: Bool
        var isWrong: Bool
        /// A match of the search.
        var isMatch: Bool
        var bracket: Bracket?
    }

    /// A bracket at the caret.
    enum Bracket {
        case paired, lonely
    }

    /// Lines that are looked at for a bracket's partner, in each direction.
    private static let bracketLines = 500
    private let brackets: BracketPair?
    /// What is foreseen of each line; nil where the last build's results stand.
    private let forecast: [Int: StepForecast]?

    init(file: EditorTab, model: LabModel, glyphs: Glyphs, layout: EditorLayout) {
        self.file = file
        self.model = model
        self.glyphs = glyphs
        self.layout = layout
        let isShown = file.isDockerfile && model.shownForecast?.steps.isEmpty == false
        forecast = isShown ? model.foresight.byLine : nil
        brackets = model.layout.focus == .editor ? file.editor.matchingBracket(within: Self.bracketLines) : nil
    }

    var lineCount: Int { file.editor.buffer.lineCount }
    var top: Int { file.editor.viewport.top.value }
    var left: Int { file.editor.viewport.left.value }
    var caretLine: Int { file.editor.caret.line.value }

    /// Where the caret is on the screen; nil where it is out of sight.
    var caret: Point? {
        let column = file.editor.cellColumn(of: file.editor.caret).value - left
        let point = Point(x: layout.text.x + column, y: layout.text.y + caretLine - top)
        return layout.text.contains(point) ? point : nil
    }

    /// Build state and number of a line, from 0.
    func gutterLine(_ line: Int) -> RichLine {
        var spans: [Span] = []
        if layout.stateWidth > 0 { spans.append(state(line + 1)) }
        if layout.numberWidth > 0 {
            let number = String(line + 1)
            let pad = String(repeating: " ", count: max(0, layout.numberWidth - number.count))
            spans.append(Span(pad + number, line == caretLine ? .strong : .lineNumber))
            spans.append(sign(line + 1))
        }
        return RichLine(spans)
    }

    /// Behind a line's number: a breakpoint, or that something is found wrong in the line. What that is about may be too
    /// short to be seen underlined.
    private func sign(_ line: Int) -> Span {
        if model.panes.editor.hasBreakpoint(line: line) { return Span(glyphs.breakpoint, .bad) }
        return file.reports.contains { $0.range.start.line == line } ? Span(glyphs.finding, .attention) : Span(" ")
    }

    private func state(_ line: Int) -> Span {
        if let forecast { return foreseen(forecast, line) }
        let words = StepWords(glyphs: glyphs, clock: model.panes.build.run?.clock(at: model.now) ?? 0)
        switch model.panes.editor.gutter.marks[line] {
        case .step(let step):
            guard let phase = model.panes.build.run?.steps[step].phase else { break }
            return span(words.gutter(phase))
        case .outdated: return span(words.outdated)
        case .bar, .outdatedBar: return Span(padded(glyphs.bar), .frame)
        case nil: break
        }
        return Span(padded(""), .frame)
    }

    /// A line of a Dockerfile while something has changed since the last build.
    private func foreseen(_ forecast: [Int: StepForecast], _ line: Int) -> Span {
        if let step = forecast[line] { return span(ForecastSigns.gutter(step)) }
        let isWithin = file.dockerfile?.statement(atLine: line).map { $0.firstLine < line } ?? false
        return Span(padded(isWithin ? glyphs.bar : ""), .frame)
    }

    private func span(_ words: StepWords.Words) -> Span {
        Span(padded(layout.stateWidth > 4 ? "\(words.sign) \(words.words)" : words.sign), words.role)
    }

    private func padded(_ text: String) -> String {
        text + String(repeating: " ", count: max(0, layout.stateWidth - TextWidth.columns(text)))
    }

    /// The cells of a line that are in sight.
    func cells(of line: Int) -> [Cell] {
        let index = LineIndex(line)
        let roles = TokenRoles(file.editor.tokens(of: index))
        let wrong = wrongColumns(line)
        let selection = file.editor.selection
        let matches = model.panes.editor.showsMatches ? file.editor.matches(in: index) : []
        return file.editor.layout(of: index).pieces.compactMap { piece in
            let column = piece.column.value - left
            guard piece.width > 0, column >= 0 else { return nil }
            let place = TextPosition(line: index, byte: piece.bytes.lowerBound)
            return Cell(
                character: piece.character, column: column, role: piece.isRaw ? .bad : roles[piece.bytes.lowerBound],
                isSelected: selection.lower <= place && place < selection.upper,
                isWrong: wrong.contains(piece.bytes.lowerBound.value),
                isMatch: matches.contains { $0.contains(piece.bytes.lowerBound) }, bracket: bracket(at: place))
        }
    }

    private func bracket(at place: TextPosition) -> Bracket? {
        guard let brackets, place == brackets.bracket || place == brackets.partner else { return nil }
        return brackets.partner == nil ? .lonely : .paired
    }

    /// The bytes of a line that findings are about.
    private func wrongColumns(_ line: Int) -> Range<Int> {
        let number = line + 1
        guard
            let range = file.reports.first(where: { $0.range.start.line <= number && number <= $0.range.end.line })?
                .range
        else { return 0..<0 }
        let lineStart = file.editor.buffer.offset(of: TextPosition(line: LineIndex(line), byte: ByteColumn(0))).value
        let low = max(0, range.start.offset - lineStart)
        return low..<max(low + 1, range.end.offset - lineStart)
    }
}
