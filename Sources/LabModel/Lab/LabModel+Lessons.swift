internal import LessonFormat
internal import SelfChecks
internal import TerminalUI

/// The list of lessons and exercises, and the checks of the open one.
extension LabModel {
    /// The list, with what comes behind the open lesson selected.
    mutating func showLessons() -> [Effect] {
        let run = runs.next()
        lessons.load(run, keepsValue: true)
        dialogue = .lessons(selected: nextLesson)
        return [.world(.listLessons(run))]
    }

    mutating func take(_ entries: [LessonEntry], of run: RunID) {
        guard lessons.take(.known(entries), of: run) else { return }
        if case .lessons = dialogue { dialogue = .lessons(selected: nextLesson) }
    }

    /// Says what came of the check that somebody asked for.
    mutating func tellOfChecks() {
        guard notice == .checking, !panes.lesson.isBeingChecked else { return }
        let verdicts = panes.lesson.verdicts
        notice = .checked(passed: verdicts.count { $0?.isPassed == true }, of: verdicts.count)
    }

    /// The open lesson goes on with other ports.
    ///
    /// - Parameter run: the container that was to be started with the old ones: it is, with the new ones.
    mutating func goOn(with lesson: Lesson, starting run: RunID?) -> [Effect] {
        let old = self.lesson
        guard panes.lesson.takePorts(of: lesson) else { return [] }
        if let before = old.image?.port, let port = lesson.image?.port, before != port {
            notice = .portMoved(from: before, to: port)
        }
        let starts = run.map { run in
            tell { $0.containers.update(.start(run, old: old.ports, new: lesson.ports), &$1) }
        }
        return carryOut([.check]) + (starts ?? [])
    }

    public var lessonEntries: [LessonEntry] { lessons.value ?? [] }

    /// The first lesson behind the open one that is not done; the open one where there is none.
    private var nextLesson: Int {
        let entries = lessonEntries
        let open = entries.firstIndex { $0.id == lesson.id } ?? 0
        let isDone =
            panes.lesson.verdicts.allSatisfy { $0?.isPassed == true }
            && panes.lesson.stepIndex == lesson.steps.count - 1
        guard isDone else { return open }
        return entries[open...].dropFirst().firstIndex { passedSteps(of: $0) < $0.steps } ?? open
    }

    /// How many of a lesson's steps the learner has passed.
    public func passedSteps(of entry: LessonEntry) -> Int {
        panes.lesson.progress.lessons[entry.id]?.passed.count ?? 0
    }

    /// A key in the list.
    ///
    /// - Parameter typed: the digits that were typed last, one after another.
    mutating func choose(lesson press: KeyPress, selected: Int, typed: String) -> [Effect] {
        let last = max(0, lessonEntries.count - 1)
        switch press.key {
        case .enter: return openLesson(at: selected)
        case .up, .character("k"): dialogue = .lessons(selected: max(0, selected - 1))
        case .down, .character("j"), .tab: dialogue = .lessons(selected: min(last, selected + 1))
        case .home: dialogue = .lessons(selected: 0)
        case .end: dialogue = .lessons(selected: last)
        case .character(let digit) where digit.isASCII && digit.isNumber:
            typeNumber(digit, behind: typed, selected: selected)
        default: break
        }
        return []
    }

    /// Goes to the entry of a number, and by the same number again to the next one: lessons and exercises have their own.
    private mutating func typeNumber(_ digit: Character, behind typed: String, selected: Int) {
        let numbers = lessonEntries.map(\.number)
        let all = typed + String(digit)
        let beginsAnew = !hasLesson(numbered: all) && (hasLesson(numbered: String(digit)) || all.count > 4)
        let text = beginsAnew ? String(digit) : all
        let found = numbers.indices.filter { numbers[$0].flatMap { Int($0) } == Int(text) }
        let next = found.first { $0 > selected } ?? found.first
        dialogue = .lessons(selected: next ?? selected, typed: text)
    }

    /// Whether a lesson or an exercise has a number, or one that begins with the digits.
    public func hasLesson(numbered digits: String) -> Bool {
        lessonEntries.contains { $0.number.map { $0.hasPrefix(digits) || Int($0) == Int(digits) } ?? false }
    }

    mutating func openLesson(at index: Int) -> [Effect] {
        dialogue = nil
        let entries = lessonEntries
        guard entries.indices.contains(index), entries[index].id != lesson.id else { return [] }
        return carryOut([.save(then: .openLesson(entries[index].folder))])
    }
}
