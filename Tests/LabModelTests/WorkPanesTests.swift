import BuildPlan
import CommandLines
@testable import LabModel
import LessonFormat
import SelfChecks
import TerminalUI
import TextEditing
import Testing

/// The editor's pane without a lab.
@Suite struct EditorPaneTests {
    private func opened(_ text: String = "FROM a\n") throws -> Alone<EditorPane> {
        var editor = try Alone(EditorPane(), focus: .editor)
        editor.send(.file(.openAll))
        editor.send(.file(.read("Dockerfile", Array(text.utf8))))
        return editor
    }

    @Test func whatWaitsForFilesGoesOnOnceAllAreSaved() throws {
        var editor = try opened()
        #expect(editor.send(.saving(.then(.quit))) == [.proceed(.quit)], "nothing is unsaved")
        editor.send(.key(.key("x")))
        let bytes = Array("xFROM a\n".utf8)
        #expect(editor.send(.saving(.then(.enterInShell))) == [.world(.write(file: "Dockerfile", bytes: bytes))])
        #expect(
            editor.send(.saving(.saved("Dockerfile", bytes))) == [
                .notice(.saved(["Dockerfile"])), .check, .proceed(.enterInShell),
            ])
        #expect(editor.pane.unsaved.isEmpty)
    }

    @Test func filesThatAreSavedTogetherAreNamedTogether() throws {
        var editor = try opened()
        editor.send(.file(.read("app.py", [])))
        let paths = ["Dockerfile", "app.py"]
        #expect(editor.pane.files.prefix(2).map(\.path) == paths)
        for index in 0..<2 {
            editor.send(.openTab(index))
            editor.send(.key(.key("x")))
        }
        #expect(editor.send(.saving(.all)).count == 2)
        let bytes = editor.pane.files.map(\.bytes)
        #expect(editor.send(.saving(.saved("Dockerfile", bytes[0]))).first == .notice(.saved(["Dockerfile"])))
        #expect(editor.send(.saving(.saved("app.py", bytes[1]))).first == .notice(.saved(paths)))
        editor.send(.key(.key("y")))
        editor.send(.saving(.all))
        #expect(
            editor.send(.saving(.saved("app.py", bytes[1]))).first == .notice(.saved(["app.py"])),
            "what was saved before is not named again")
    }

    @Test func whatWaitsForAFileThatCannotBeSavedDoesNotHappen() throws {
        var editor = try opened()
        editor.send(.key(.key("x")))
        editor.send(.saving(.then(.quit)))
        #expect(
            editor.send(.saving(.notSaved("Dockerfile", reason: "full")))
                == [.notice(.notSaved("Dockerfile", reason: "full"))])
        let bytes = Array("xFROM a\n".utf8)
        #expect(!editor.send(.saving(.saved("Dockerfile", bytes))).contains(.proceed(.quit)))
    }

    @Test func aChangeOnDiskAsksOnlyWhereSomethingWouldBeLost() throws {
        var editor = try opened()
        #expect(editor.send(.file(.read("Dockerfile", Array("FROM b\n".utf8)))) == [.notice(.reloaded("Dockerfile"))])
        editor.send(.key(.key("x")))
        let asked = editor.send(.file(.read("Dockerfile", Array("FROM c\n".utf8))))
        #expect(asked == [.notice(.changedOnDisk("Dockerfile")), .open(.conflict(file: 0, .cancel))])
        editor.lab.hasDialogue = true
        #expect(editor.send(.file(.read("Dockerfile", []))) == [.notice(.changedOnDisk("Dockerfile"))])
    }

    @Test func aSearchIsMarkedUntilEscapeAndRemembered() throws {
        var editor = try opened("FROM a\nRUN a\n")
        editor.send(.answer(.find(isPattern: false), "a"))
        #expect(editor.pane.search == .marked(SearchQuery("a")))
        editor.send(.key(KeyPress(.escape)))
        #expect(editor.pane.search == .hidden(SearchQuery("a")))
        editor.send(.key(KeyPress(.end, .control)))
        #expect(editor.share(.find) == [.focus(.editor), .open(.prompt(Prompt(.find, text: "a")))])
        editor.share(.findNext)
        #expect(editor.pane.showsMatches)
    }

    @Test func theTextHasTheSizeThatThePaneLeavesIt() throws {
        var editor = try opened()
        editor.send(.input(.placed(Rect(x: 10, y: 1, width: 60, height: 20))))
        let layout = try #require(editor.pane.layout)
        #expect(layout.text == Rect(x: 14, y: 2, width: 56, height: 16) && layout.foot.height == 3)
        #expect(editor.pane.file?.editor.viewport.columns == 56)
        for (height, foot) in [(15, 3), (14, 2), (11, 2), (10, 1), (7, 1), (6, 0)] {
            editor.send(.input(.placed(Rect(x: 10, y: 1, width: 60, height: height))))
            #expect(editor.pane.layout?.foot.height == foot, "\(height)")
        }
        let run = BuildRun(id: RunID(1), source: "FROM a\n")
        editor.send(.built(BuiltDockerfile(run)))
        #expect(editor.pane.layout?.stateWidth == 11 && editor.pane.file?.editor.viewport.columns == 45)
    }

    @Test func breakpointsAreFoundBelowTheLineWhereABuildStopped() throws {
        var editor = try opened("FROM a\nRUN b\nRUN c\n")
        for line in ["2", "3"] {
            editor.send(.answer(.line, line))
            editor.act(.toggleBreakpoint)
        }
        #expect([0, 2, 3].map { editor.pane.breakpoint(after: $0) } == [2, 3, nil])
        #expect(editor.pane.instruction(after: nil) == 3 && editor.pane.instruction(after: 3) == nil)
        #expect(editor.send(.openShell(line: 1)) == [.notice(.noBreakpoint)])
        editor.lab.hasOwnEngine = false
        #expect(editor.act(.toggleBreakpoint) == [.notice(.engineCannotStop)])
    }
}

