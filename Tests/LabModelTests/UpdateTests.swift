import BuildPlan
@testable import LabModel
import LessonFormat
import SelfChecks
import TerminalUI
import TextEditing
import Testing

/// Builds, containers and the end of the lab, by keys and events.
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
}

extension Lab {
    /// What a key asks of the world.
    mutating func pressed(_ key: Key) -> [WorldEffect] {
        press(key)
        return take()
    }
}
