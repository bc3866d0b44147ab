import CommandLines
@testable import LabModel
import LessonFormat
import SelfChecks
import TerminalUI
import Testing

/// A presentation, by keys, without a disk.
struct PresentingTests {
    private func stage() throws -> Lab {
        var lab = try Lab(lesson: Self.lesson)
        lab.model.present(now: 100)
        return lab
    }

    private func pass(_ seconds: Double, in lab: inout Lab) {
        for _ in 0..<Int(seconds * 50) { lab.send(.tick(lab.model.now + 0.02)) }
    }

    @Test func spaceTypesAFileAsPeopleDoAndSavesIt() throws {
        var lab = try stage()
        lab.press(.character(" "))
        pass(0.5, in: &lab)
        let part = try #require(lab.model.panes.editor.file).text
        #expect("FROM alpine".hasPrefix(part) && !part.isEmpty && part.count < 11, "half a second of typing: \(part)")
        #expect(lab.take().writes.isEmpty)
        pass(4, in: &lab)
        #expect(lab.model.panes.editor.file?.text == "FROM alpine\nRUN true\n")
        #expect(lab.take().writes == ["Dockerfile"])
    }

    @Test func spaceAgainFinishesWhatIsBeingTyped() throws {
        var lab = try stage()
        lab.type("  ")
        #expect(lab.model.panes.editor.file?.text == "FROM alpine\nRUN true\n")
        lab.acceptWrites()
        lab.type("  ")
        #expect(lab.take().typed == "docker build -t hello:v1 .\n")
        #expect(lab.model.nextAction == nil)
    }

    @Test func aCommandIsTypedIntoTheShellWhichLightsTheBuild() throws {
        var lab = try stage()
        lab.type("  ")
        lab.acceptWrites()
        lab.press(.character(" "))
        pass(0.5, in: &lab)
        #expect(lab.model.layout.lower == .shell)
        let effects = lab.take()
        let run = try #require(effects.shell)
        let part = effects.typed
        #expect("docker build".hasPrefix(part) && part.count > 4, "half a second of typing: \(part)")
        pass(2, in: &lab)
        #expect(part + lab.take().typed == "docker build -t hello:v1 .\n")

        for event in BuildStream.editedApp.events { lab.send(.outsideBuild("b", event)) }
        #expect(lab.model.layout.lower == .build)

        // A build that still runs holds the step: Space says so, and again for the second press of a remote.
        lab.type("  ")
        #expect(lab.model.notice == .stepStillRuns && lab.model.panes.lesson.stepIndex == 0)
        lab.send(.shellCommandEnded(run))
        lab.type("   ")
        lab.acceptWrites()
        lab.type("    ")
        #expect(lab.model.panes.lesson.stepIndex == 1 && lab.model.nextAction == nil)
        #expect(lab.take().typed == "docker images\n")
    }

    @Test func nothingIsTypedIntoACommandThatRuns() throws {
        var lab = try stage()
        lab.type("  ")
        lab.acceptWrites()
        lab.type("  ")
        let run = try #require(lab.take().shell)
        // The build never ends by itself; the presenter goes on without it.
        lab.type(" ")
        pass(2, in: &lab)
        lab.type("   ")
        lab.acceptWrites()
        #expect(lab.model.panes.lesson.stepIndex == 1)
        lab.type("   ")
        #expect(lab.model.notice == .shellBusy && lab.model.nextAction == .run("docker images"))
        lab.send(.shellCommandEnded(run))
        lab.type("  ")
        lab.acceptWrites()
        #expect(lab.take().typed == "docker images\n")
    }

    @Test func onlyWhatDiffersIsTypedAnew() throws {
        var lab = try stage()
        lab.type("     ")
        lab.acceptWrites()
        #expect(lab.model.panes.lesson.stepIndex == 1)
        lab.press(.character(" "))
        #expect(lab.model.panes.editor.file?.text == "FROM alpine\nRUN fe\n", "the last letter is of both")
        pass(1, in: &lab)
        #expect(lab.model.panes.editor.file?.text == "FROM alpine\nRUN false\n")
    }

