import BuildPlan
import LabModel
import TerminalUI

/// The build as rows: an instruction each, its cause, its log, and the figures.
///
/// Rows are counted first and made only where they are seen, so that a long log costs no more than a short one.
struct BuildRows {
    let run: BuildRun
    let comparison: BuildComparison?
    let selected: Int
    let clock: Double
    let window: SideWindow
    let width: Int

    private let words: StepWords
    private let causes: MissWords

    init(
        run: BuildRun, comparison: BuildComparison?, selected: Int, clock: Double, window: SideWindow, width: Int
    ) {
        self.run = run
        self.comparison = comparison
        self.selected = selected
        self.clock = clock
        self.window = window
        self.width = width
        words = StepWords(glyphs: window.glyphs, clock: clock)
        causes = MissWords(outline: BuildOutline(stages: run.stages, steps: run.steps.map(\.outline)))
    }

    private var glyphs: Glyphs { window.glyphs }

    /// A run of rows that are made together, or a log whose rows are made one by one.
    enum Section {
        case lines([RichLine], step: Int?)
        case log(Int)

        func count(_ run: BuildRun) -> Int {
            switch self {
            case .lines(let lines, _): lines.count
            case .log(let step): run.steps[step].log.count
            }
        }
    }

    var sections: [Section] {
        var sections: [Section] = [.lines(opening, step: nil)]
        for index in run.steps.indices {
            sections.append(.lines([header(index)] + below(index), step: index))
            if run.steps[index].showsLog, run.steps[index].log.count > 0 { sections.append(.log(index)) }
            if case .ended(let finish) = run.steps[index].phase, case .failed(let failure) = finish.outcome {
                sections.append(.lines(Self.failure(failure, width), step: nil))
            }
        }
        sections.append(.lines(closing, step: nil))
        return sections
    }

    private var opening: [RichLine] {
        run.context.map { [RichLine(BuildWords.context($0), .dim)] } ?? []
    }

    private func header(_ index: Int) -> RichLine {
        let step = run.steps[index]
        let state = words.full(step.phase)
        let fold = step.log.count == 0 ? " " : (step.showsLog ? glyphs.open : glyphs.folded)
        let pick = index == selected ? glyphs.selected : " "
        let place = Self.place(step.outline, run.stages)
        let left = "\(pick)\(state.sign) \(place) "
        let right = " \(state.words)"
        let room = width - TextWidth.columns(left) - TextWidth.columns(right) - 2
        let (text, hidden) = window.cell(step.outline.text, max(4, room))
        let gap = String(repeating: " ", count: max(0, room - TextWidth.columns(text)))
        return RichLine(
            [
                Span("\(pick)", .strong), Span("\(state.sign) ", state.role), Span("\(place) ", .dim),
                Span(text, .strong), Span(gap), Span(right, state.role), Span(" \(fold)", .dim),
            ], fill: index == selected ? .selectedRow : nil, hidden: hidden)
    }

    /// `[2/5]`, or `[build 2/5]` where there are several stages.
    static func place(_ step: StepOutline, _ stages: [StageOutline]) -> String {
        let place = "\(step.ordinal)/\(step.stageStepCount)"
        guard stages.count > 1 else { return "[\(place)]" }
        let name = stages.first { $0.index == step.stage }?.name ?? "stage \(step.stage)"
        return "[\(name) \(place)]"
    }

    private func below(_ index: Int) -> [RichLine] {
        let step = run.steps[index]
        var lines: [RichLine] = []
        // On a first build every step would say that it was not built before.
        if let miss = step.phase.miss, miss != .neverBuilt { lines += note("why: " + causes.reason(miss), .attention) }
        if case .running = step.phase, let progress = step.progress {
            lines += note(BuildWords.progress(progress), .working)
        }
        if case .ended(let finish) = step.phase, let remark = finish.note { lines += note(remark, .dim) }
        if let comparison {
            let outcome = comparison.outcome(for: step.outline)
            lines += note(BuildWords.other(outcome, comparison.relation), .dim)
        }
        return lines
    }

    private func note(_ text: String, _ role: Role) -> [RichLine] {
        let indent = width > 40 ? 4 : 1
        let pad = Span(String(repeating: " ", count: indent))
        return Wrapping.lines([Span(text, role)], width: max(8, width - indent - 2)).map { line in
            RichLine([pad] + line.spans)
        }
    }

    private static func failure(_ failure: StepFailure, _ width: Int) -> [RichLine] {
        var lines = Wrapping.lines([Span("\(failure.location): \(failure.message)", .bad)], width: width - 2)
        if let advice = failure.advice {
            lines += Wrapping.lines([Span("What to do: ", .strong), Span(advice)], width: width - 2)
        }
        return lines
    }

    private var closing: [RichLine] {
        var lines: [RichLine] = []
        for warning in run.warnings {
            let place = warning.line.map { "line \($0): " } ?? ""
            lines += Wrapping.lines(
                [Span("warning: ", .attention), Span("\(place)\(warning.message) (\(warning.rule))")], width: width - 2)
        }
        switch run.end {
        case .finished(.refused(let refusals)): lines += refusals.flatMap(refusal)
        case .lost(let words):
            lines += words.split(separator: "\n").suffix(20).flatMap {
                Wrapping.lines([Span(String($0), .bad)], width: width - 2)
            }
        case .finished(.stopped): lines += Wrapping.lines([Span(BuildWords.stopped, .attention)], width: width - 2)
        case .finished(.succeeded), .finished(.failed), .finished(.cancelled), nil: break
        }
        guard !run.steps.isEmpty, !run.isRunning else { return lines }
        return lines + [RichLine(), RichLine(BuildWords.summary(run.summary), .strong)]
    }

    private func refusal(_ refusal: Refusal) -> [RichLine] {
        let place = refusal.location.map { "\($0): " } ?? ""
        var lines = Wrapping.lines([Span(place + refusal.message, .bad)], width: width - 2)
        if let advice = refusal.advice {
            lines += Wrapping.lines([Span("What to do: ", .strong), Span(advice)], width: width - 2)
        }
        return lines
    }

    /// A row of a step's log.
    ///
    /// - Parameter hidden: how far to the right any line of a log in sight goes on.
    func logLine(_ step: Int, _ row: Int, upTo hidden: Int) -> RichLine {
        let spans: [Span] =
            switch run.steps[step].log.line(at: row) {
            case .text(let text): ANSIText.spans(text, base: .code)
            case .omitted(let count): [Span(BuildWords.omitted(count), .dim)]
            case .absent, nil: []
            }
        return window.row([Span("  \(glyphs.bar) ", .frame)], spans, width: width, upTo: hidden)
    }
}
