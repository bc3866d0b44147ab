import BuildPlan
import DockerfileSyntax
import Forecast
import LabModel
import TerminalUI
import TextEditing

/// What stands under the text: the finding at the caret, or the meaning of its instruction and how it goes in a build.
struct EditorFoot {
    let model: LabModel
    let file: EditorTab
    let size: Size
    let glyphs: Glyphs

    /// As many as there are rows, the caret's place last.
    var lines: [RichLine] {
        guard size.height > 0 else { return [] }
        let room = size.height - 1
        let told = room < 2 ? Array(about.suffix(room)) : about
        let rows = told.count == 1 && room > 1 ? Wrapping.lines(told[0].spans, width: size.width) : told
        let above = Array(repeating: RichLine(), count: max(0, room - rows.count)) + shortened(rows, to: room)
        return (above + [place]).map(cut)
    }

    /// The first rows; the last of them goes on to its end, where it is cut.
    private func shortened(_ rows: [RichLine], to count: Int) -> [RichLine] {
        guard rows.count > count, count > 0 else { return Array(rows.prefix(count)) }
        let rest = rows[(count - 1)...].reduce(into: [Span]()) { $0 += ($0.isEmpty ? [] : [Span(" ")]) + $1.spans }
        return rows.prefix(count - 1) + [RichLine(rest)]
    }

    private func cut(_ line: RichLine) -> RichLine {
        var room = size.width
        var spans: [Span] = []
        for span in line.spans where room > 0 {
            let text = TextWidth.fitting(span.text, room, ellipsis: glyphs.ellipsis)
            room -= TextWidth.columns(text)
            spans.append(Span(text, span.role))
        }
        return RichLine(spans)
    }

    /// What is wrong here; otherwise what the instruction means. Then what a build does about it, which matters more where
    /// there is room for one of them.
    private var about: [RichLine] {
        if let wrong = Self.wrong(file, model) {
            // A forecast is there once something was changed, which may mend what the last build failed at.
            let hasRoom = size.height > 2 && file.reportAtCaret == nil
            return [wrong, hasRoom ? forecastAtCaret : nil].compactMap { $0 }
        }
        let meaning = (file.statementAtCaret?.kind).map { kind in
            RichLine([Span(kind.rawValue + ": ", .strong), Span(kind.guide.meaning, .dim)])
        }
        let build = forecastAtCaret ?? (model.shownForecast == nil ? causeAtCaret : nil)
        return [meaning, build].compactMap { $0 }
    }

    /// What is wrong at the caret: an error in the text, else why the last build failed there, else a warning.
    static func wrong(_ file: EditorTab, _ model: LabModel) -> RichLine? {
        let report = file.reportAtCaret
        if let report, report.severity == .error { return finding(report) }
        return failureAtCaret(model).map(failure) ?? report.map(finding)
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
            Span("forecast: ", .strong), Span(ForecastWords(outline).sentence(step)),
        ])
    }

    /// Why the last build failed at the instruction at the caret, where that still reads as it was built.
    private static func failureAtCaret(_ model: LabModel) -> StepFailure? {
        guard let step = model.panes.editor.stepAtCaret, let build = model.panes.build.run,
            build.steps.indices.contains(step), case .ended(let finish) = build.steps[step].phase,
            case .failed(let failure) = finish.outcome
        else { return nil }
        return failure
    }

    private static func failure(_ failure: StepFailure) -> RichLine {
        var spans = [Span("failed: ", .bad), Span(failure.message)]
        if let advice = failure.advice { spans += [Span(" What to do: ", .strong), Span(advice)] }
        return RichLine(spans)
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
        return RichLine([Span("why: ", .attention), Span(words.reason(miss))])
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