    @Test func thePresenterTakesTheKeyboardAndGivesItBack() throws {
        var lab = try stage()
        lab.press(.character(" "))
        pass(0.3, in: &lab)
        lab.press(.function(11))
        let before = lab.model.panes.editor.file?.text
        pass(1, in: &lab)
        #expect(lab.model.panes.editor.file?.text == before, "typing waits")
        lab.type("# mine ")
        #expect(lab.model.panes.editor.file?.text == (before ?? "") + "# mine ")
        lab.press(.function(11))
        pass(4, in: &lab)
        #expect(lab.model.panes.editor.file?.text == "FROM alpine\nRUN true\n")
    }

    @Test func aStepThatWasNotPerformedIsRestoredAndOneThatWasIsNot() throws {
        var lab = try stage()
        lab.press(.function(8))
        guard case .restoreStep(let run, 1)? = lab.take().last else {
            Issue.record("nothing is restored")
            return
        }
        lab.type(" ")
        #expect(lab.model.nextAction == .write(path: "Dockerfile"), "nothing is performed meanwhile")
        lab.send(.restored(run, container: RunCommandLine(["-p", "5000:5000", "hello:v1"])))
        let effects = lab.take()
        #expect(effects.contains(.read(file: "Dockerfile")))
        #expect(effects.container?.arguments == ["-p", "5000:5000", "hello:v1"])
        #expect(lab.model.panes.build.run == nil && lab.model.presentation?.restoring == nil)
        #expect(lab.model.panes.shell.state == .unopened, "the old shell stands in a folder that is gone")
        let done = lab.model.panes.lesson.reached.passed
        #expect(done == [lab.model.lesson.steps[0].id], "what the step stands on is done")

        var other = try stage()
        other.type("    ")
        other.acceptWrites()
        if let run = other.take().shell { other.send(.shellCommandEnded(run)) }
        other.type(" ")
        #expect(other.model.panes.lesson.stepIndex == 1)
        #expect(!other.take().contains { if case .restoreStep = $0 { true } else { false } })
    }

    @Test func aStepIsReachedByItsNumber() throws {
        var lab = try stage()
        lab.type("g3")
        lab.press(.enter)
        #expect(lab.model.panes.lesson.stepIndex == 2)
        lab.press(.pageUp)
        #expect(lab.model.panes.lesson.stepIndex == 2, "one restoring at a time")
    }

    @Test func anActionIsPerformedOnceMoreAndSpaceGoesBackByOne() throws {
        var lab = try stage()
        lab.type("  ")
        lab.acceptWrites()
        lab.type("  ")
        let run = try #require(lab.take().shell)
        lab.send(.shellCommandEnded(run))
        lab.type("r ")
        #expect(lab.take().typed == "docker build -t hello:v1 .\n" && lab.model.nextAction == nil)
        lab.send(.shellCommandEnded(run))
        lab.type("u")
        #expect(lab.model.nextAction == .build("-t hello:v1 .") && lab.model.notice == .backAtAction(2))
        lab.type("u")
        #expect(lab.model.nextAction == .write(path: "Dockerfile") && lab.model.notice == .backAtAction(1))
        #expect(lab.model.presentation?.trail == Array(repeating: "docker build -t hello:v1 .", count: 2))
    }

    @Test func whatIsBeingTypedIsGivenUpByGoingBack() throws {
        var lab = try stage()
        lab.press(.character(" "))
        pass(0.2, in: &lab)
        lab.type("u")
        #expect(lab.model.presentation?.typing == nil && lab.model.presentation?.next == 0)
        lab.type("  ")
        #expect(lab.model.panes.editor.file?.text == "FROM alpine\nRUN true\n")
    }