/// The lesson's pane without a lab.
@Suite struct LessonPaneTests {
    private func opened(at step: Int = 0) throws -> Alone<LessonPane> {
        var lesson = try Alone(LessonPane(try Lab.lesson(), progress: Progress()))
        if step > 0 { lesson.send(.go(to: step)) }
        return lesson
    }

    @Test func openingAStepAsksForItsFileItsPlaceAndItsChecks() throws {
        var lesson = try opened()
        let asked = lesson.send(.go(to: 2))
        #expect(asked == [.stepOpened, .focus(.lesson), .world(.keepProgress(lesson.pane.progress)), .check])
        #expect(lesson.pane.reached.step == lesson.pane.step?.id && lesson.pane.openedAt == 100)
        #expect(lesson.send(.go(to: 3)) == [.notice(.lastStep), .showLessons])
        #expect(lesson.send(.go(to: -1)) == [.notice(.firstStep)])
    }

    @Test func aGuessIsPendingUntilABuildBegins() throws {
        var lesson = try opened(at: 2)
        #expect(lesson.pane.answers(.key("A")) && !lesson.pane.answers(.key("C")))
        #expect(lesson.send(.key(.key("B"))) == [.check])
        #expect(lesson.pane.guesses == .pending(["COPY app.py .": true]))
        let pending = judged(&lesson)
        #expect(pending?.isGuessNewer == true)
        lesson.send(.buildBegan)
        #expect(lesson.pane.guesses == .shown(["COPY app.py .": true]))
        let shown = judged(&lesson)
        #expect(shown?.isGuessNewer == false)
    }

    /// What the pane has judged where the last build was this one; the build itself stays in it, whatever is guessed.
    private func judged(_ lesson: inout Alone<LessonPane>) -> Evidence? {
        guard case .world(.gatherEvidence(let run, _))? = lesson.send(.check).last else { return nil }
        let build = BuildEvidence(steps: [], result: .cancelled)
        let asked = lesson.send(.evidence(run, Evidence(), .ended(build, at: 1_000)))
        guard case .world(.judge(_, let judging))? = asked.last else { return nil }
        #expect(judging.evidence.build == build)
        return judging.evidence
    }

