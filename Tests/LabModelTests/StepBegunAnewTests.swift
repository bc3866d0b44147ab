import BuildPlan
import CommandLines
import LabModel
import LessonFormat
import SelfChecks
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

    // MARK: A step that is as it should be already

    /// A stage that opens at a step, with all of it there.
    private func opened(at mark: PresentationMark, _ lesson: [String: String] = PresentingTests.lesson) throws -> Lab {
        var lab = try Lab(lesson: lesson)
        lab.model.present(now: 500, resuming: mark)
        lab.note(lab.model.start(size: Size(width: 120, height: 36), now: 500))
        return lab
    }

    @Test func aStageThatBeginsInTheMiddleHasTheContainerOfTheStepBefore() throws {
        let mark = PresentationMark(step: "end", next: 0, pace: 1, elapsed: 0, stepElapsed: 0)
        var lab = try opened(at: mark)
        #expect(lab.take().container?.arguments == ["-p", "5000:5000", "hello:v1"])
        #expect(lab.model.layout.focus == .lesson)
        #expect(lab.model.panes.lesson.reached.passed == ["write", "run"], "the steps before it are done")
        let first = PresentationMark(step: "write", next: 0, pace: 1, elapsed: 0, stepElapsed: 0)
        lab = try opened(at: first)
        #expect(lab.take().container == nil && lab.model.panes.lesson.reached.passed.isEmpty)
    }

    /// A lesson whose second step asks for a build and a guess.
    private static let built = PresentingTests.lesson.merging(
        [
            "steps/02-run.md": """
            ---
            title: Run
            goal: It runs.
            predict: { question: What is cached?, instructions: [RUN false] }
            checks:
              - title: The build succeeds
                build: { result: succeeded }
              - title: Your guess is right
                predict: true
            solution:
              - predict: [RUN false]
              - build: -t hello:v1 .
              - start: -p 5000:5000 hello:v1
            ---
            Text.
            """
        ]) { $1 }

    @Test func aStepThatWasPerformedToItsEndStaysDone() throws {
        var mark = PresentationMark(step: "run", next: 3, pace: 1, elapsed: 60, stepElapsed: 20)
        (mark.isFinished, mark.guesses) = (true, ["RUN false": true])
        var lab = try opened(at: mark, Self.built)
        let asked = lab.take()
        #expect(asked.container?.arguments == ["-p", "5000:5000", "hello:v1"], "what the step itself has started")
        #expect(asked.contains { if case .readLastBuild = $0 { true } else { false } })
        let run = try #require(asked.evidence?.run)
        var evidence = Evidence()
        let image = BuiltImage(imageID: "sha256:1", tags: [], size: 0, hits: 1, executed: 0, secondsSaved: 1)
        var build = BuildEvidence(
            steps: [.init(text: "RUN false", outcome: .cached(saved: 1))], result: .succeeded(image))
        // Long before this terminal was there.
        build.endedAt = 3
        evidence.build = build
        lab.send(.evidence(run, evidence))
        #expect(lab.model.panes.lesson.isPassed, "\(lab.model.panes.lesson.verdicts)")
        #expect(lab.model.presentationMark?.isFinished == true && lab.model.nextAction == nil)
        lab.type(" ")
        #expect(lab.model.panes.lesson.stepIndex == 2 && restoring(lab.take()) == nil, "Space goes on to the next step")
        #expect(lab.model.presentationMark?.isFinished == false)
    }

    @Test func aStepThatWasCutOffInTheMiddleIsNotFinished() throws {
        let mark = PresentationMark(step: "write", next: 1, pace: 1, elapsed: 60, stepElapsed: 20)
        var lab = try opened(at: mark)
        let run = try #require(lab.take().evidence?.run)
        var evidence = Evidence()
        evidence.files["Dockerfile"] = .file([])
        lab.send(.evidence(run, evidence))
        #expect(lab.model.panes.lesson.isPassed && lab.model.presentationMark?.isFinished == false)
    }
}
