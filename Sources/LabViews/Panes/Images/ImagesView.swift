import BuildPlan
import LabModel
import TerminalUI

struct ImagesView: PaneView {
    private let frame: PaneFrame
    /// The columns' names, and where they stand.
    private var head: (line: RichLine, area: Rect)?
    private let content: any ScreenPart

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
            let lines = ImageLines(rows, glyphs: glyphs, width: body.width)
            let (top, rest) = body.split(top: 1)
            head = (lines.head, top)
            content = ListView(
                count: rows.count, of: .images, in: rest, offset: pane.list.scroll.offset ?? 0
            ) { index in
                lines.line(rows[index], isSelected: index == selection, isMarked: rows[index] == pane.marked)
            }
        }
    }

    func place(in layout: inout ScreenLayout) {
        frame.place(in: &layout)
        content.place(in: &layout)
    }

    func draw(on canvas: inout Canvas) {
        frame.draw(on: &canvas)
        if let head { canvas.write(head.line, row: 0, of: head.area) }
        content.draw(on: &canvas)
    }
}

/// Images as rows, in the columns of `docker images`: repository, tag, ID, size.
private struct ImageLines {
    private let glyphs: Glyphs
    /// Columns of the repository and of the tags.
    private let repositories: Int
    private let tags: Int
    private let width: Int

    init(_ images: [ImageRow], glyphs: Glyphs, width: Int) {
        self.glyphs = glyphs
        self.width = width
        let names = images.map { Self.name($0) }
        let room = max(16, width - Self.right)
        let wanted = (names.map { TextWidth.columns($0.tag) } + [3]).max() ?? 3
        tags = min(wanted, max(6, room / 3))
        let longest = (names.map { TextWidth.columns($0.repository) } + [10]).max() ?? 10
        repositories = min(longest, room - tags)
    }

    /// Columns of mark, ID, size and what is between.
    private static let right = 2 + 2 + 2 + 12 + 2 + 9

    var head: RichLine {
        RichLine("  " + cell("REPOSITORY", repositories) + "  " + cell("TAG", tags) + "  IMAGE ID      SIZE", .dim)
    }

    func line(_ image: ImageRow, isSelected: Bool, isMarked: Bool) -> RichLine {
        let name = Self.name(image)
        let size = "  \(image.shortID)  \(Quantity.bytes(image.size))"
        let note =
            (isMarked ? "  " + PaneWords.marked : "")
            + (image.standsInFor.map { "  " + PaneWords.standIn($0, among: image.names) } ?? "")
        let room = max(0, width - 2 - repositories - 2 - tags - TextWidth.columns(size))
        return RichLine(
            [
                Span(isSelected ? glyphs.selected + " " : "  ", .strong),
                Span(cell(name.repository, repositories) + "  ", .strong), Span(cell(name.tag, tags)),
                Span(size, .dim), Span(TextWidth.fitting(note, room, ellipsis: glyphs.ellipsis), .attention),
            ], fill: isSelected ? .selectedRow : nil)
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
