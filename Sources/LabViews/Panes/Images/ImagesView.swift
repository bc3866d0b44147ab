import BuildPlan
import LabModel
import TerminalUI

struct ImagesView: PaneView {
    private let frame: PaneFrame
    /// The columns' names, and where they stand.
    private var head: (line: RichLine, area: Rect)?
    private let content: any ScreenPart
    /// What `<none>` means, under a table that has it.
    private var note: (lines: [RichLine], area: Rect)?

    init(_ model: LabModel, in area: Rect, _ glyphs: Glyphs) {
        let pane = model.panes.images
        frame = PaneFrame(.images, model, in: area)
        let body = frame.body
        switch pane.listing.state {
        case .unknown, .loading: content = PageView(PaneWords.loading, of: .images, in: body)
        case .failed(let reason): content = PageView(reason, of: .images, in: body)
        case .known(let rows) where rows.isEmpty: content = PageView(PaneWords.noImages, of: .images, in: body)
        case .known(let rows):
            let selection = model.layout.focus == .images ? pane.list.selected : -1
            let window = SideWindow(column: pane.side.column, glyphs: glyphs)
            let lines = ImageLines(rows, marked: pane.marked, window, width: body.width)
            let (top, rest) = body.split(top: 1)
            head = (lines.head, top)
            let note = rows.contains(where: \.names.isEmpty) ? Self.note(width: body.width) : []
            let (table, below) = Self.split(rest, rows: rows.count, note: note.count)
            if !below.isEmpty { self.note = (note, below) }
            content = ListView(
                count: rows.count, of: .images, in: table, offset: pane.list.scroll.offset ?? 0
            ) { index in
                lines.line(rows[index], isSelected: index == selection)
            }
        }
    }

    /// A blank line, then the sentence.
    private static func note(width: Int) -> [RichLine] {
        [RichLine()] + Wrapping.lines([Span(PaneWords.unnamedImages, .dim)], width: width)
    }

    /// The table, and the lines right under it; none where the table would have less than three rows left.
    private static func split(_ area: Rect, rows: Int, note: Int) -> (table: Rect, below: Rect) {
        let room = area.height - note
        guard note > 0, room >= min(3, rows) else { return (area, area.split(top: area.height).rest) }
        let (table, rest) = area.split(top: min(rows, room))
        return (table, rest.split(top: note).top)
    }

    func place(in layout: inout ScreenLayout) {
        frame.place(in: &layout)
        content.place(in: &layout)
    }

    func draw(on canvas: inout Canvas) {
        frame.draw(on: &canvas)
        if let head { canvas.write(head.line, row: 0, of: head.area) }
        content.draw(on: &canvas)
        guard let note else { return }
        for (row, line) in note.lines.enumerated() { canvas.write(line, row: row, of: note.area) }
    }
}

/// Images as rows, in the columns of `docker images`: repository, tag, ID, size.
private struct ImageLines {
    private let marked: ImageRow?
    private let window: SideWindow
    private let width: Int
    /// Columns of the repository and of the tags: cut to what there is room for, or whole where the pane looks aside.
    private let repositories: Int
    private let tags: Int
    /// How far to the right the longest row goes on.
    private let hidden: Int

    init(_ images: [ImageRow], marked: ImageRow?, _ window: SideWindow, width: Int) {
        self.marked = marked
        self.window = window
        self.width = width
        let names = images.map { Self.name($0) }
        let widestTag = (names.map { TextWidth.columns($0.tag) } + [3]).max() ?? 3
        let widestName = (names.map { TextWidth.columns($0.repository) } + [10]).max() ?? 10
        let rest = images.map { TextWidth.columns(Self.facts($0) + Self.note($0, isMarked: $0 == marked)) }.max() ?? 0
        hidden = SideWindow.hidden(2 + widestName + 2 + widestTag + rest, room: width)
        guard window.column == 0, hidden > 0 else {
            (repositories, tags) = (widestName, widestTag)
            return
        }
        let room = max(16, width - Self.right)
        tags = min(widestTag, max(6, room / 3))
        repositories = min(widestName, room - tags)
    }

    private var glyphs: Glyphs { window.glyphs }

    /// Columns of mark, ID, size and what is between.
    private static let right = 2 + 2 + 2 + 12 + 2 + 9

    var head: RichLine {
        let words = cell("REPOSITORY", repositories) + "  " + cell("TAG", tags) + "  IMAGE ID      SIZE"
        return window.row([Span("  ")], [Span(words, .dim)], width: width, upTo: hidden)
    }

    func line(_ image: ImageRow, isSelected: Bool) -> RichLine {
        let name = Self.name(image)
        var line = window.row(
            [Span(isSelected ? glyphs.selected + " " : "  ", .strong)],
            [
                Span(cell(name.repository, repositories) + "  ", .strong), Span(cell(name.tag, tags)),
                Span(Self.facts(image), .dim),
                Span(Self.note(image, isMarked: image == marked), .attention),
            ], width: width, upTo: hidden, fill: isSelected ? .selectedRow : nil)
        line.hidden = hidden
        return line
    }

    private static func facts(_ image: ImageRow) -> String { "  \(image.shortID)  \(Quantity.bytes(image.size))" }

    private static func note(_ image: ImageRow, isMarked: Bool) -> String {
        (isMarked ? "  " + PaneWords.marked : "")
            + (image.standsInFor.map { "  " + PaneWords.standIn($0, among: image.names) } ?? "")
    }

    private func cell(_ text: String, _ width: Int) -> String {
        let shown = TextWidth.fitting(text, width, ellipsis: glyphs.ellipsis)
        return shown + String(repeating: " ", count: max(0, width - TextWidth.columns(shown)))
    }

    /// Repository and tags; names of several repositories stand beside each other, whole.
    private static func name(_ image: ImageRow) -> (repository: String, tag: String) {
        guard !image.names.isEmpty else { return ("<none>", "<none>") }
        let parts = image.names.map { name -> (repository: String, tag: String) in
            let folder = name.lastIndex(of: "/") ?? name.startIndex
            guard let colon = name[folder...].lastIndex(of: ":") else { return (name, "") }
            return (String(name[..<colon]), String(name[name.index(after: colon)...]))
        }
        guard Set(parts.map(\.repository)).count == 1 else { return (image.names.joined(separator: ", "), "") }
        return (parts[0].repository, parts.map(\.tag).joined(separator: ", "))
    }
}
