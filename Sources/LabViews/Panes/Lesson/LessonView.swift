import LabModel
import LessonFormat
import SelfChecks
import TerminalUI

/// The open step's page.
struct LessonView: PaneView {
    private let frame: PaneFrame
    private let page: LessonPage
    private let content: PageView

    init(_ model: LabModel, in area: Rect, _ glyphs: Glyphs) {
        let pane = model.panes.lesson
        let passed = pane.verdicts.count { $0?.isPassed == true }
        frame = PaneFrame(
            .lesson, model, title: pane.step.map { "\(pane.stepIndex + 1). \($0.title)" },
            detail: pane.verdicts.isEmpty ? "" : LessonWords.checks(passed, of: pane.verdicts.count), in: area)
        let body = frame.body
        let isWide = body.width > 40
        let inner = Rect(
            x: body.x + (isWide ? 1 : 0), y: body.y, width: body.width - (isWide ? 2 : 1), height: body.height)
        page = LessonPage(model, glyphs: glyphs, width: inner.width - 1)
        content = PageView(page.lines, of: .lesson, in: inner, offset: pane.scroll.offset ?? 0)
    }

    func place(in layout: inout ScreenLayout) {
        frame.place(in: &layout)
        content.place(in: &layout)
        layout.blockRows = page.blockRows
        layout.checksRow = page.checksRow
        layout.quizRows = page.quizRows
        layout.guessRows = page.guessRows
        let (inner, start) = (content.area, content.start)
        for (row, part) in page.targets.sorted(by: { $0.key < $1.key })
        where (start..<start + inner.height).contains(row) {
            layout.add(.lesson(part), at: Rect(x: inner.x, y: inner.y + row - start, width: inner.width, height: 1))
        }
        for (index, row) in page.blockRows.enumerated() {
            let area = Rect(
                x: inner.x, y: inner.y + row - start, width: inner.width, height: page.blockHeights[index])
            layout.add(.lesson(.block(index)), at: area.intersection(inner))
        }
    }

    func draw(on canvas: inout Canvas) {
        frame.draw(on: &canvas)
        content.draw(on: &canvas)
    }
}
