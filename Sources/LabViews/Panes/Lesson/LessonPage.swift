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

    /// The row that the checks begin at; nil in a step without any.
    private(set) var checksRow: Int?
    /// The rows of each quiz, by the position of its check.
    private(set) var quizRows: [Int: Range<Int>] = [:]
    /// The rows with what is to be guessed.
    private(set) var guessRows: Range<Int>?

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
        summary(step)
        layout.add(step.body)
        prediction(step)
        checks(step)
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

    /// A sign for each check: the text comes first, and what is found is told below it.
    private mutating func summary(_ step: Step) {
        guard !step.checks.isEmpty else { return }
        let signs = step.checks.indices.map { index -> Span in
            switch verdict(index) {
            case .passed: Span("\(glyphs.passed) ", .good)
            case .failed: Span("\(glyphs.failed) ")
            case .waiting, nil: Span("\(glyphs.notYet) ", .dim)
            }
        }
        flow([Span(LessonWords.checksLabel, .strong)] + signs + [Span(LessonWords.checksBelow, .dim)])
    }

    private func verdict(_ index: Int) -> Verdict? {
        pane.verdicts.indices.contains(index) ? pane.verdicts[index] : nil
    }

    private mutating func checks(_ step: Step) {
        guard !step.checks.isEmpty else { return }
        layout.gap()
        checksRow = layout.lines.count
        flow([Span(LessonWords.checksTitle, .heading)])
        for group in VerdictGroup.groups(of: step.checks.indices.map { (step.checks[$0], verdict($0)) }) {
            let first = layout.lines.count
            for check in group.checks {
                flow(
                    [sign(group.verdict), Span(check.title, titleRole(group.verdict)), found(group.verdict)], indent: 2)
            }
            reason(group.verdict)
            unsaved(group)
            for check in group.checks {
                if case .quiz(let quiz) = check.kind, let index = step.checks.firstIndex(of: check) {
                    choices(of: quiz, check: index)
                    quizRows[index] = first..<layout.lines.count
                }
            }
        }
    }

    private func sign(_ verdict: Verdict?) -> Span {
        switch verdict {
        case .waiting, nil: Span("\(glyphs.notYet) ", .dim)
        case .passed: Span("\(glyphs.passed) ", .good)
        case .failed: Span("\(glyphs.failed) ", .bad)
        }
    }

    private func titleRole(_ verdict: Verdict?) -> Role {
        switch verdict {
        case .waiting, nil: .text
        case .passed: .good
        case .failed: .bad
        }
    }

    private func found(_ verdict: Verdict?) -> Span {
        if case .passed(let found) = verdict, !found.isEmpty { Span(": \(found)", .dim) } else { Span("") }
    }

    /// What was found, once for all checks of which it is true.
    private mutating func reason(_ verdict: Verdict?) {
        switch verdict {
        case .passed, nil: break
        case .waiting(let words): flow([Span(words, .dim)], pad: 4)
        case .failed(let failure):
            flow([Span(LessonWords.found, .strong), Span(failure.found)], indent: 2, pad: 4)
            flow([Span(LessonWords.expected, .strong), Span(failure.expected)], indent: 2, pad: 4)
            if !failure.advice.isEmpty { flow([Span(failure.advice, .attention)], pad: 4) }
        }
    }

    /// Checks look at the disk: what is in the editor alone does not count yet.
    private mutating func unsaved(_ group: VerdictGroup) {
        guard group.verdict?.isPassed != true else { return }
        let needs = group.checks.reduce(into: EvidenceNeeds()) { $0.formUnion($1.needs) }
        // A build reads any file, and one of the shell saves none. Before the first one F5 is what helps: it saves.
        let wasBuilt = if case .failed? = group.verdict { needs.lastBuild } else { false }
        for path in model.panes.editor.unsaved where wasBuilt || needs.files.contains(path) {
            flow([Span(LessonWords.unsaved(path), .attention)], pad: 4)
        }
    }

    private mutating func choices(of quiz: Quiz, check: Int) {
        flow([Span(quiz.question, .strong)], pad: 4)
        let chosen = pane.reached.answers[quiz.id]
        for (index, choice) in quiz.choices.enumerated() {
            let first = layout.lines.count
            let mark = chosen == index + 1 ? "(\(glyphs.selected))" : "( )"
            flow([Span("\(mark) \(index + 1) ", .strong), Span(choice.text)], indent: 6, pad: 4)
            for row in first..<layout.lines.count { targets[row] = .choice(check: check, index + 1) }
        }
        flow([Span(spacePerforms ? LessonWords.quizOnStage : LessonWords.quiz, .dim)], pad: 4)
    }

    private var spacePerforms: Bool { model.presentation?.isDriving == true }

    // MARK: Prediction

    private mutating func prediction(_ step: Step) {
        guard let predict = step.predict, !predict.instructions.isEmpty else { return }
        layout.gap()
        let start = layout.lines.count
        flow([Span(LessonWords.predict, .heading)])
        flow([Span(predict.question)])
        for (index, instruction) in predict.instructions.enumerated() {
            let letter = index < 26 ? String(UnicodeScalar(UInt8(65 + index))) : " "
            let first = layout.lines.count
            let guess = LessonWords.guess(pane.guesses.all[instruction])
            flow([Span("\(letter) [\(guess)] ", .strong), Span(instruction, .code), truth(instruction)], indent: 4)
            for row in first..<layout.lines.count { targets[row] = .guess(index) }
        }
        flow([Span(spacePerforms ? LessonWords.predictKeysOnStage : LessonWords.predictKeys, .dim)])
        guessRows = start..<layout.lines.count
    }

    /// What the build did, beside the guess, once a build began after it.
    private func truth(_ instruction: String) -> Span {
        guard !pane.guesses.isPending, let guess = pane.guesses.all[instruction],
            let run = model.panes.build.run, let step = run.evidence.step(of: instruction)
        else { return Span("") }
        guard let isCached = step.isFromCache else { return Span("  \(LessonWords.unshown)", .dim) }
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
        let same = pane.isPassed ? LessonWords.noDifference : LessonWords.noDifferenceLeft
        if lines.isEmpty { flow([Span(same, .good)]) }
        for line in lines { layout.add(line: line) }
    }
}
