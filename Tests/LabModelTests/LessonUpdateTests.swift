import BuildPlan
@testable import LabModel
import LessonFormat
import SelfChecks
import TerminalUI
import TextEditing
import Testing

/// Steps, checks, hints and guesses, by keys.
@Suite struct LessonUpdateTests {
    @Test func stepsMoveOnlyByTheLearnersWord() throws {
        var lab = try Lab()
        let request = try #require(lab.pressed(.function(9)).evidence)
        #expect(request.needs.files == ["Dockerfile"])
        #expect(lab.model.notice == .checking)
        let run = request.run
        var evidence = Evidence()
        evidence.files = ["Dockerfile": .file(Array("FROM alpine\n".utf8))]
        lab.send(.evidence(run, evidence))
        #expect(lab.model.notice == .checked(passed: 1, of: 1))
        #expect(lab.model.panes.lesson.isPassed)
        #expect(lab.model.panes.lesson.reached.passed.count == 1)
        #expect(lab.model.panes.lesson.stepIndex == 0)
        lab.press(.function(8))
        #expect(lab.model.panes.lesson.stepIndex == 1)
        lab.press(.function(8))
        lab.press(.function(8))
        #expect(lab.model.panes.lesson.stepIndex == 2)
        #expect(lab.model.notice == .lastStep)
    }

    @Test func evidenceOfAnEarlierRequestIsDropped() throws {
        var lab = try Lab()
        lab.press(.function(9))
        let first = try #require(lab.take().evidence).run
        lab.press(.function(9))
        var evidence = Evidence()
        evidence.files = ["Dockerfile": .file([])]
        lab.send(.evidence(first, evidence))
        #expect(lab.model.panes.lesson.verdicts == [nil])
        #expect(lab.model.notice == .checking)
    }

    @Test func opensWhereTheLearnerLeft() throws {
        var progress = Progress()
        var place = LessonProgress()
        place.step = try Lab.lesson().steps[1].id
        progress.lessons["greeting"] = place
        #expect(try Lab(progress: progress).model.panes.lesson.stepIndex == 1)
    }

    @Test func enterTypesABlockIntoItsFileAndRunsAnother() throws {
        var lab = try Lab()
        lab.press(.right)
        lab.press(.enter)
        #expect(lab.model.panes.editor.file?.text == "FROM alpine\nCOPY app.py .\n")
        #expect(lab.model.layout.focus == .editor)
        #expect(lab.model.panes.editor.unsaved == ["Dockerfile"])
        lab.press(.function(2))
        lab.press(.right)
        lab.press(.enter)
        lab.acceptWrites()
        #expect(lab.effects.build?.arguments == ["-t", "hello:v2", "."])
    }

    @Test func hintsComeOneByOneAndTheLastIsTheDifference() throws {
        var lab = try Lab()
        #expect(lab.model.panes.lesson.hintCount == 2)
        for expected in [1, 2, 2] {
            lab.press(.character("h"), .alt)
            #expect(lab.model.panes.lesson.revealedHints == expected)
        }
        #expect(lab.model.notice == .allHintsShown)
    }

    @Test func aGuessCountsForBuildsThatBeginAfterIt() throws {
        var lab = try Lab()
        lab.press(.function(8))
        lab.press(.function(8))
        lab.press(.function(5))
        lab.play(.editedApp)
        lab.type("ABB")
        #expect(lab.model.panes.lesson.guesses.all == ["COPY requirements.txt .": true, "COPY app.py .": false])
        let before = try #require(lab.take().evidence).run
        lab.send(.evidence(before, Evidence()))
        #expect(lab.model.panes.lesson.verdicts.first??.isPassed == false)
        lab.press(.function(5))
        lab.play(.editedApp)
        let after = try #require(lab.take().evidence).run
        lab.send(.evidence(after, Evidence()))
        #expect(lab.model.panes.lesson.verdicts.first??.isPassed == true)
    }

    @Test func aBuildOfAnEarlierStepDoesNotCountForThisOne() throws {
        var lab = try Lab()
        lab.press(.function(5))
        lab.play(.editedApp)
        lab.send(.tick(200))
        lab.press(.function(8))
        _ = lab.take()

        // Neither the lab's own build counts, which is older than the step, nor an earlier one by another program.
        var evidence = Evidence()
        evidence.build = BuildEvidence(steps: [], result: lab.model.panes.build.run?.evidence.result)
        evidence.build?.endedAt = 180
        lab.send(.tick(210))
        lab.press(.function(9))
        lab.send(.evidence(try #require(lab.take().evidence).run, evidence))
        #expect(lab.model.panes.lesson.verdicts.first??.isPassed == false)

        // A build that ended while the step was open counts.
        evidence.build?.endedAt = 207
        lab.press(.function(9))
        lab.send(.evidence(try #require(lab.take().evidence).run, evidence))
        #expect(lab.model.panes.lesson.verdicts.first??.isPassed == true)
    }

    /// What was left unfinished may be mended from a later step: the bar at the top follows.
    @Test func anEarlierStepIsDoneOnceItsChecksPass() throws {
        var lab = try Lab()
        lab.press(.function(8))
        let request = try #require(lab.take().evidence)
        #expect(request.needs.files == ["Dockerfile"], "the step before looks at it")
        lab.send(.evidence(request.run, Evidence()))
        #expect(lab.model.panes.lesson.reached.passed.isEmpty)
        lab.press(.function(9))
        var evidence = Evidence()
        evidence.files = ["Dockerfile": .file(Array("FROM alpine\n".utf8))]
        lab.send(.evidence(try #require(lab.take().evidence).run, evidence))
        #expect(lab.model.panes.lesson.reached.passed == [lab.model.lesson.steps[0].id])
        #expect(lab.model.panes.lesson.stepIndex == 1 && !lab.model.panes.lesson.isPassed)
    }

    /// The learner may believe that the step is done: the disk does not have what the editor shows.
    @Test func leavingAStepSaysWhatIsNotSaved() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM alpine\n"])
        lab.press(.function(3))
        lab.type("x")
        for key in [8, 7] {
            lab.press(.function(key))
            #expect(lab.model.notice == .leftUnsaved(["Dockerfile"]))
        }
        lab.press(.character("s"), .control)
        lab.acceptWrites()
        lab.press(.function(8))
        #expect(lab.model.notice == nil)
    }

    @Test func goingToAStepLooksAtTheLesson() throws {
        var lab = try Lab()
        lab.press(.function(3))
        #expect(lab.model.layout.focus == .editor)
        lab.press(.function(8))
        #expect(lab.model.layout.focus == .lesson)
    }

    @Test func aDigitAnswersTheQuiz() throws {
        var lab = try Lab()
        lab.press(.function(8))
        lab.press(.function(8))
        for (key, isRight) in [("1", false), ("2", true)] {
            lab.type(key)
            let run = try #require(lab.take().evidence).run
            lab.send(.evidence(run, Evidence()))
            #expect(lab.model.panes.lesson.verdicts.last??.isPassed == isRight)
        }
    }
}
