import BuildPlan
import LabModel
import LessonFormat
import SelfChecks
import TextEditing

/// A step as the learner reads it: goal, checks, text, prediction, hints.
struct LessonPage {
    let model: LabModel
    private let pane: LessonPane
    let glyphs: Glyphs
    let width: Int

    private var layout: MarkdownLayout
    /// What a click on a row means.
    private(set) var targets: [Int: LessonPane.Part] = [:]

    var lines: [RichLine] { layout.lines }
    var blockRows: [Int] { layout.blockRows }
    var blockHeights: [Int] { layout.blockHeights }

    init(_ model: LabModel, glyphs: Glyphs, width: Int) {
        self.model = model
        pane = model.panes.lesson
        self.glyphs = glyphs
        self.width = max(8, width)
        let block = model.layout.focus == .lesson ? model.panes.lesson.selectedBlock : nil
        layout = MarkdownLayout(glyphs: glyphs, width: width, selectedBlock: block)
        guard let step = pane.step else {
            flow([Span(LessonWords.empty, .dim)])
            return
        }
        flow([Span(LessonWords.goal, .strong), Span(step.goal)])
        checks(step)
        layout.add(step.body)
        prediction(step)
        hints(step)
        layout.gap()
        let isLast = pane.stepIndex + 1 == model.lesson.steps.count
        flow([Span(LessonWords.next(isPassed: pane.isPassed, isLast: isLast), pane.isPassed ? .good : .dim)])
    }

    private mutating func flow(_ spans: [Span], indent: Int = 0, pad: Int = 0) {
        let margin = pad > 0 ? [Span(String(repeating: " ", count: pad))] : []
        for line in Wrapping.lines(spans, width: max(4, width - pad), indent: indent) {
            layout.add(line: RichLine(margin + line.spans))
        }
    }

    // MARK: Checks

    private mutating func checks(_ step: Step) {
        guard !step.checks.isEmpty else { return }
        layout.gap()
        for (index, check) in step.checks.enumerated() {
            let verdict = pane.verdicts.indices.contains(index) ? pane.verdicts[index] : nil
            mark(check, verdict)
            if case .quiz(let id, let question, let choices, _) = check.kind { quiz(index, id, question, choices) }
        }
    }

    private mutating func mark(_ check: Check, _ verdict: Verdict?) {
        switch verdict {
        case nil: flow([Span("\(glyphs.notYet) ", .dim), Span(check.title)], indent: 2)
        case .passed(let found):
            flow(
                [
                    Span("\(glyphs.passed) ", .good), Span(check.title, .good),
                    Span(found.isEmpty ? "" : ": \(found)", .dim),
                ],
                indent: 2)
        case .waiting(let words):
            flow([Span("\(glyphs.notYet) ", .dim), Span(check.title)], indent: 2)
            flow([Span(words, .dim)], pad: 4)
        case .failed(let failure):
            flow([Span("\(glyphs.failed) ", .bad), Span(check.title, .bad)], indent: 2)
            flow([Span(LessonWords.found, .strong), Span(failure.found)], indent: 2, pad: 4)
            flow([Span(LessonWords.expected, .strong), Span(failure.expected)], indent: 2, pad: 4)
            if !failure.advice.isEmpty { flow([Span(failure.advice, .attention)], pad: 4) }
        }
    }

    private mutating func quiz(_ check: Int, _ id: String, _ question: String, _ choices: [String]) {
        flow([Span(question, .strong)], pad: 4)
        let chosen = pane.reached.answers[id]
        for (index, choice) in choices.enumerated() {
            let first = layout.lines.count
            let mark = chosen == index + 1 ? "(\(glyphs.selected))" : "( )"
            flow([Span("\(mark) \(index + 1) ", .strong), Span(choice)], indent: 6, pad: 4)
            for row in first..<layout.lines.count { targets[row] = .choice(check: check, index + 1) }
        }
        flow([Span(LessonWords.quiz, .dim)], pad: 4)
    }

    // MARK: Prediction

    private mutating func prediction(_ step: Step) {
        guard let predict = step.predict, !predict.instructions.isEmpty else { return }
        layout.gap()
        flow([Span(LessonWords.predict, .heading)])
        flow([Span(predict.question)])
        for (index, instruction) in predict.instructions.enumerated() {
            let letter = index < 26 ? String(UnicodeScalar(UInt8(65 + index))) : " "
            let first = layout.lines.count
            let guess = LessonWords.guess(pane.guesses.all[instruction])
            flow([Span("\(letter) [\(guess)] ", .strong), Span(instruction, .code), truth(instruction)], indent: 4)
            for row in first..<layout.lines.count { targets[row] = .guess(index) }
        }
        flow([Span(LessonWords.predictKeys, .dim)])
    }

    /// What the build did, beside the guess, once a build began after it.
    private func truth(_ instruction: String) -> Span {
        guard !pane.guesses.isPending, let guess = pane.guesses.all[instruction],
            let step = model.panes.build.run?.evidence.step(of: instruction)
        else { return Span("") }
        let isCached = if case .cached = step.outcome { true } else { false }
        let isRight = guess == isCached
        return Span("  \(LessonWords.truth(isCached: isCached, isRight: isRight))", isRight ? .good : .bad)
    }

    // MARK: Hints

    private mutating func hints(_ step: Step) {
        let count = pane.hintCount
        guard count > 0 else { return }
        layout.gap()
        let shown = min(pane.revealedHints, count)
        flow([Span(LessonWords.hints(shown: shown, of: count), .dim)])
        for (index, hint) in step.hints.prefix(shown).enumerated() {
            flow([Span(LessonWords.hint(index + 1), .strong), Span(hint)], indent: 2)
        }
        if shown > step.hints.count, let solution = pane.solutionFile { difference(solution) }
    }

    private mutating func difference(_ solution: (path: String, bytes: [UInt8])) {
        let own = model.panes.editor.files.first { $0.path == solution.path }?.bytes ?? []
        flow([Span(LessonWords.difference(solution.path), .strong)])
        let lines = DifferenceLines.lines(own: own, wanted: solution.bytes)
        if lines.isEmpty { flow([Span(LessonWords.noDifference, .good)]) }
        for line in lines { layout.add(line: line) }
    }
}
