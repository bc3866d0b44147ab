import BuildPlan
import LabModel
import TerminalUI

/// What is known of a step: its state, and why it ran.
enum StepBox {
    static func box(_ model: LabModel, _ index: Int, glyphs: Glyphs, width: Int) -> Box {
        guard let build = model.panes.build.shown, build.steps.indices.contains(index) else {
            return Box(title: "", lines: [])
        }
        let step = build.steps[index]
        let state = StepWords(glyphs: glyphs, clock: build.clock(at: model.now)).full(step.phase)
        var lines = Wrapping.lines([Span(step.outline.text, .code)], width: width)
        lines += [RichLine(), RichLine([Span(state.sign + " ", state.role), Span(state.words, .strong)])]
        if let miss = step.phase.miss {
            let words = MissWords(outline: BuildOutline(stages: build.stages, steps: build.steps.map(\.outline)))
            lines += Wrapping.lines([Span("why: ", .attention), Span(words.reason(miss))], width: width)
        }
        if case .ended(let finish) = step.phase {
            if let note = finish.note { lines += Wrapping.lines([Span(note, .dim)], width: width) }
            if case .failed(let failure) = finish.outcome {
                lines += Wrapping.lines([Span("\(failure.location): \(failure.message)", .bad)], width: width)
                if let advice = failure.advice {
                    lines += Wrapping.lines([Span("What to do: ", .strong), Span(advice)], width: width)
                }
            }
        }
        if let counterpart = model.panes.build.counterpart {
            let comparison = BuildComparison(with: counterpart)
            let words = BuildWords.other(comparison.outcome(for: step.outline), comparison.relation)
            lines.append(RichLine(words, .dim))
        }
        return Box(title: DialogueWords.causeTitle, lines: lines, foot: DialogueWords.close, width: width)
    }
}
