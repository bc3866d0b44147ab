import DockerfileSyntax
import LabModel
import TerminalUI
import TextEditing

/// The tabs of the files, the open one's text with its gutter, and what is said about the caret's place.
struct EditorView: PaneView {
    private let area: Rect
    private let tabs: FileTabs
    private let isFocused: Bool
    private let text: EditorText?
    private let foot: (lines: [RichLine], area: Rect)?
    private let completion: CompletionView?

    init(_ model: LabModel, in area: Rect, _ glyphs: Glyphs) {
        self.area = area
        isFocused = model.layout.focus == .editor
        let (top, body) = area.split(top: 1)
        tabs = FileTabs(model.panes.editor, isFocused: isFocused, in: top, glyphs)
        guard let file = model.panes.editor.file, let layout = model.panes.editor.layout, !body.isEmpty else {
            (text, foot, completion) = (nil, nil, nil)
            return
        }
        let view = EditorText(file: file, model: model, glyphs: glyphs, layout: layout)
        text = view
        foot = (EditorFoot(model: model, file: file, size: layout.foot.size, glyphs: glyphs).lines, layout.foot)
        let list = isFocused ? model.panes.editor.completion : nil
        completion = list.flatMap { list in view.caret.flatMap { CompletionView(list, at: $0, in: body) } }
    }

    func place(in layout: inout ScreenLayout) {
        layout.add(.pane(.editor), at: area)
        tabs.place(in: &layout)
        if let text { layout.add(.inside(.editor), at: text.layout.text) }
    }

    func draw(on canvas: inout Canvas) {
        tabs.draw(on: &canvas)
        if let text { draw(text, on: &canvas) }
        if let foot {
            for (row, line) in foot.lines.enumerated() { canvas.write(line, row: row, of: foot.area) }
        }
        completion?.draw(on: &canvas)
    }

    private func draw(_ view: EditorText, on canvas: inout Canvas) {
        for row in 0..<view.layout.text.height {
            let line = view.top + row
            guard line < view.lineCount else { break }
            canvas.write(view.gutterLine(line), row: row, of: view.layout.gutter)
            draw(view, line: line, row: row, on: &canvas)
        }
        if isFocused { canvas.grid.caret = view.caret }
    }

    private func draw(_ view: EditorText, line: Int, row: Int, on canvas: inout Canvas) {
        let text = view.layout.text
        let y = text.y + row
        let rect = Rect(x: text.x, y: y, width: text.width, height: 1)
        let theme = canvas.theme
        if isFocused, line == view.caretLine { canvas.grid.fill(rect, theme[.cursorLine]) }
        for cell in view.cells(of: line) {
            var style = theme[cell.role]
            if line == view.caretLine, isFocused { style = style.over(theme[.cursorLine]) }
            if cell.isMatch { style = theme[.match].over(style) }
            if let bracket = cell.bracket { style = theme[bracket == .paired ? .bracket : .bad].over(style) }
            if cell.bracket == .lonely { style.attributes.insert(.underline) }
            if cell.isWrong { style.attributes.insert(.underline) }
            if cell.isSelected { style.attributes.formSymmetricDifference(theme[.selection].attributes) }
            let shown: Character = canvas.glyphs == .ascii && !cell.character.isASCII ? "?" : cell.character
            canvas.grid.write(String(shown), at: Point(x: text.x + cell.column, y: y), style, clip: rect)
        }
    }
}

/// A tab for each file.
private struct FileTabs: ScreenPart {
    private struct Tab {
        var words: String
        var isOpen: Bool
        var area: Rect
    }

    private let tabs: [Tab]
    private let area: Rect
    private let isFocused: Bool

    init(_ pane: EditorPane, isFocused: Bool, in area: Rect, _ glyphs: Glyphs) {
        self.area = area
        self.isFocused = isFocused
        var x = area.x + 1
        tabs = pane.files.enumerated().map { index, file in
            let isOpen = index == pane.openFile
            let mark = isOpen && isFocused ? glyphs.selected + " " : ""
            let words = " \(mark)\(file.path)\(file.isDirty ? " *" : "") "
            let place = Rect(x: x, y: area.y, width: TextWidth.columns(words), height: 1)
            x = place.right + 1
            return Tab(words: words, isOpen: isOpen, area: place)
        }
    }

    func place(in layout: inout ScreenLayout) {
        guard !area.isEmpty else { return }
        for (index, tab) in tabs.enumerated() { layout.add(.tab(index), at: tab.area.intersection(area)) }
    }

    func draw(on canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        let rule = String(repeating: canvas.glyphs.rule, count: area.width)
        let style = canvas.theme[isFocused ? .focusedFrame : .frame]
        canvas.grid.write(rule, at: Point(x: area.x, y: area.y), style, clip: area)
        for tab in tabs {
            let style = canvas.theme[tab.isOpen ? .activeTab : .tab]
            canvas.grid.write(tab.words, at: Point(x: tab.area.x, y: area.y), style, clip: area)
        }
    }
}
