import BuildPlan
@testable import LabModel
import ShellScreen
import TerminalUI
import Testing
import TextEditing

/// The shell's pane by keys, with a terminal that reads written bytes in the place of a shell.
struct ShellPaneTests {
    /// A lab in whose shell somebody has seen these lines scroll by.
    private func lab(showing text: String = "", rows: Int = 4) throws -> (lab: Lab, run: RunID, terminal: ShellTerminal)
    {
        var lab = try Lab(width: 40, height: rows + 4)
        lab.press(.function(4))
        lab.draw()
        let run = try #require(lab.take().shell)
        let terminal = ShellTerminal(Size(width: 40, height: rows))
        lab.show(text, in: terminal, run)
        return (lab, run, terminal)
    }

    @Test func itStartsWhereItIsFirstSeenAndFollowsItsSize() throws {
        var lab = try Lab()
        lab.send(.input(.resize(Size(width: 40, height: 8))))
        #expect(lab.take().shell == nil, "nobody looks at it yet")
        lab.press(.function(4))
        let effects = lab.take()
        let run = try #require(effects.shell)
        #expect(effects == [.startShell(run, Size(width: 40, height: 4))])
        lab.send(.input(.resize(Size(width: 40, height: 8))))
        #expect(lab.take().isEmpty)
        lab.send(.input(.resize(Size(width: 80, height: 24))))
        #expect(lab.take() == [.resizeShell(run, Size(width: 80, height: 20))])
    }

    @Test func keysGoToTheShellButForTheLabsFew() throws {
        var (lab, run, _) = try lab()
        for press in [KeyPress.key("h"), .control("c"), .control("p"), KeyPress(.tab), .key("?"), KeyPress(.escape)] {
            lab.press(press.key, press.modifiers)
            #expect(lab.take() == [.shellInput(run, .key(press))])
        }
        lab.press(.function(2))
        #expect(lab.model.layout.focus == .lesson && lab.take().isEmpty)
        lab.press(.function(4))
        lab.press(.character("]"), .control)
        #expect(lab.model.layout.focus != .shell && lab.take().isEmpty)
    }

    @Test func aPasteGoesToTheShell() throws {
        var (lab, run, _) = try lab()
        lab.send(.input(.paste("echo hello")))
        #expect(lab.take() == [.shellInput(run, .paste("echo hello"))])
    }

    @Test func pageUpReadsWhatScrolledAwayAndEscapeComesBack() throws {
        var (lab, run, terminal) = try lab(showing: (1...20).map { "line \($0)\r\n" }.joined())
        #expect(lab.model.panes.shell.firstRow(rows: 4) == 17)
        lab.press(.pageUp)
        #expect(lab.model.panes.shell.isReading && lab.model.panes.shell.firstRow(rows: 4) == 14 && lab.take().isEmpty)
        lab.show("more\r\n", in: terminal, run)
        #expect(lab.model.panes.shell.firstRow(rows: 4) == 14, "what is read stays where it is")
        lab.press(.escape)
        #expect(!lab.model.panes.shell.isReading && lab.model.panes.shell.firstRow(rows: 4) == 18)
        lab.press(.pageUp)
        lab.type("x")
        #expect(!lab.model.panes.shell.isReading && lab.take() == [.shellInput(run, .key(.key("x")))])
    }

    @Test func aProgramThatHasTheScreenGetsPageUpAndTheWheel() throws {
        var (lab, run, _) = try lab(showing: "\u{1b}[?1049h")
        lab.press(.pageUp)
        #expect(lab.take() == [.shellInput(run, .key(KeyPress(.pageUp)))])
        lab.send(.input(.mouse(MouseEvent(.wheelUp, at: Point(x: 2, y: 4)))))
        #expect(lab.take() == [.shellInput(run, .mouse(MouseEvent(.wheelUp, at: Point(x: 2, y: 1))))])
    }

    @Test func whatIsFoundIsSelectedAndCopied() throws {
        var (lab, _, _) = try lab(showing: (1...20).map { "line \($0)\r\n" }.joined())
        lab.press(.pageUp)
        lab.press(.character("f"), .control)
        lab.type("line 1")
        lab.press(.enter)
        lab.press(.character("b"), .alt)
        let found = try #require(lab.model.panes.shell.selection)
        #expect(lab.model.panes.shell.frame?.text(from: found.lowerBound, to: found.upperBound) == "line 1")
        lab.press(.character("c"), .control)
        #expect(lab.takeAsked() == [.copy("line 1")] && lab.model.notice == .copied)
        lab.press(.pageUp)
        lab.press(.character("f"), .control)
        lab.type(" nowhere")
        lab.press(.enter)
        #expect(lab.model.notice == .edit(.notFound))
    }

