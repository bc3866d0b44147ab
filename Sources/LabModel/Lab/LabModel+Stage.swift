internal import CommandLines
public import LessonFormat
internal import TerminalUI

/// The lab as a performance.
extension LabModel {
    /// Turns the lab into a performance. Before `start`.
    ///
    /// - Parameter beginsAnew: whether the open step is restored, as by a jump to it, as soon as the lab starts.
    public mutating func present(now: Double, resuming mark: PresentationMark? = nil, beginsAnew: Bool = false) {
        var begun = Presentation(now: now, resuming: mark, beginsAnew: beginsAnew)
        let leftOut = Set(mark?.leftOut ?? [])
        begun.leftOut = Set(lesson.steps.indices.filter { leftOut.contains(lesson.steps[$0].id) })
        presentation = begun
        layout.showsTrail = mark?.showsTrail ?? false
        let index = mark.flatMap { mark in lesson.steps.firstIndex { $0.id == mark.step } }
        panes.lesson.open(index ?? panes.lesson.stepIndex)
        if begun.isAtStepEnd { panes.lesson.guesses = .shown(mark?.guesses ?? [:]) }
    }

    /// What the performance begins with: the open step as it is when it begins, or where it was left.
    mutating func openStage() -> [Effect] {
        guard let presentation else { return [] }
        if presentation.beginsAnew { return beginStepAnew() }
        let index = panes.lesson.stepIndex
        var effects: [Effect] = []
        if presentation.isAtStepEnd {
            // What the step has built counts, though it was built before this terminal was there.
            panes.lesson.openedAt = -.infinity
            effects.append(.world(.readLastBuild(dockerfile: Self.dockerfile)))
        } else if presentation.next == 0, index > 0 {
            effects += tell { $0.lesson.update(.begunAtStep, &$1) }
            effects.append(.world(.keepProgress(panes.lesson.progress)))
        }
        guard let line = lesson.container(before: presentation.isAtStepEnd ? index + 1 : index) else { return effects }
        effects += run(RunCommandLine(line.split(separator: " ").map(String.init)))
        layout.show(.lesson)
        return effects
    }

    /// Restores the open step where the performance begins it anew, and says so.
    private mutating func beginStepAnew() -> [Effect] {
        presentation?.beginsAnew = false
        notice = .stepReset(backup: nil)
        return tellPresenter(.stepOpened(isNatural: false))
    }

    /// Where the performance is; nil outside of one.
    public var presentationMark: PresentationMark? {
        guard let presentation, let step else { return nil }
        // What is being typed begins again.
        let next = presentation.typing == nil ? presentation.next : max(0, presentation.next - 1)
        var mark = PresentationMark(
            step: step.id, next: next, pace: presentation.pace.rawValue,
            elapsed: now - presentation.startedAt, stepElapsed: now - presentation.stepStartedAt,
            leftOut: presentation.leftOut.sorted().map { lesson.steps[$0].id }, trail: presentation.trail,
            showsTrail: layout.showsTrail)
        mark.isFinished = isStepFinished
        mark.guesses = panes.lesson.guesses.all
        return mark
    }

    /// Whether the open step was performed to its end, and each of its checks passes by what is known of it.
    private var isStepFinished: Bool {
        guard let presentation, presentation.restoring == nil, presentation.typing == nil else { return false }
        return nextAction == nil && !isBusy && panes.lesson.isPassed
    }

    /// Whether a build or a race runs, or a command in the shell.
    public var isBusy: Bool { panes.build.isRunning || panes.build.isRacing || panes.shell.isBusy }

    /// The action that Space performs next; nil at the end of the step.
    public var nextAction: LessonAction? { presentation?.nextAction(in: step) }

    /// Shows a pane, and leaves the lesson its place where there is room for both.
    mutating func present(_ pane: Pane) {
        layout.show(pane)
        if pane != .lesson, presentation?.isLarge != true, LabLayout(layout).kind == .wide { layout.show(.lesson) }
    }

    // MARK: Steps

    /// The position of the next step: on a stage the next one that this audience is shown.
    var stepAfter: Int {
        presentation?.step(after: panes.lesson.stepIndex, in: lesson) ?? panes.lesson.stepIndex + 1
    }

    /// The position of the step before: on a stage the last one that this audience is shown.
    var stepBefore: Int { presentation?.step(before: panes.lesson.stepIndex) ?? panes.lesson.stepIndex - 1 }

    /// Another step: on a stage with things as they are where the step before was performed to its end, else as they were
    /// when the lesson was prepared.
    mutating func go(to index: Int) -> [Effect] {
        guard let presentation else {
            // Checks look at the disk, and the learner may believe that the step is done.
            let unsaved = panes.lesson.isPassed || !lesson.steps.indices.contains(index) ? [] : panes.editor.unsaved
            let effects = tell { $0.lesson.update(.go(to: index), &$1) }
            if !unsaved.isEmpty { notice = .leftUnsaved(unsaved) }
            return effects
        }
        guard presentation.restoring == nil else { return [] }
        let isNatural = index == panes.lesson.stepIndex + 1 && nextAction == nil && presentation.typing == nil
        let effects = tell { $0.lesson.update(.go(to: index), &$1) }
        guard lesson.steps.indices.contains(index) else { return effects }
        return effects + tellPresenter(.stepOpened(isNatural: isNatural))
    }

    /// The disk is as it was when the step began: the lab forgets what it knew, and looks again.
    mutating func restored(_ run: RunID, container line: RunCommandLine?) -> [Effect] {
        guard presentation?.restoring == run else { return [] }
        var effects = tellPresenter(.restored)
        effects += tell { $0.lesson.update(.begunAtStep, &$1) }
        effects += tell { $0.build.update(.forget, &$1) }
        effects += tell { $0.containers.update(.forget, &$1) }
        effects += tell { $0.layers.update(.forget, &$1) }
        effects += tell { $0.shell.update(.forget, &$1) }
        effects += tell { $0.editor.update(.forget, &$1) }
        if let line { effects += self.run(line) }
        layout.show(.lesson)
        return effects + [.world(.keepProgress(panes.lesson.progress))] + carryOut([.listImages, .check])
    }

    mutating func notRestored(_ run: RunID, reason: String) -> [Effect] {
        guard presentation?.restoring == run else { return [] }
        notice = .notRestored(reason)
        // A pane that waited for the restoring takes its place now.
        placePanesAnew()
        return tellPresenter(.restored)
    }
}
