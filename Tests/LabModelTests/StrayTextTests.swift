import BuildPlan
import Forecast
@testable import LabModel
import LessonFormat
import SelfChecks
import TerminalUI
import Testing

/// A learner who types in the wrong place loses nothing.
@Suite struct StrayTextTests {
    private static let reading: [Pane] = [.lesson, .build, .layers, .images, .containers]

    private static func pane(_ pane: Pane) throws -> Lab {
        var lab = try Lab(files: ["Dockerfile": "FROM alpine\n"])
        lab.press(.function(3))
        lab.type("unsaved")
        lab.press(.character(Character("\((Pane.allCases.firstIndex(of: pane) ?? 0) + 1)")), .alt)
        _ = lab.take()
        return lab
    }

    @Test(
        arguments: reading,
        [
            "required", "docker build", "quit", "yes", "no", "save", "discard", "theirs", "keep", "done", "x", "q", "d",
            "t",
            "pip install -r requirements.txt", "[\"python\", \"app.py\"]",
        ])
    func noTextQuitsDiscardsOverwritesOrLeavesTheStep(pane: Pane, text: String) throws {
        var lab = try Self.pane(pane)
        for key in text + "\n" { lab.press(key == "\n" ? .enter : .character(key)) }
        #expect(!lab.quits && lab.model.panes.lesson.stepIndex == 0)
        #expect(lab.model.panes.editor.unsaved == ["Dockerfile"])
        #expect(lab.model.panes.editor.file?.text == "unsavedFROM alpine\n")
        #expect(lab.effects.writes.isEmpty)
    }

    @Test(arguments: reading)
    func textWhereItCannotGoIsAnswered(pane: Pane) throws {
        var lab = try Self.pane(pane)
        lab.type("e")
        #expect(lab.model.notice == .noText(in: pane))
        lab.send(.input(.paste("FROM alpine")))
        #expect(lab.model.notice == .noText(in: pane))
    }

    @Test func aWordThatIsTypedInTheWrongPlaceSetsNothingOff() throws {
        var lab = try Lab()
        lab.type("eh")
        #expect(lab.model.panes.lesson.revealedHints == 0 && lab.model.notice == .noText(in: .lesson))
        lab.send(.tick(101))
        lab.type("h")
        #expect(lab.model.panes.lesson.revealedHints == 1)
    }

    @Test(arguments: 0..<3)
    func aDialogueHasNoAnswerOnALetter(dialogue: Int) throws {
        var lab = try Lab(files: ["Dockerfile": "FROM a\n"])
        lab.press(.function(3))
        if dialogue < 2 { lab.type("x") }
        let text = lab.model.panes.editor.file?.text
        lab.send(.tick(110))
        switch dialogue {
        case 0: lab.press(.character("q"), .control)
        case 1: lab.send(.fileRead("Dockerfile", Array("FROM b\n".utf8)))
        default: lab.send(.recoveryFound("Dockerfile", text: Array("FROM c\n".utf8)))
        }
        let asked = try #require(lab.model.dialogue)
        lab.send(.tick(112))
        for letter in "abcdefghijklmnopqrstuvwxyz ABCDYN" { lab.type(String(letter)) }
        #expect(lab.model.dialogue == asked && !lab.quits && lab.effects.writes.isEmpty)
        #expect(lab.model.panes.editor.file?.text == text)
    }

