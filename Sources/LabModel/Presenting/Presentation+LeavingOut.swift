internal import LessonFormat

/// Steps that this audience is not shown. What they would have made is there when a later one begins.
extension Presentation {
    /// The position of the step that is shown after another; the number of steps where none is.
    func step(after index: Int, in lesson: Lesson) -> Int {
        lesson.steps.indices.first { $0 > index && !leftOut.contains($0) } ?? lesson.steps.count
    }

    /// The position of the step that is shown before another; -1 where none is.
    func step(before index: Int) -> Int {
        (0..<max(0, index)).last { !leftOut.contains($0) } ?? -1
    }

    /// Leaves the open step out and goes on to the next; one that was left out is taken in again.
    mutating func leaveOut(_ lab: LabContext) -> [Request] {
        guard restoring == nil, lab.step != nil else { return [] }
        let index = lab.stepIndex
        guard leftOut.remove(index) == nil else { return [.notice(.takenIn(step: index + 1))] }
        leftOut.insert(index)
        let next = step(after: index, in: lab.lesson)
        let goesOn: [Request] = lab.lesson.steps.indices.contains(next) ? [.go(to: next)] : []
        return goesOn + [.notice(.leftOut(step: index + 1))]
    }
}
