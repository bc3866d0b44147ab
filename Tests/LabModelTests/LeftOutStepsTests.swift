@testable import LabModel
import LessonFormat
import TerminalUI
import Testing

/// Steps that one audience is not shown.
struct LeftOutStepsTests {
    private func stage(leftOut: [String] = []) throws -> Lab {
        var lab = try Lab(lesson: PresentingTests.lesson)
        let first = lab.model.lesson.steps[0].id
        lab.model.present(
            now: 100,
            resuming: PresentationMark(step: first, next: 0, pace: 1, elapsed: 0, stepElapsed: 0, leftOut: leftOut))
        return lab
    }

    /// The step whose beginning is restored; it is now. Nil for none.
    private func restored(_ lab: inout Lab) -> Int? {
        for case .restoreStep(let run, let step) in lab.take() {
            lab.send(.restored(run, container: nil))
            return step
        }
        return nil
    }

    @Test func spaceGoesPastThemAndWhatTheyMakeIsThere() throws {
        var lab = try stage(leftOut: ["run"])
        lab.type("  ")
        lab.acceptWrites()
        lab.type("  ")
        let run = try #require(lab.take().shell)
        lab.send(.shellCommandEnded(run))
        lab.type(" ")
        #expect(lab.model.panes.lesson.stepIndex == 2)
        #expect(restored(&lab) == 2, "the step was performed to its end, and the one that is left out was not")
    }

    @Test func otherKeysGoPastThemAndAStepIsReachedByItsNumber() throws {
        var lab = try stage(leftOut: ["run"])
        lab.press(.function(8))
        #expect(restored(&lab) == 2 && lab.model.panes.lesson.stepIndex == 2)
        lab.press(.pageUp)
        #expect(restored(&lab) == 0 && lab.model.panes.lesson.stepIndex == 0)
        lab.press(.pageUp)
        #expect(lab.model.notice == .firstStep)
        lab.type("g2")
        lab.press(.enter)
        #expect(restored(&lab) == 1 && lab.model.panes.lesson.stepIndex == 1)
        lab.type("o")
        #expect(lab.model.notice == .takenIn(step: 2) && lab.model.presentation?.leftOut == [])
        #expect(lab.model.panes.lesson.stepIndex == 1)
    }

    @Test func aKeyLeavesTheOpenStepOut() throws {
        var lab = try stage()
        lab.type("o")
        #expect(lab.model.notice == .leftOut(step: 1) && lab.model.presentation?.leftOut == [0])
        #expect(restored(&lab) == 1 && lab.model.panes.lesson.stepIndex == 1)
        #expect(lab.model.presentationMark?.leftOut == ["write"])
    }

    @Test func theLastStepStaysOpenWhereItIsLeftOut() throws {
        var lab = try stage()
        lab.type("g3")
        lab.press(.enter)
        #expect(restored(&lab) == 2)
        lab.type("o")
        #expect(lab.model.notice == .leftOut(step: 3) && lab.model.panes.lesson.stepIndex == 2)
    }
}
