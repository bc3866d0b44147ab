public import LessonFormat
public import SelfChecks
public import TerminalUI

/// The lesson: which step is open, what its checks say, what the learner answered, and how far the learner is.
public struct LessonPane: PaneModel {
    /// What can be asked of this pane alone, by a key or from the palette.
    public enum Action: CaseIterable, Hashable, Sendable {
        case nextBlock, previousBlock, useBlock
    }

    /// What happens to the pane.
    public enum Event: PaneEvent {
        case input(PaneInput<Action>)
        /// A key that answers what the step asks.
        case key(KeyPress)
        /// A click on a part of the page.
        case press(Part)
        /// Opens a step, by the learner's word.
        case go(to: Int)
        case revealHint
        /// Something changed that checks look at.
        case check
        /// Checks, and then shows what the checks say.
        case showChecks
        case evidence(RunID, Evidence, LastBuild)
        /// - Parameter earlier: IDs of steps above the open one that pass by now.
        case judged(RunID, [Verdict], earlier: Set<String> = [])
        /// A build began: guesses that were made before can be right or wrong from now on.
        case buildBegan
        /// Makes the step's files what they were before it.
        case reset
        case wasReset(RunID, backup: String?)
        case wasNotReset(RunID, reason: String)
        /// The presenter answers the next quiz.
        case answer(choice: Int)
        /// The presenter guesses.
        case predict(cached: [String])
        /// Things are as when this step begins: the steps before it are done, it and those behind it are not.
        case begunAtStep
    }

    /// A part of the page that can be clicked.
    public enum Part: Equatable, Sendable {
        /// A code block.
        case block(Int)
        /// A choice of a quiz, from 1; the check's position in its step.
        case choice(check: Int, Int)
        /// An instruction that the step has the learner guess.
        case guess(Int)
    }

    /// What the learner guesses of the step's build: by the instruction, whether it comes from the cache.
    public enum Guesses: Equatable, Sendable {
        /// No build began since the last guess, so that none can have shown it right or wrong.
        case pending([String: Bool])
        case shown([String: Bool])

        public var all: [String: Bool] {
            switch self {
            case .pending(let guesses), .shown(let guesses): guesses
            }
        }

        public var isPending: Bool { if case .pending = self { true } else { false } }
    }

    public private(set) var lesson: Lesson
    public internal(set) var stepIndex = 0
    public internal(set) var progress: Progress
    /// What the checks of the open step say.
    var checks = Loadable<[Verdict]>()
    public internal(set) var guesses = Guesses.shown([:])
    /// The instruction that was guessed last.
    var lastGuess: Int?
    /// The code block of the page that Enter uses.
    public private(set) var selectedBlock: Int?
    public internal(set) var scroll = ScrollPosition()
    /// The lab's clock when the step was opened.
    var openedAt = 0.0
    private var resetRun: RunID?
    /// Whether the page moves to the checks once they are judged.
    private var seeksChecks = false

    /// At the step where the learner left it.
    init(_ lesson: Lesson, progress: Progress) {
        self.lesson = lesson
        self.progress = progress
        let left = progress.lessons[lesson.id]?.step
        open(lesson.steps.firstIndex { $0.id == left } ?? 0)
    }

    static let keys: [KeyBinding] = [
        KeyBinding(
            .lesson(.useBlock), "Type or run the selected code block", "use block", .pane(.lesson),
            [KeyPress(.enter)], 5),
        KeyBinding(
            .lesson(.nextBlock), "Select the next code block", "next block", .pane(.lesson), [KeyPress(.right)], 8),
        KeyBinding(
            .lesson(.previousBlock), "Select the code block before", "block back", .pane(.lesson),
            [KeyPress(.left)]),
        KeyBinding(again: .lab(.revealHint), .pane(.lesson), [.key("h")], 5),
    ]

    mutating func update(_ event: Event, _ lab: inout LabContext) -> [Request] {
        switch event {
        case .input(let input): return take(input, lab)
        case .key(let press): return reply(press, lab)
        case .press(let part): return [.focus(.lesson)] + take(part, lab)
        case .go(let index): return go(to: index, lab)
        case .revealHint: return revealHint(lab)
        case .check: return gather(&lab)
        case .showChecks:
            seeksChecks = true
            return gather(&lab)
        case .evidence(let run, let evidence, let build): return judge(evidence, of: run, build, lab)
        case .judged(let run, let verdicts, let earlier):
            seekChecks(lab)
            return take(verdicts, earlier: earlier, of: run)
        case .buildBegan: guesses = .shown(guesses.all)
        case .reset:
            let run = lab.newRun()
            resetRun = run
            return [.world(.resetStep(run, stepIndex))]
        case .wasReset(let run, let backup): return wasReset(run, backup, lab)
        case .wasNotReset(let run, let reason): return run == resetRun ? [.notice(.notReset(reason))] : []
        case .answer(let choice): return answer(choice)
        case .predict(let cached): return predict(cached)
        case .begunAtStep:
            let (done, later) = (lesson.steps.prefix(stepIndex), lesson.steps.dropFirst(stepIndex))
            change { reached in
                reached.passed.formUnion(done.filter { !$0.checks.isEmpty }.map(\.id))
                for step in later { reached.forget(step) }
            }
            guesses = .shown([:])
        }
        return []
    }

