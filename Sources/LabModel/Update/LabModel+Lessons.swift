internal import LessonFormat
internal import SelfChecks
internal import TerminalUI

/// The list of lessons and exercises, and beginning again.
extension LabModel {
    /// The list, with what comes behind the open lesson selected.
    mutating func showLessons() -> [Effect] {
        let id = newRun()
        lessonsRun = id
        dialogue = .lessons(selected: nextLesson)
        return [.listLessons(id)]
    }

    mutating func take(_ entries: [LessonEntry], of run: RunID) {
        guard run == lessonsRun else { return }
        lessonEntries = entries
        if case .lessons = dialogue { dialogue = .lessons(selected: nextLesson) }
    }

    /// The first lesson behind the open one that is not done; the open one where there is none.
    private var nextLesson: Int {
        let open = lessonEntries.firstIndex { $0.id == lesson.id } ?? 0
        let isDone = verdicts.allSatisfy { $0?.isPassed == true } && stepIndex == lesson.steps.count - 1
        guard isDone else { return open }
        return lessonEntries[open...].dropFirst().firstIndex { passedSteps(of: $0) < $0.steps } ?? open
    }

    /// How many of a lesson's steps the learner has passed.
    public func passedSteps(of entry: LessonEntry) -> Int { progress.lessons[entry.id]?.passed.count ?? 0 }

    mutating func choose(lesson press: KeyPress, selected: Int) -> [Effect] {
        let last = max(0, lessonEntries.count - 1)
        switch press.key {
        case .enter: return openLesson(at: selected)
        case .up, .character("k"): dialogue = .lessons(selected: max(0, selected - 1))
        case .down, .character("j"), .tab: dialogue = .lessons(selected: min(last, selected + 1))
        case .home: dialogue = .lessons(selected: 0)
        case .end: dialogue = .lessons(selected: last)
        default: break
        }
        return []
    }

    mutating func openLesson(at index: Int) -> [Effect] {
        dialogue = nil
        guard lessonEntries.indices.contains(index), lessonEntries[index].id != lesson.id else { return [] }
        return save(then: .openLesson(lessonEntries[index].folder))
    }

    mutating func leave(for folder: String) -> [Effect] {
        isQuitting = true
        return dropRecovery() + [.keepProgress(progress), .openLesson(folder)]
    }

    // MARK: Beginning again

    /// What is in the editor is saved first: the backup has all of the learner's work.
    mutating func resetStep() -> [Effect] { presentation == nil ? save(then: .resetStep) : [] }

    mutating func startReset() -> [Effect] {
        let id = newRun()
        resetRun = id
        return [.resetStep(id, stepIndex)]
    }

    mutating func stepIsReset(_ run: RunID, backup: String?) -> [Effect] {
        guard run == resetRun, let step else { return [] }
        var reached = lessonProgress
        reached.forget(step)
        progress.lessons[lesson.id] = reached
        notice = .stepReset(backup: backup)
        let open = openFile
        openWorkspace()
        openFile = files.indices.contains(open) ? open : 0
        renewGutter()
        return files.map { .read(file: $0.path) } + go(to: stepIndex)
    }
}