    @Test func aCheckThatFailsStopsSpaceOnce() throws {
        var lab = try stage()
        lab.type("  ")
        lab.acceptWrites()
        lab.type("  ")
        let run = try #require(lab.take().shell)
        lab.send(.shellCommandEnded(run))
        let asked = try #require(lab.take().evidence)
        var evidence = Evidence()
        evidence.files["Dockerfile"] = .missing
        lab.send(.evidence(asked.run, evidence))
        lab.type(" ")
        #expect(lab.model.notice == .checkFails("There") && lab.model.panes.lesson.stepIndex == 0)
        pass(2, in: &lab)
        lab.type(" ")
        #expect(lab.model.panes.lesson.stepIndex == 1)
    }

    @Test func anyKeyEndsABlankScreenAndDoesNothingElse() throws {
        var lab = try stage()
        lab.type(".")
        #expect(lab.model.presentation?.isBlank == true)
        lab.type(" ")
        #expect(lab.model.presentation?.isBlank == false && lab.model.presentation?.next == 0)
    }

    @Test func thePointerMovesByArrowsAndMouseAndStaysOnTheScreen() throws {
        var lab = try stage()
        lab.type("m")
        #expect(lab.model.presentation?.pointer == Point(x: 60, y: 18))
        lab.press(.left)
        lab.press(.up)
        #expect(lab.model.presentation?.pointer == Point(x: 58, y: 17))
        lab.send(.input(.mouse(MouseEvent(.press, at: Point(x: 500, y: 3)))))
        #expect(lab.model.presentation?.pointer == Point(x: 119, y: 3))
        lab.type("m")
        #expect(lab.model.presentation?.pointer == nil)
    }

    @Test func aNewTerminalGoesOnWhereTheOldOneWas() throws {
        var lab = try stage()
        lab.type("    ")
        lab.send(.tick(130))
        let mark = try #require(lab.model.presentationMark)
        #expect(mark.next == 2 && mark.elapsed == 30)
        #expect(mark.trail == ["docker build -t hello:v1 ."] && !mark.showsTrail)
        var other = try Lab(lesson: Self.lesson)
        other.model.present(now: 500, resuming: mark)
        other.send(.tick(501))
        #expect(other.model.panes.lesson.stepIndex == 0 && other.model.nextAction == nil)
        #expect(other.model.presentationMark?.elapsed == 31)
        #expect(other.model.presentationMark?.isElsewhere(than: mark) == false, "only time has gone by")
        other.type("d")
        #expect(other.model.layout.showsTrail && other.model.presentationMark?.isElsewhere(than: mark) == true)
    }

    @Test func aLearnerWhoIsLateCatchesUpInTheShell() throws {
        var lab = try Lab()
        lab.press(.function(8))
        _ = lab.take()
        lab.press(.function(10))
        lab.type("catch up")
        lab.press(.enter)
        #expect(lab.model.layout.focus == .shell)
        // The folder may be made anew: the shell goes there.
        let line = #"slipway lesson goto 2 --lesson 'greeting' && cd "$SLIPWAY_WORKSPACE""#
        #expect(lab.take().lines == [line])
    }

    @Test func whatIsUnsavedIsSavedBeforeALearnerCatchesUp() throws {
        var lab = try Lab()
        lab.press(.function(3))
        lab.type("FROM alpine")
        lab.note(lab.model.perform(.lab(.catchUp)))
        lab.send(.tick(101))
        let effects = lab.take()
        #expect(effects.writes == ["Dockerfile"] && effects.lines.isEmpty, "the backup has all of the learner's work")
        lab.effects = effects
        lab.acceptWrites()
        #expect(lab.take().lines.count == 1)
    }

    @Test func aPresenterDoesNotCatchUp() throws {
        var lab = try stage()
        lab.note(lab.model.perform(.lab(.catchUp)))
        lab.send(.tick(101))
        #expect(lab.take().lines.isEmpty)
    }

    @Test func aLearnersLabKnowsNoneOfThis() throws {
        var lab = try Lab(lesson: Self.lesson)
        lab.press(.function(11))
        lab.press(.character(" "))
        #expect(lab.model.presentation == nil && lab.model.panes.editor.file?.text == "")
    }
}