    private mutating func take(_ input: PaneInput<Action>, _ lab: LabContext) -> [Request] {
        let extent = lab.screen.extents[.lesson]
        switch input {
        case .action(let action): return perform(action, lab)
        case .shared(let action):
            if let rows = action.rows(page: extent?.visible ?? 10) { scroll.move(by: rows, in: extent) }
        case .wheel(let rows): scroll.move(by: rows, in: extent)
        case .click, .placed: break
        }
        return []
    }

    private mutating func seekChecks(_ lab: LabContext) {
        guard seeksChecks, let row = lab.screen.checksRow, let extent = lab.screen.extents[.lesson] else { return }
        seeksChecks = false
        scroll.offset = min(row, extent.lastOffset)
    }

    // MARK: Steps

    /// The open step; nil in a lesson without steps.
    public var step: Step? { lesson.steps.indices.contains(stepIndex) ? lesson.steps[stepIndex] : nil }

    /// What the learner has reached in this lesson.
    public var reached: LessonProgress { progress.lessons[lesson.id] ?? LessonProgress() }

    mutating func open(_ index: Int) {
        stepIndex = index
        guesses = .shown([:])
        lastGuess = nil
        checks = Loadable()
    }

    /// Takes the same lesson with other ports in its texts and checks; another lesson is not taken.
    mutating func takePorts(of lesson: Lesson) -> Bool {
        guard lesson.id == self.lesson.id, lesson.steps.map(\.id) == self.lesson.steps.map(\.id) else { return false }
        self.lesson = lesson
        return true
    }

    mutating func change(_ body: (inout LessonProgress) -> Void) {
        body(&progress.lessons[lesson.id, default: LessonProgress()])
    }

    /// The open step is about what happens from now on.
    mutating func begin(at now: Double) {
        openedAt = now
        guard let id = step?.id else { return }
        change { $0.opening = StepOpening(step: id, at: now) }
    }

    /// Goes on where the learner left: builds since the step was opened are about it, whichever lab has seen them.
    mutating func goOn(at now: Double) {
        let opening = reached.opening.flatMap { $0.step == step?.id && $0.at <= now ? $0 : nil }
        openedAt = opening?.at ?? now
    }

    /// Only the learner's word opens a step; one that is finished stays open.
    private mutating func go(to index: Int, _ lab: LabContext) -> [Request] {
        guard lesson.steps.indices.contains(index) else {
            let notice = Request.notice(index < 0 ? .firstStep : .lastStep)
            return index < 0 || lab.isPresenting ? [notice] : [notice, .showLessons]
        }
        open(index)
        begin(at: lab.now)
        scroll.offset = 0
        selectedBlock = nil
        let id = lesson.steps[index].id
        change { $0.step = id }
        return [.stepOpened, .focus(.lesson), .world(.keepProgress(progress)), .check]
    }

    private mutating func revealHint(_ lab: LabContext) -> [Request] {
        guard let step else { return [] }
        guard revealedHints < hintCount else { return [.notice(.allHintsShown)] }
        change { $0.hints[step.id, default: 0] += 1 }
        scroll.move(by: 1 << 20, in: lab.screen.extents[.lesson])
        return [.world(.keepProgress(progress))]
    }

    private mutating func wasReset(_ run: RunID, _ backup: String?, _ lab: LabContext) -> [Request] {
        guard run == resetRun, let step else { return [] }
        change { $0.forget(step) }
        return [.notice(.stepReset(backup: backup)), .workspaceReset] + go(to: stepIndex, lab)
    }
}

// MARK: Blocks

extension LessonPane {
    private mutating func perform(_ action: Action, _ lab: LabContext) -> [Request] {
        let count = codeBlocks.count
        guard count > 0 else { return [.notice(.noBlock)] }
        switch action {
        case .nextBlock: select(block: min((selectedBlock ?? -1) + 1, count - 1), lab)
        case .previousBlock: select(block: max((selectedBlock ?? count) - 1, 0), lab)
        case .useBlock:
            if let selectedBlock { return use(block: selectedBlock) }
            select(block: 0, lab)
        }
        return []
    }

    private mutating func select(block: Int, _ lab: LabContext) {
        selectedBlock = block
        let rows = lab.screen.blockRows
        if rows.indices.contains(block) { scroll.reveal(rows[block], in: lab.screen.extents[.lesson]) }
    }

    private mutating func take(_ part: Part, _ lab: LabContext) -> [Request] {
        switch part {
        case .block(let index):
            if selectedBlock == index { return use(block: index) }
            selectedBlock = index
            return []
        case .choice(let check, let choice): return choose(choice, check: check)
        case .guess(let index): return guess(index)
        }
    }
}
