import BuildPlan
@testable import LabModel
import LessonFormat
import SelfChecks
import TerminalUI
import TextEditing
import Testing

@Suite struct UpdateTests {
    // MARK: Build

    @Test func f5SavesFirstAndBuildsOnceAllIsSaved() throws {
        var lab = try Lab()
        lab.press(.function(3))
        lab.type("FROM alpine\n")
        lab.press(.function(5))
        #expect(lab.effects.writes == ["Dockerfile"])
        #expect(lab.effects.build == nil)
        lab.acceptWrites()
        #expect(lab.effects.build?.arguments == ["-t", "hello:v1", "."])
        #expect(lab.model.panes.build.run?.source == "FROM alpine\n")
    }

    @Test func aFileThatCannotBeSavedStopsTheBuild() throws {
        var lab = try Lab()
        lab.press(.function(3))
        lab.type("FROM alpine\n")
        lab.press(.function(5))
        lab.send(.fileNotSaved("Dockerfile", reason: "the disk is full"))
        #expect(lab.take().build == nil)
        #expect(lab.model.notice == .notSaved("Dockerfile", reason: "the disk is full"))
        #expect(lab.model.panes.editor.unsaved == ["Dockerfile"])
    }

    @Test func aSecondBuildWaitsForTheFirst() throws {
        var lab = try Lab()
        lab.press(.function(5))
        #expect(lab.take().build != nil)
        lab.press(.function(5))
        #expect(lab.take().build == nil)
        #expect(lab.model.notice == .buildRuns)
    }

    @Test func eventsOfAStaleBuildChangeNothing() throws {
        var lab = try Lab()
        lab.press(.function(5))
        let first = try #require(lab.take().build)
        lab.send(.buildEnded(first.run, status: 0, errors: ""))
        lab.press(.function(5))
        for event in BuildStream.cold.events { lab.send(.build(first.run, event)) }
        #expect(lab.model.panes.build.run?.steps.isEmpty == true)
        lab.send(.buildEnded(first.run, status: 1, errors: "late"))
        #expect(lab.model.panes.build.run?.isRunning == true)
    }

    @Test func linesThatAFrameLacksAreAskedForOnce() throws {
        var lab = try Lab()
        lab.press(.function(5))
        lab.acceptWrites()
        guard case .startBuild(let run, _)? = lab.take().last else {
            Issue.record("no build was started")
            return
        }
        for event in BuildStream.cold.events.prefix(4) { lab.send(.build(run, event)) }
        let step = StepID(0)
        let text = (0..<9000).map { "line \($0)\n" }.joined()
        let log = StepLog(step: step, stream: .stdout, text: text)
        lab.send(.build(run, TimedBuildEvent(time: 1, event: .stepLog(log))))
        var screen = lab.model.screen
        screen.logLines = [ScreenLayout.LogLines(step: 0, lines: 3000..<3020)]
        lab.note(lab.model.show(screen))
        lab.note(lab.model.show(screen))
        let asked = lab.take().filter { if case .readLog = $0 { true } else { false } }
        #expect(asked == [.readLog(run, buildID: "b1", step, 2600..<3420)])
        // Nothing is written yet: it is not asked for again in every frame.
        lab.send(.logLines(run, step, from: 2600, []))
        lab.note(lab.model.show(screen))
        #expect(lab.take().isEmpty)
        lab.send(.logLines(run, step, from: 2600, (2600..<3420).map { "line \($0)" }))
        #expect(lab.model.panes.build.run?.steps[0].log.line(at: 3010) == .text("line 3010"))
    }

