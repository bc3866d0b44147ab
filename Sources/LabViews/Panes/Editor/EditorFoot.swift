import BuildPlan
import DockerfileSyntax
import Forecast
import LabModel
import TerminalUI
import TextEditing

/// What stands under the text: the finding at the caret, or the state and the meaning of its instruction.
struct EditorFoot {
    let model: LabModel
    let file: EditorTab
    let width: Int
    let glyphs: Glyphs

    var lines: [RichLine] { [meaning, place].map(cut) }

    private func cut(_ line: RichLine) -> RichLine {
        var room = width
        var spans: [Span] = []
        for span in line.spans where room > 0 {
            let text = TextWidth.fitting(span.text, room, ellipsis: glyphs.ellipsis)
            room -= TextWidth.columns(text)
            spans.append(Span(text, span.role))
        }
        return RichLine(spans)
    }

    private var meaning: RichLine {
        if let report = file.reportAtCaret { return Self.finding(report) }
        if let forecast = forecastAtCaret { return forecast }
        if model.shownForecast == nil, let cause = causeAtCaret { return cause }
        if let kind = file.statementAtCaret?.kind {
            return RichLine([Span(kind.rawValue + ": ", .strong), Span(kind.guide.meaning, .dim)])
        }
        return RichLine()
    }

    static func finding(_ report: Report) -> RichLine {
        let isError = report.severity == .error
        var words = report.message
        if let suggestion = report.suggestion { words += ": did you mean \(suggestion)?" }
        if let expected = report.expected, report.suggestion == nil { words += " (\(expected))" }
        if let rule = report.rule { words += " [\(rule)]" }
        return RichLine([Span(isError ? "error: " : "warning: ", isError ? .bad : .attention), Span(words)])
    }

    /// What a build would do about the instruction at the caret, and why.
    private var forecastAtCaret: RichLine? {
        guard file.isDockerfile, case .planned(let outline, let steps)? = model.shownForecast,
            let first = file.statementAtCaret?.firstLine,
            let step = steps.first(where: { $0.outline.firstLine == first }), step.forecast != .base
        else { return nil }
        return RichLine([
            Span("forecast: ", .strong), Span(ForecastWords(outline).sentence(step.forecast)),
        ])
    }

    /// How the instruction at the caret went in the last build, where there is something to tell.
    private var causeAtCaret: RichLine? {
        guard let step = model.panes.editor.stepAtCaret, let build = model.panes.build.run,
            build.steps.indices.contains(step)
        else {
            return nil
        }
        let phase = build.steps[step].phase
        guard let miss = phase.miss else { return nil }
        let words = MissWords(outline: BuildOutline(stages: build.stages, steps: build.steps.map(\.outline)))
        return RichLine([Span("ran because: ", .attention), Span(words.reason(miss))])
    }

    private var place: RichLine {
        let caret = file.editor.caret
        let column = file.editor.buffer.text(of: caret.line).column(of: caret.byte).value + 1
        var words = "line \(caret.line.value + 1), column \(column)"
        let errors = file.reports.count { $0.severity == .error }
        let warnings = file.reports.count - errors
        if errors > 0 { words += " \(glyphs.separator) \(errors) error\(errors == 1 ? "" : "s")" }
        if warnings > 0 { words += " \(glyphs.separator) \(warnings) warning\(warnings == 1 ? "" : "s")" }
        if file.isDirty { words += " \(glyphs.separator) not saved" }
        return RichLine(words + " \(glyphs.separator) \(file.editor.fileType.name)", .dim)
    }
}
