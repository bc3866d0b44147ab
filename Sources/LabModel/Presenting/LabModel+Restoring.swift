internal import CommandLines
internal import LessonFormat

extension LabModel {
    /// Another step: with things as they are where the step before was performed to its end, else as they were when the
    /// lesson was prepared.
    mutating func goOnStage(to index: Int) -> [Effect] {
        guard let presentation, presentation.restoring == nil else { return [] }
        guard lesson.steps.indices.contains(index) else {
            notice = index < 0 ? .firstStep : .lastStep
            return []
        }
        let isNatural = index == stepIndex + 1 && nextAction == nil && presentation.typing == nil
        let effects = go(to: index)
        self.presentation?.next = 0
        self.presentation?.typing = nil
        self.presentation?.stepStartedAt = now
        if isNatural { return effects }
        let id = newRun()
        self.presentation?.restoring = id
        return [.restoreStep(id, index)]
    }

    /// The disk is as it was when the step began: the lab forgets what it knew, and looks again.
    mutating func restored(_ run: RunID, container line: RunCommandLine?) -> [Effect] {
        guard presentation?.restoring == run else { return [] }
        presentation?.restoring = nil
        forgetLaterSteps()
        (build, earlierBuild, buildOffset, container, nextRun) = (nil, nil, nil, nil, nil)
        (awaited, afterSaving, guesses) = ([], nil, [:])
        (shell, outsideBuild) = (ShellPane(), nil)
        layersPane = LayersPane()
        openWorkspace()
        renewGutter()
        layout.show(.lesson)
        let start = line.map { runImage($0) } ?? []
        layout.show(.lesson)
        return files.map { .read(file: $0.path) } + start
            + [.keepProgress(progress), listImages(), gatherEvidence()]
    }

    mutating func notRestored(_ run: RunID, reason: String) -> [Effect] {
        guard presentation?.restoring == run else { return [] }
        presentation?.restoring = nil
        notice = .notRestored(reason)
        return []
    }

    /// What was reached in this step and behind it is to be reached again.
    private mutating func forgetLaterSteps() {
        var reached = lessonProgress
        for step in lesson.steps.dropFirst(stepIndex) { reached.forget(step) }
        progress.lessons[lesson.id] = reached
    }
}