    @Test func whatAFileBeganWithIsNoChangeToUndo() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM a\n"])
        lab.press(.function(3))
        lab.press(.character("z"), .control)
        #expect(lab.model.panes.editor.file?.text == "FROM a\n")
        #expect(lab.model.notice == .edit(.nothingToUndo))
    }

    @Test func aBuildThatEndsAsksForEvidenceImagesAndLayers() throws {
        var lab = try Lab()
        lab.press(.function(5))
        _ = lab.take()
        lab.play(.cold)
        let effects = lab.take()
        #expect(effects.evidence != nil)
        #expect(effects.contains { if case .listImages = $0 { true } else { false } })
        #expect(effects.contains { if case .inspectLayers(_, .image("my-flask-app:v1")) = $0 { true } else { false } })
    }

    @Test func aBuilderThatDiesLeavesItsLastWords() throws {
        var lab = try Lab()
        lab.press(.function(5))
        let run = try #require(lab.take().build).run
        lab.send(.buildEnded(run, status: 134, errors: "out of memory"))
        #expect(lab.model.panes.build.run?.end == .lost("out of memory"))
    }

    @Test func aCancelledBuildEndsAsCancelledEvenWithoutItsLastEvent() throws {
        var lab = try Lab()
        lab.press(.function(5))
        let run = try #require(lab.take().build).run
        lab.press(.character("k"), .alt)
        #expect(lab.take() == [.cancelBuild(run)])
        lab.send(.buildEnded(run, status: 130, errors: ""))
        #expect(lab.model.panes.build.run?.end == .finished(.cancelled))
    }

    // MARK: Container

    @Test func f6RunsTheLessonsImageAndShowsItsPage() throws {
        var lab = try Lab()
        lab.press(.function(6))
        let started = try #require(lab.take().container)
        #expect(started.arguments == ["-p", "5000:5000", "hello:v1"])
        #expect(started.url == "http://localhost:5000")
        lab.send(.containerPage(started.run, Page(status: 200, body: "hello")))
        #expect(lab.model.panes.containers.own?.state == .serving)
        #expect(lab.take().evidence != nil)
    }

    @Test func f6AgainFetchesThePageAndAfterABuildStartsAfresh() throws {
        var lab = try Lab()
        lab.press(.function(6))
        let first = try #require(lab.take().container).run
        lab.press(.function(6))
        #expect(lab.take() == [.fetchPage(first, url: "http://localhost:5000")])

        lab.send(.tick(105))
        lab.press(.function(5))
        lab.play(.cold)
        _ = lab.take()
        lab.press(.function(6))
        #expect(lab.take() == [.stopContainer(first)])
        lab.send(.containerEnded(first, status: 130))
        #expect(lab.take().container != nil)
    }

    // MARK: Quitting

    @Test func quitsAtOnceWhenAllIsSaved() throws {
        var lab = try Lab()
        lab.press(.character("q"), .control)
        #expect(lab.quits)
    }

    @Test(arguments: [(0, true, true), (1, false, true), (2, false, false)])
    func asksAboutUnsavedChanges(_ answer: Int, _ saves: Bool, _ quits: Bool) throws {
        var lab = try Lab()
        lab.press(.function(3))
        lab.type("x")
        lab.press(.character("q"), .control)
        #expect(lab.model.dialogue == .unsaved(.save))
        #expect(!lab.quits)
        for _ in 0..<answer { lab.press(.right) }
        lab.press(.enter)
        #expect(lab.effects.writes.isEmpty != saves)
        lab.acceptWrites()
        #expect(lab.quits == quits)
    }

    @Test func aFileThatCannotBeSavedKeepsTheLabOpen() throws {
        var lab = try Lab()
        lab.press(.function(3))
        lab.type("x")
        lab.press(.character("q"), .control)
        lab.press(.enter)
        lab.send(.fileNotSaved("Dockerfile", reason: "no"))
        #expect(!lab.quits)
    }

    // MARK: Files

    @Test func aCleanFileFollowsTheDiskAndAChangedOneAsks() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM a\n"])
        lab.send(.folderChanged)
        #expect(lab.take().contains(.read(file: "Dockerfile")))
        lab.send(.fileRead("Dockerfile", Array("FROM b\n".utf8)))
        #expect(lab.model.panes.editor.file?.text == "FROM b\n")
        #expect(lab.model.panes.editor.unsaved.isEmpty)

        lab.press(.function(3))
        lab.type("#")
        lab.send(.fileRead("Dockerfile", Array("FROM c\n".utf8)))
        #expect(lab.model.dialogue == .conflict(file: 0, .cancel))
        #expect(lab.model.panes.editor.file?.text == "#FROM b\n")
        lab.send(.tick(101))
        lab.press(.left)
        lab.press(.enter)
        #expect(lab.model.panes.editor.file?.text == "FROM c\n")
    }

    /// A lab whose Dockerfile something else changed under the learner's own change, who answered "Later".
    private func contested(byEscape: Bool = false) throws -> Lab {
        var lab = try Lab(files: ["Dockerfile": "FROM a\n"])
        lab.press(.function(3))
        lab.type("#")
        lab.send(.fileRead("Dockerfile", Array("FROM b\n".utf8)))
        lab.send(.tick(101))
        lab.press(byEscape ? .escape : .enter)
        #expect(lab.model.dialogue == nil && lab.model.panes.editor.file?.text == "#FROM a\n")
        _ = lab.take()
        return lab
    }

    @Test(arguments: [false, true])
    func aConflictThatWasLeftForLaterIsAskedAtTheNextSave(byEscape: Bool) throws {
        var lab = try contested(byEscape: byEscape)
        for _ in 0..<2 {
            lab.press(.character("s"), .control)
            #expect(lab.model.dialogue == .conflict(file: 0, .cancel))
            #expect(lab.take().writes.isEmpty)
            lab.press(byEscape ? .escape : .enter)
        }
        lab.press(.character("s"), .control)
        lab.press(.right)
        lab.press(.enter)
        #expect(lab.effects.writes == ["Dockerfile"])
        lab.acceptWrites()
        lab.type("x")
        lab.press(.character("s"), .control)
        #expect(lab.model.dialogue == nil && lab.take().writes == ["Dockerfile"], "it is settled")
    }

    @Test(arguments: [(ConflictAnswer.keepMine, "#FROM a\n"), (.takeTheirs, "FROM b\n"), (.cancel, "")])
    func f5BuildsOnceAConflictIsSettled(_ answer: ConflictAnswer, _ source: String) throws {
        var lab = try contested()
        lab.press(.function(5))
        #expect(lab.model.dialogue == .conflict(file: 0, .cancel))
        #expect(lab.effects.build == nil && lab.effects.writes.isEmpty)
        for _ in 0...answer.rawValue { lab.press(.right) }
        lab.press(.enter)
        lab.acceptWrites()
        let isBuilt = lab.take().build != nil
        #expect(isBuilt == (answer != .cancel))
        #expect(lab.model.panes.build.run?.source ?? "" == source)
    }

    @Test func aBuildThatAConflictHeldUpIsForgottenWithIt() throws {
        var lab = try contested()
        lab.press(.function(5))
        lab.press(.escape)
        lab.press(.character("s"), .control)
        lab.press(.right)
        lab.press(.enter)
        lab.acceptWrites()
        #expect(lab.take().build == nil && lab.model.panes.editor.unsaved.isEmpty)
    }

    @Test func aForeignChangeThatIsTakenBackIsNoConflict() throws {
        var lab = try contested()
        lab.send(.fileRead("Dockerfile", Array("FROM a\n".utf8)))
        lab.press(.character("s"), .control)
        #expect(lab.model.dialogue == nil && lab.take().writes == ["Dockerfile"])
    }

    @Test func ourOwnSaveIsNoForeignChange() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM a\n"])
        lab.press(.function(3))
        lab.type("#")
        lab.press(.character("s"), .control)
        lab.acceptWrites()
        lab.send(.fileRead("Dockerfile", Array("#FROM a\n".utf8)))
        #expect(lab.model.dialogue == nil)
        #expect(lab.model.panes.editor.unsaved.isEmpty)
    }

    // MARK: Lesson

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

        // Neither the lab's own, which is older than the step, nor one that another program made before.
        var evidence = Evidence()
        evidence.build = BuildEvidence(steps: [], result: lab.model.panes.build.run?.evidence.result)
        evidence.build?.endedAt = 180
        lab.send(.tick(210))
        lab.press(.function(9))
        lab.send(.evidence(try #require(lab.take().evidence).run, evidence))
        #expect(lab.model.panes.lesson.verdicts.first??.isPassed == false)

        // One that ended while the step was open does.
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

    // MARK: Dialogues

    /// Words before letters: "go" is no reason to show "toggle".
    @Test(arguments: [
        ("build", "Save and build the image"), ("hint", "Show one more hint"), ("editor", "Go to the editor"),
        ("step 1", "Go to step 1: Write it"), ("go to step 1", "Go to step 1: Write it"),
        ("1", "Go to step 1: Write it"), ("write", "Go to step 1: Write it"), ("step wri", "Go to step 1: Write it"),
        ("go to the editor", "Go to the editor"),
    ])
    func thePaletteRanksWordsFirst(query: String, title: String) throws {
        var palette = Palette()
        palette.query = query
        let model = try Lab().model
        #expect(model.matches(of: palette).first.map(model.title) == title)
    }

    /// Words that every step has bring no step, and no step is there twice.
    @Test(arguments: [("go", 0), ("go to", 0), ("step 1", 1), ("write", 1), ("write zebra", 0)])
    func aStepIsFoundByItsOwnWords(query: String, count: Int) throws {
        var palette = Palette()
        palette.query = query
        let found = try Lab().model.matches(of: palette)
        #expect(found.count { if case .lab(.goToStep) = $0 { true } else { false } } == count, "\(found)")
    }

    /// Letters that are scattered over a title never come before a title that has the word, and many of them are no match.
    @Test(arguments: [
        ("mend", "Recommended order", "Go to step 1"), ("mend", "Mend it", "Go to step 1"), ("mend", "Start", ""),
        ("race", "Let two race", "Race two Dockerfiles or folders after the same edit"),
        ("race", "Trace it", "Race two Dockerfiles or folders after the same edit"),
        ("place", "Start", "Find and replace"),
    ])
    func aTypedWordIsFoundBeforeItsLetters(query: String, step: String, title: String) {
        var palette = Palette()
        palette.query = query
        let found = palette.matches(in: KeyTable.actions, steps: [step])
        #expect((found.first.map { KeyTable.title($0) } ?? "") == title, "\(found)")
    }

    @Test func aStepThatIsNotThereIsNotOffered() throws {
        var palette = Palette()
        palette.query = "step 99"
        #expect(try !Lab().model.matches(of: palette).contains(.lab(.goToStep(99))))
    }

    @Test func thePaletteFindsAndPerforms() throws {
        var lab = try Lab()
        lab.press(.function(10))
        lab.type("bld\n")
        #expect(lab.effects.build != nil)
        #expect(lab.model.dialogue == nil)
    }

    @Test func questionMarkIsHelpWhereLettersAreNotText() throws {
        var lab = try Lab()
        lab.type("?")
        #expect(lab.model.dialogue == .help(offset: 0))
        lab.press(.escape)
        lab.press(.function(3))
        lab.type("?")
        #expect(lab.model.dialogue == nil)
        #expect(lab.model.panes.editor.file?.text == "?")
    }

    @Test func findsGoesToALineAndReplaces() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM a\nRUN a\n"])
        lab.press(.function(3))
        lab.press(.character("g"), .control)
        lab.type("2\n")
        #expect(lab.model.panes.editor.file?.caretLine == 2)
        lab.press(.character("r"), .control)
        lab.type("a\nb\n")
        #expect(lab.model.panes.editor.file?.text == "FROM b\nRUN b\n")
    }
}

extension Lab {
    /// What a key asks of the world.
    mutating func pressed(_ key: Key) -> [WorldEffect] {
        press(key)
        return take()
    }
}
