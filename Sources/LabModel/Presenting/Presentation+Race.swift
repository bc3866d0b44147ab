internal import CommandLines
internal import LessonFormat

extension Presentation {
    /// Performs a race in the build's pane, where the class sees both gutters; nil for any other action.
    mutating func race(_ action: LessonAction, _ lab: LabContext) -> [Request]? {
        guard case .run(let line) = action, case .race(let race)? = PaneCommand(line) else { return nil }
        guard !lab.isBusy else { return [.notice(.shellBusy)] }
        next += 1
        leaveTrail(line)
        return [.race(race)]
    }
}