    @Test func theMouseSelectsAndCopies() throws {
        var (lab, _, _) = try lab(showing: "hello world\r\n")
        for (kind, x) in [(MouseEvent.Kind.press, 6), (.drag, 8), (.drag, 10), (.release, 10)] {
            lab.send(.input(.mouse(MouseEvent(kind, at: Point(x: x, y: 3)))))
        }
        #expect(lab.takeAsked() == [.copy("world")])
    }

    @Test func aShellThatEndedStartsAgainOnEnter() throws {
        var (lab, run, _) = try lab(showing: "$ ")
        lab.send(.shellEnded(run, status: 3))
        #expect(lab.model.panes.shell.state == .ended(status: 3))
        _ = lab.take()
        lab.type("x")
        #expect(lab.take().isEmpty)
        lab.press(.enter)
        let again = try #require(lab.take().shell)
        lab.send(.shellFrame(run, ShellTerminal(Size(width: 40, height: 4)).frame()))
        #expect(again != run && lab.model.panes.shell.frame == nil, "the old shell has nothing more to say")
    }

    @Test func aCommandThatEndedMayHaveChangedEverything() throws {
        var (lab, run, _) = try lab(showing: "$ ")
        lab.send(.shellCommandEnded(run))
        let effects = lab.take()
        #expect(effects.contains(.read(file: "Dockerfile")) && effects.evidence != nil)
        #expect(effects.contains { if case .listImages = $0 { true } else { false } })
    }

    @Test func aBlockOfTheLessonRunsInTheShell() throws {
        var lab = try Lab(lesson: PresentingTests.lesson.merging(["steps/01-write.md": Self.block]) { $1 })
        lab.press(.function(2))
        lab.press(.right)
        lab.press(.enter)
        let effects = lab.take()
        let run = try #require(effects.shell)
        #expect(effects.contains(.shellInput(run, .line("mkdir w\ncd w"))))
    }

    private static let block = """
        ---
        title: Write
        goal: It is there.
        opens: Dockerfile
        checks: [{ title: There, file: { path: Dockerfile } }]
        ---
        ```sh {exec}
        mkdir w
        cd w
        ```
        """

    // MARK: Builds that are typed

    @Test func aTypedBuildIsTheLabsBuildFromThenOn() throws {
        var (lab, run, _) = try lab(showing: "$ ")
        let stream = BuildStream.editedApp.events
        for event in stream.dropLast() { lab.send(.outsideBuild("build-1", event)) }
        #expect(lab.model.panes.build.run?.isRunning == true && lab.model.panes.build.run?.steps.count ?? 0 > 3)
        #expect(lab.model.layout.focus == .shell, "the learner goes on typing")
        lab.press(.character("k"), .alt)
        _ = lab.take()
        lab.press(.character("4"), .alt)
        lab.type("x")
        #expect(lab.take() == [.shellInput(run, .key(.control("c")))], "it is stopped where its command is")
        for event in stream.suffix(1) { lab.send(.outsideBuild("build-1", event)) }
        #expect(lab.model.panes.build.run?.isRunning == false)
        #expect(lab.take().evidence != nil)
    }

    @Test func theLabsOwnBuildIsNotTakenTwice() throws {
        var (lab, _, _) = try lab(showing: "$ ")
        lab.press(.function(5))
        let run = try #require(lab.take().build).run
        let stream = BuildStream.editedApp.events
        guard case .started(let start)? = stream.first?.event else {
            Issue.record("the stream does not begin")
            return
        }
        for event in stream { lab.send(.build(run, event)) }
        lab.send(.buildEnded(run, status: 0, errors: ""))
        let steps = lab.model.panes.build.run
        for event in stream { lab.send(.outsideBuild(start.buildID, event)) }
        #expect(lab.model.panes.build.run?.id == steps?.id)
    }

    @Test func aBuildWhoseCommandIsGoneIsOver() throws {
        var (lab, run, _) = try lab(showing: "$ ")
        for event in BuildStream.editedApp.events.prefix(4) { lab.send(.outsideBuild("build-1", event)) }
        #expect(lab.model.panes.build.run?.isRunning == true)
        lab.send(.shellCommandEnded(run))
        #expect(lab.model.panes.build.run?.isRunning == false)
    }
}

extension Lab {
    mutating func show(_ text: String, in terminal: ShellTerminal, _ run: RunID) {
        Array(text.utf8).withUnsafeBytes { terminal.feed($0) }
        send(.shellFrame(run, terminal.frame()))
    }
}

extension [WorldEffect] {
    var shell: RunID? {
        for case .startShell(let run, _) in self { return run }
        return nil
    }
}