    @Test func aDialogueThatComesUpWhileSomebodyTypesTakesNoKeyAndNoTextIsLost() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM a\n"])
        lab.press(.function(3))
        lab.type("do")
        lab.send(.fileRead("Dockerfile", Array("FROM b\n".utf8)))
        #expect(lab.model.dialogue == .conflict(file: 0, .cancel))
        lab.type("c\nx")
        lab.press(.escape)
        lab.press(.left)
        #expect(lab.model.dialogue == .conflict(file: 0, .cancel))
        #expect(lab.model.panes.editor.file?.text == "doc\nxFROM a\n")
        lab.send(.tick(100.6))
        lab.press(.left)
        #expect(lab.model.dialogue == .conflict(file: 0, .takeTheirs))
    }

    @Test func aDialogueThatAKeyAskedForAnswersAtOnce() throws {
        var lab = try Lab()
        lab.press(.function(3))
        lab.type("x")
        lab.press(.character("q"), .control)
        lab.press(.escape)
        #expect(lab.model.dialogue == nil)
    }

    @Test(arguments: [(120, 36), (80, 24), (120, 24), (200, 60)])
    func theFocusCanAlwaysBeSeen(width: Int, height: Int) throws {
        for pane in Pane.allCases {
            for key in [Key.function(5), .function(6), .function(7), .function(9), .function(12)] {
                var lab = try Lab(width: width, height: height)
                lab.press(.character(Character("\((Pane.allCases.firstIndex(of: pane) ?? 0) + 1)")), .alt)
                lab.press(key)
                #expect(LabLayout(lab.model.layout).panes[lab.model.layout.focus] != nil, "\(pane) \(key)")
            }
        }
    }

    @Test func whatGivesWayGivesItsKeysToo() throws {
        var lab = try Lab()
        lab.press(.function(4))
        lab.press(.function(5))
        #expect(lab.model.layout.focus == .build)
        lab.press(.function(3))
        lab.press(.function(6))
        #expect(lab.model.layout.focus == .editor, "the editor stays in sight")
    }

    @Test func ctrlSSavesInTheShellToo() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM alpine\n"])
        lab.press(.function(3))
        lab.type("#")
        lab.press(.function(4))
        lab.press(.character("s"), .control)
        #expect(lab.effects.writes == ["Dockerfile"])
    }

    @Test func theProgramIsStoppedFromThePaletteOnly() {
        #expect(KeyTable.bindings.filter { $0.action == .lab(.suspend) }.flatMap(\.chords).isEmpty)
        #expect(!KeyTable.title(.lab(.suspend)).isEmpty)
    }

    @Test func theFirstScreenSaysWhereToType() throws {
        let shown = KeyTable.bindings(in: .lesson).filter { $0.prominence != nil }.map(\.action)
        #expect(shown.contains(.lab(.show(.editor))) && shown.contains(.lab(.show(.shell))))
    }

    // MARK: Coming back

    @Test func theLabIsAsItWasLeft() throws {
        var lab = try Lab()
        lab.press(.function(4))
        lab.press(.character("]"), .control)
        lab.press(.function(3))
        lab.press(.pageDown, .control)
        let file = lab.model.panes.editor.file?.path
        lab.press(.character("q"), .control)
        var kept: Progress?
        for case .keepProgress(let progress) in lab.effects { kept = progress }
        let again = try Lab(progress: try #require(kept))
        #expect(again.model.layout.focus == .editor && again.model.layout.lower == lab.model.layout.lower)
        #expect(again.model.panes.editor.file?.path == file)
    }

    /// The learner left the lab in a step that is about builds: what it has come to is there again.
    @Test func theBuildOfTheOpenStepStillCounts() throws {
        var progress = Progress()
        let step = try Lab.lesson().steps[1].id
        progress.lessons["greeting"] = LessonProgress()
        progress.lessons["greeting"]?.step = step
        for (openedAt, counts) in [(10.0, true), (90, false), (1_000, false)] {
            progress.lessons["greeting"]?.opening = StepOpening(step: step, at: openedAt)
            var lab = try Lab(progress: progress, files: ["Dockerfile": BuildStream.dockerfile])
            lab.send(.earlierBuild(EarlierBuild(events: BuildStream.cold.events, age: 60, source: nil)))
            let (run, _) = try #require(lab.take().evidence, "the build is news for the checks")
            lab.send(.evidence(run, Evidence()))
            #expect(lab.model.panes.lesson.isPassed == counts, "opened at \(openedAt), built at about 40, now 100")
        }
    }

    /// A build that failed: its marks, what is said where it failed, and the word that F6 runs an older image.
    @Test(arguments: [true, false]) func aFailedBuildIsThereAgain(beforeFiles isEarly: Bool) throws {
        let build = EarlierBuild(events: BuildStream.failed.events, age: 60, source: BuildStream.dockerfile)
        let files = ["Dockerfile": BuildStream.dockerfile, "app.py": "print(1)\n"]
        var lab = try Lab(files: files)
        if isEarly {
            lab.model = LabModel(lesson: try Lab.lesson(), progress: Progress())
            lab.note(lab.model.start(size: Size(width: 120, height: 36), now: 100))
        }
        lab.model.startForesight()
        lab.send(.earlierBuild(build))
        for (path, text) in isEarly ? files : [:] { lab.send(.fileRead(path, Array(text.utf8))) }
        #expect(lab.model.panes.build.failedStep == 3)
        #expect(lab.model.panes.editor.gutter.marks[7] == .step(3))
        for case .forecast(let run, let question) in lab.take() {
            #expect(question.unsaved.isEmpty)
            lab.send(.forecast(run, .refused([])))
        }
        #expect(lab.model.shownForecast == nil, "the result is shown until something is changed")
        lab.press(.function(6))
        #expect(lab.model.notice == .lastBuildFailed)
        lab.press(.function(3))
        lab.type("#")
        #expect(lab.model.shownForecast != nil)
    }

    /// A build of an earlier lab is held against the files too, as soon as one of them changes, saved or not.
    @Test func anImageOfAnEarlierLabThatIsOlderThanTheFilesIsToldSo() throws {
        let files = ["Dockerfile": BuildStream.dockerfile, "app.py": "print(1)\n"]
        let bytes = files.mapValues { Array($0.utf8) }
        func lab(builtOf files: [String: [UInt8]]?) throws -> Lab {
            var lab = try Lab(files: ["Dockerfile": BuildStream.dockerfile, "app.py": "print(1)\n"])
            lab.send(
                .earlierBuild(
                    EarlierBuild(
                        events: BuildStream.cold.events, age: 60, source: BuildStream.dockerfile, files: files)))
            return lab
        }
        func saysSo(_ lab: Lab) -> Bool { if case .runsOlderImage? = lab.model.notice { true } else { false } }
        var same = try lab(builtOf: bytes)
        same.press(.function(6))
        #expect(!saysSo(same))
        var edited = try lab(builtOf: bytes)
        edited.press(.function(3))
        let open = try #require(edited.model.panes.editor.file?.path)
        edited.type("#")
        edited.press(.function(6))
        #expect(edited.model.notice == .runsOlderImage([open]))
        var written = try lab(builtOf: bytes.filter { $0.key != "app.py" })
        written.press(.function(6))
        #expect(written.model.notice == .runsOlderImage(["app.py"]))
        var unknown = try lab(builtOf: nil)
        unknown.press(.function(6))
        #expect(!saysSo(unknown))
    }

    @Test func aBuildThatWasRefusedIsThereAgain() throws {
        var stream = BuildStream([])
        stream.add(.finished(.refused([Refusal(location: "Dockerfile:1:1", message: "No.", advice: nil)])))
        var lab = try Lab(files: ["Dockerfile": "FORM a\n"])
        lab.send(.earlierBuild(EarlierBuild(events: stream.events, age: 60, source: nil)))
        #expect(lab.model.panes.build.run?.failures == ["No."])
    }

    @Test func theLastBuildIsThereAgainAndCountsForNoStepThatIsOpenedLater() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM alpine\nCOPY app.py .\n"])
        let build = EarlierBuild(events: BuildStream.cold.events, age: 60, source: nil)
        lab.send(.earlierBuild(build))
        #expect(lab.model.panes.build.run?.isRunning == false && lab.model.panes.build.run?.steps.isEmpty == false)
        #expect(lab.take().contains { if case .inspectLayers = $0 { true } else { false } })
        lab.press(.function(8))
        let (run, _) = try #require(lab.take().evidence)
        lab.send(.evidence(run, Evidence()))
        #expect(lab.model.panes.lesson.isPassed == false, "an old build passes nothing")
        let own = try #require(lab.model.panes.build.run)
        lab.send(.earlierBuild(build))
        #expect(lab.model.panes.build.run == own, "what runs here is newer")
    }
}
