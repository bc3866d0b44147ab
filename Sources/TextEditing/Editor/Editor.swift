/// A file being edited: text, caret and selection, view, history, marks. Pure: files, clocks and screens are elsewhere.
public struct Editor: Sendable {
    public internal(set) var buffer: TextBuffer
    public internal(set) var selection = Selection(at: .start)
    public internal(set) var viewport: Viewport
    public let fileType: FileType
    /// How wide characters are; the screen's rules.
    public var metrics: CellMetrics
    /// The text that was cut or copied last. Editors of one lab share it by value.
    public var clipboard: Clipboard?
    /// Findings about the text; edits move them along.
    public var marks = MarkSet()
    /// The text that is searched for.
    public internal(set) var search: SearchQuery?

    var pattern: SearchPattern?
    var history = History()
    var highlighter: Highlighter
    /// The cell column that up and down keep to.
    var goal: CellColumn?

    /// An editor of a file's bytes.
    public init(
        _ bytes: [UInt8] = [], fileType: FileType = .plain, viewport: Viewport = Viewport(),
        metrics: CellMetrics = .plain
    ) {
        buffer = TextBuffer(bytes)
        self.fileType = fileType
        self.viewport = viewport
        self.metrics = metrics
        self.metrics.tabWidth = fileType.tabWidth
        highlighter = Highlighter(fileType.language)
        prepareHighlighting()
    }

    /// Whether the text differs from what was saved; undoing back to the saved text makes it false again.
    public var isModified: Bool { history.isModified }
    /// Names the present text: the same number, the same bytes. For recovery copies, checks and caches.
    public var revision: Int { history.state }
    public var canUndo: Bool { !history.undoable.isEmpty }
    public var canRedo: Bool { !history.redoable.isEmpty }
    public var caret: TextPosition { selection.caret }

    /// Says that the present text is on the disk.
    public mutating func markSaved() { history.markSaved() }

    /// Says that the present text is on no disk, because it came from a recovery copy.
    public mutating func markUnsaved() { history.markSaved(false) }

    /// Gives the pane's size; the caret stays visible.
    public mutating func resize(rows: Int, columns: Int) {
        guard viewport.rows != rows || viewport.columns != columns else { return }
        viewport.rows = rows
        viewport.columns = columns
        revealCaret()
        prepareHighlighting()
    }

    /// The selected text; empty without a selection.
    public var selectedText: String {
        buffer.encoding.decode(buffer.bytes(from: selection.lower, to: selection.upper)[...])
    }

    /// How the part of a line that is in view is drawn; a grapheme that the left edge cuts is the first.
    public func layout(of line: LineIndex) -> LineLayout {
        LineLayout(
            buffer.text(of: line), metrics, from: viewport.left, upTo: viewport.left + max(0, viewport.columns))
    }

    /// The kinds of a line's parts, in order and apart.
    public func tokens(of line: LineIndex) -> [Token] { highlighter.tokens(of: line, in: buffer) }

    /// The cell column of a place.
    public func cellColumn(of position: TextPosition) -> CellColumn {
        let text = buffer.text(of: position.line)
        let upTo = buffer.content(of: position.line).prefix(position.byte.value)
        guard text.byteCount > 0 else { return CellColumn(0) }
        return metrics.width(of: LineText(upTo, buffer.encoding))
    }

    /// The place at a row and a column of the view; the nearest one for a row or a column past the text.
    public func position(row: Int, column: Int) -> TextPosition {
        let line = LineIndex(max(0, min(viewport.top.value + row, buffer.lineCount - 1)))
        return position(in: line, at: viewport.left + column)
    }

    func position(in line: LineIndex, at column: CellColumn) -> TextPosition {
        let layout = LineLayout(buffer.text(of: line), metrics, from: column, upTo: column + 1)
        return TextPosition(line: line, byte: layout.byte(at: CellColumn(max(0, column.value))))
    }

    mutating func revealCaret() {
        viewport.reveal(line: caret.line, column: cellColumn(of: caret), lineCount: buffer.lineCount)
    }

    mutating func prepareHighlighting() {
        highlighter.prepare(viewport.lines(of: buffer.lineCount), in: buffer)
    }

    /// Changes the text, with its colours and marks.
    mutating func replaceBytes(_ edit: TextEdit) {
        let range = edit.removedRange
        let line = buffer.position(of: range.lowerBound).line
        let removedLines = edit.removed.count { $0 == 0x0A }
        let addedLines = edit.inserted.count { $0 == 0x0A }
        buffer.replace(range, with: edit.inserted)
        highlighter.edited(line: line.value, removed: removedLines, added: addedLines, in: buffer)
        marks.adjust(to: edit)
    }

    /// Performs edits as one undo group, and puts the selection where the last argument says.
    mutating func change(
        _ changes: [TextEdit], _ kind: History.Kind = .single, select after: (TextBuffer) -> Selection
    ) {
        let changes = changes.filter { !($0.removed.isEmpty && $0.inserted.isEmpty) }
        guard !changes.isEmpty else { return }
        let before = selection
        changes.forEach { replaceBytes($0) }
        let wanted = after(buffer)
        selection = Selection(anchor: buffer.clamped(wanted.anchor), caret: buffer.clamped(wanted.caret))
        history.record(History.Group(state: 0, kind: kind, edits: changes, before: before, after: selection))
    }

    /// Replaces what is between two places; the caret goes behind the new bytes.
    mutating func replace(
        _ kind: History.Kind = .single, from lower: TextPosition, to upper: TextPosition, with new: [UInt8]
    ) {
        let offset = buffer.offset(of: lower)
        let edit = TextEdit(offset: offset, removed: buffer.bytes(from: lower, to: upper), inserted: new)
        change([edit], kind) { Selection(at: $0.position(of: offset + new.count)) }
    }
}