    @Test func aBlockIsTypedOrRunByItsPane() throws {
        var lesson = try opened()
        #expect(lesson.act(.useBlock).isEmpty, "the first Enter selects")
        #expect(lesson.act(.useBlock) == [.type("FROM alpine\nCOPY app.py .\n", into: "Dockerfile")])
        lesson.act(.nextBlock)
        #expect(lesson.act(.useBlock) == [.build(BuildCommandLine(["-t", "hello:v2", "."]))])
    }

    @Test func onlyTheLastGatheringIsJudged() throws {
        var lesson = try opened()
        lesson.send(.check)
        lesson.send(.check)
        var evidence = Evidence()
        evidence.files = ["Dockerfile": .file([])]
        #expect(lesson.send(.evidence(RunID(1), evidence, .none)).isEmpty)
        let step = try #require(lesson.pane.step)
        let judging = Judging(step, evidence: evidence, solution: lesson.pane.lesson.files(after: 0))
        #expect(lesson.send(.evidence(RunID(2), evidence, .none)) == [.world(.judge(RunID(2), judging))])
        #expect(lesson.pane.verdicts == [nil], "the lab does not wait for what is judged")
        #expect(lesson.send(.judged(RunID(1), judging.verdicts)).isEmpty)
        #expect(!lesson.pane.isPassed)
        let kept = lesson.send(.judged(RunID(2), judging.verdicts))
        #expect(lesson.pane.isPassed)
        #expect(kept == [.world(.keepProgress(lesson.pane.progress))])
        #expect(lesson.send(.judged(RunID(2), judging.verdicts)).isEmpty, "an answer is taken once")
    }
}

/// The presenter's model without a lab.
@Suite struct PresentationTests {
    @Test func nothingIsTypedIntoACommandThatRuns() throws {
        var stage = try Alone(Presentation(now: 100))
        let step = try LessonReader.lesson(
            LessonFiles(folder: "l", content: PresentingTests.lesson.mapValues { Array($0.utf8) }))
        stage.lab.lesson = step
        stage.lab.stepIndex = 0
        #expect(stage.act(.performNext) == [.beginTyping(path: "Dockerfile")])
        stage.lab.isBusy = true
        #expect(stage.act(.performNext) == [.notice(.shellBusy)] && stage.pane.next == 1)
        stage.lab.isBusy = false
        #expect(stage.act(.performNext).starts(with: [.present(.shell), .reviveShell]) && stage.pane.next == 2)
    }

    @Test func aStepIsNotLeftWhileItsLastCommandRuns() throws {
        var stage = try Alone(Presentation(now: 100))
        stage.lab.lesson = try LessonReader.lesson(
            LessonFiles(folder: "l", content: PresentingTests.lesson.mapValues { Array($0.utf8) }))
        stage.lab.stepIndex = 0
        stage.pane.next = 1000
        stage.lab.now = 200
        stage.lab.isBusy = true
        #expect(stage.act(.performNext) == [.notice(.stepStillRuns)])
        stage.lab.now = 200.3
        #expect(stage.act(.performNext) == [.notice(.stepStillRuns)], "a remote that presses twice")
        stage.lab.now = 202
        #expect(stage.act(.performNext) == [.go(to: 1)], "Space once more")

        stage.lab.now = 300
        #expect(stage.act(.performNext) == [.notice(.stepStillRuns)], "the next time it is told again")
        stage.lab.isBusy = false
        #expect(stage.act(.performNext) == [.go(to: 1)], "it has ended")
    }

    @Test func aStepThatWasNotPerformedIsRestored() throws {
        var stage = try Alone(Presentation(now: 100))
        #expect(stage.send(.stepOpened(isNatural: true)).isEmpty)
        stage.lab.stepIndex = 2
        #expect(stage.send(.stepOpened(isNatural: false)) == [.world(.restoreStep(RunID(1), 2))])
        #expect(stage.act(.performNext).isEmpty, "nothing is performed meanwhile")
    }
}
