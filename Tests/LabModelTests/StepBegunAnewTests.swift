import CommandLines
import LabModel
import LessonFormat
import TerminalUI
import Testing

/// A presentation that goes on in a new terminal with its open step from the beginning.
struct StepBegunAnewTests {
    private func opened(_ step: String, beginsAnew: Bool) throws -> Lab {
        var lab = try Lab(lesson: PresentingTests.lesson)
        let mark = PresentationMark(step: step, next: beginsAnew ? 0 : 1, pace: 3, elapsed: 60, stepElapsed: 20)
        lab.model.present(now: 500, resuming: mark, beginsAnew: beginsAnew)
        lab.note(lab.model.start(size: Size(width: 120, height: 36), now: 500))
        return lab
    }

    private func restoring(_ effects: [WorldEffect]) -> (run: RunID, step: Int)? {
        for case .restoreStep(let run, let step) in effects { return (run, step) }
        return nil
    }

    @Test func theStepIsRestoredAndItsContainerRunsAgain() throws {
        var lab = try opened("run", beginsAnew: true)
        let begun = try #require(restoring(lab.take()))
        #expect(begun.step == 1 && lab.model.notice == .stepReset(backup: nil))
        lab.type(" ")
        #expect(lab.model.presentation?.next == 0 && lab.model.presentation?.typing == nil, "Space waits for it")
        lab.send(.restored(begun.run, container: RunCommandLine(["-p", "5000:5000", "hello:v1"])))
        #expect(lab.take().container?.arguments.contains("hello:v1") == true)
        #expect(lab.model.presentation?.restoring == nil)
        #expect(lab.model.nextAction == .write(path: "Dockerfile"))
        #expect(lab.model.presentationMark?.elapsed == 60, "the presentation's own time goes on")
    }

    @Test func whatTheRestoringWritesIsNoNews() throws {
        var lab = try opened("run", beginsAnew: true)
        for text in ["FROM a\n", "FROM b\n"] { lab.send(.fileRead("Dockerfile", Array(text.utf8))) }
        #expect(lab.model.panes.editor.file?.text == "FROM b\n")
        #expect(lab.model.notice == .stepReset(backup: nil))
    }

    @Test func aStepThatGoesOnIsLeftAsItIs() throws {
        var lab = try opened("write", beginsAnew: false)
        #expect(restoring(lab.take()) == nil && lab.model.notice == nil)
        #expect(lab.model.nextAction == .build("-t hello:v1 ."))
    }
}
