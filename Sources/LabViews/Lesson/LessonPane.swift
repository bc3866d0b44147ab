import LabModel
import LessonFormat
import SelfChecks
import TerminalUI

extension Canvas {
    mutating func lessonPane(_ model: LabModel, in area: Rect) {
        let step = model.step
        let title = step.map { "\(model.stepIndex + 1). \($0.title)" } ?? PaneWords.title(.lesson)
        let passed = model.verdicts.count { $0?.isPassed == true }
        let detail = model.verdicts.isEmpty ? "" : LessonWords.checks(passed, of: model.verdicts.count)
        let body = frame(.lesson, title: title, detail: detail, in: area, isFocused: model.layout.focus == .lesson)
        let inner = Rect(
            x: body.x + (body.width > 40 ? 1 : 0), y: body.y, width: body.width - (body.width > 40 ? 2 : 1),
            height: body.height)
        let lesson = LessonPage(model, glyphs: glyphs, width: inner.width - 1)
        let offset = model.offsets[.lesson] ?? 0
        page(lesson.lines, of: .lesson, in: inner, offset: offset)
        map.blockRows = lesson.blockRows
        let start = min(max(0, offset), max(0, lesson.lines.count - inner.height))
        for (row, target) in lesson.targets where (start..<start + inner.height).contains(row) {
            map.add(target, at: Rect(x: inner.x, y: inner.y + row - start, width: inner.width, height: 1))
        }
        for (index, row) in lesson.blockRows.enumerated() {
            let area = Rect(
                x: inner.x, y: inner.y + row - start, width: inner.width, height: lesson.blockHeights[index])
            map.add(.block(index), at: area.intersection(inner))
        }
    }
}
