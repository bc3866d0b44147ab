import DockerfileSyntax
import LabModel
import TerminalUI
import TextEditing

extension Canvas {
    mutating func editorPane(_ model: LabModel, in area: Rect) {
        let isFocused = model.layout.focus == .editor
        map.frames[.editor] = area
        map.add(.pane(.editor), at: area)
        let (top, body) = area.split(top: 1)
        fileTabs(model, in: top, isFocused: isFocused)
        guard let file = model.file, !body.isEmpty else { return }
        let footRows = body.height > 5 ? (body.height > 9 ? 2 : 1) : 0
        let (text, foot) = body.split(bottom: footRows)
        let view = EditorText(file: file, model: model, glyphs: glyphs, area: text)
        draw(view, isFocused: isFocused)
        defer { if isFocused, let completion = model.completion { draw(completion, in: body) } }
        for (row, line) in EditorFoot(model: model, file: file, width: foot.width, glyphs: glyphs).lines.enumerated() {
            write(line, row: row, of: foot)
        }
    }

    private mutating func fileTabs(_ model: LabModel, in area: Rect, isFocused: Bool) {
        guard !area.isEmpty else { return }
        let role: Role = isFocused ? .focusedFrame : .frame
        grid.write(
            String(repeating: glyphs.rule, count: area.width), at: Point(x: area.x, y: area.y), theme[role], clip: area)
        var x = area.x + 1
        for (index, file) in model.files.enumerated() {
            let isOpen = index == model.openFile
            let mark = isOpen && isFocused ? glyphs.selected + " " : ""
            let words = " \(mark)\(file.path)\(file.isDirty ? " *" : "") "
            let start = x
            x = grid.write(words, at: Point(x: x, y: area.y), theme[isOpen ? .activeTab : .tab], clip: area)
            map.add(.file(index), at: Rect(x: start, y: area.y, width: x - start, height: 1).intersection(area))
            x += 1
        }
    }

    private mutating func draw(_ view: EditorText, isFocused: Bool) {
        let text = view.textArea
        map.editorText = text
        map.extents[.editor] = ScreenMap.Extent(rows: view.lineCount, visible: text.height)
        for row in 0..<text.height {
            let line = view.top + row
            guard line < view.lineCount else { break }
            write(view.gutterLine(line), row: row, of: view.gutterArea)
            draw(view, line: line, row: row, isFocused: isFocused)
        }
        if isFocused { grid.caret = view.caret }
        map.caret = grid.caret
    }

    private mutating func draw(_ view: EditorText, line: Int, row: Int, isFocused: Bool) {
        let text = view.textArea
        let y = text.y + row
        let rect = Rect(x: text.x, y: y, width: text.width, height: 1)
        if isFocused, line == view.caretLine { grid.fill(rect, theme[.cursorLine]) }
        for cell in view.cells(of: line) {
            var style = theme[cell.role]
            if line == view.caretLine, isFocused { style = style.over(theme[.cursorLine]) }
            if cell.isMatch { style = theme[.match].over(style) }
            if let bracket = cell.bracket { style = theme[bracket == .paired ? .bracket : .bad].over(style) }
            if cell.bracket == .lonely { style.attributes.insert(.underline) }
            if cell.isWrong { style.attributes.insert(.underline) }
            if cell.isSelected { style.attributes.formSymmetricDifference(theme[.selection].attributes) }
            let shown: Character = glyphs == .ascii && !cell.character.isASCII ? "?" : cell.character
            grid.write(String(shown), at: Point(x: text.x + cell.column, y: y), style, clip: rect)
        }
        map.add(.text(line: line, column: view.left), at: rect)
    }
}
