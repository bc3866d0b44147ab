import BuildPlan
import LabModel
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

    @Test func theLastBuildIsThereAgainAndCountsForNoCheck() throws {
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
