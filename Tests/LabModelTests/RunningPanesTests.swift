import BuildPlan
import CommandLines
@testable import LabModel
import LessonFormat
import TerminalUI
import Testing

/// The containers' pane without a lab.
@Suite struct ContainersPaneAloneTests {
    private static let line = RunCommandLine(image: "a:1", ports: ["5000:80"])

    @Test func aNewerImageTakesThePlaceOfTheContainerThatRuns() throws {
        var containers = try Alone(ContainersPane())
        #expect(containers.send(.run(Self.line, builtAt: nil)) == [.world(.startContainer(RunID(1), Self.line))])
        let fetches: [Request] = [.world(.fetchPage(RunID(1), url: "http://localhost:5000"))]
        #expect(containers.send(.run(Self.line, builtAt: 50)) == fetches, "the image is older than the container")
        #expect(containers.send(.run(Self.line, builtAt: 150)) == [.world(.stopContainer(RunID(1)))])
        #expect(containers.send(.run(Self.line, builtAt: 150)).isEmpty, "it is being stopped already")
        #expect(
            containers.send(.ended(RunID(1), status: 130)) == [.world(.startContainer(RunID(2), Self.line))])
        #expect(containers.send(.ended(RunID(1), status: 0)).isEmpty, "the old one has nothing more to say")
        #expect(containers.pane.own?.isRunning == true)
    }

    /// The lesson has another port in the place of the one that somebody took before the container was there.
    @Test func whatWaitsForItsPortsStartsWithTheNewOnes() throws {
        var containers = try Alone(ContainersPane())
        containers.send(.run(Self.line, builtAt: nil))
        #expect(containers.send(.start(RunID(7), old: ["5000:80"], new: ["5001:80"])).isEmpty, "a stale answer")
        let moved = RunCommandLine(image: "a:1", ports: ["5001:80"])
        #expect(
            containers.send(.start(RunID(1), old: ["5000:80"], new: ["5001:80"]))
                == [.world(.startContainer(RunID(2), moved))])
        #expect(containers.pane.own?.ports == ["5001:80"] && containers.pane.own?.url == "http://localhost:5001")
        containers.send(.stop)
        #expect(containers.send(.start(RunID(2), old: ["5001:80"], new: ["5002:80"])) == [.check], "it was stopped")
        #expect(containers.pane.own?.isRunning == false)
    }

    /// F6 does not need another lab: the lesson goes on with the port that there is.
    @Test func theLessonFollowsAPortThatWasTakenWhileTheLabIsOpen() throws {
        var lab = try Lab()
        lab.press(.function(6))
        let first = try #require(lab.take().container)
        #expect(first.arguments == ["-p", "5000:5000", "hello:v1"])
        let moved = try Lab.lesson().with(ports: PortMap([5000: .init(port: 5001, holder: "python3")]))
        lab.send(.portsMoved(moved, before: first.run))
        #expect(lab.model.notice == .portMoved(from: 5000, to: 5001))
        #expect(lab.model.lesson == moved)
        let effects = lab.take()
        #expect(effects.container?.arguments == ["-p", "5001:5000", "hello:v1"])
        #expect(effects.evidence != nil, "the checks ask for the new port")
        lab.send(.containerEnded(first.run, status: 125))
        #expect(lab.model.panes.containers.own?.isRunning == true, "the old one has nothing more to say")
    }

    @Test func aPageIsCheckedWhenItIsNew() throws {
        var containers = try Alone(ContainersPane())
        containers.send(.run(Self.line, builtAt: nil))
        let page = Page(status: 200, body: "hello")
        #expect(containers.send(.page(RunID(1), page)) == [.check])
        #expect(containers.send(.page(RunID(1), page)).isEmpty)
        #expect(containers.pane.own?.state == .serving)
    }

    @Test func aLogIsReadOnlyWhileSomebodySeesIt() throws {
        var containers = try Alone(ContainersPane())
        let row = ContainerRow(id: "x", name: "web", image: "a:1", ports: [], state: .running)
        #expect(containers.send(.listed([row])).isEmpty)
        let area = Rect(x: 0, y: 0, width: 40, height: 10)
        #expect(containers.send(.input(.placed(area))) == [.world(.followLog(RunID(1), container: "x"))])
        #expect(containers.send(.input(.placed(nil))) == [.world(.stopCommand(RunID(1)))])
    }

    @Test func theLogFollowsItsEndAgain() throws {
        var containers = try Alone(ContainersPane())
        containers.send(.run(Self.line, builtAt: nil))
        containers.show(.containers, rows: 50, visible: 10, offset: 40)
        containers.share(.pageUp)
        #expect(containers.pane.log.offset == 31)
        containers.share(.toBottom)
        #expect(containers.pane.log.offset == nil)
    }
}

/// The build's pane without a lab.
@Suite struct BuildPaneAloneTests {
    private func launched() throws -> Alone<BuildPane> {
        var build = try Alone(BuildPane(), focus: .build)
        let line = BuildCommandLine(["."])
        let asked = build.send(.launch(line, source: BuildStream.dockerfile))
        #expect(asked.last == .world(.startBuild(RunID(1), line)) && asked.contains(.buildBegan))
        return build
    }

    @Test func aBuildIsFoldedFromItsEvents() throws {
        var build = try launched()
        var asked: [Request] = []
        for event in BuildStream.editedApp.events { asked += build.send(.event(RunID(1), event)) }
        #expect(asked.count { if case .built = $0 { true } else { false } } == 1, "its steps are told once")
        #expect(build.send(.ended(RunID(1), errors: "")).prefix(2) == [.listImages, .check])
        #expect(build.send(.event(RunID(7), BuildStream.cold.events[0])).isEmpty)
        #expect(build.pane.isRunning == false)
    }

    @Test func aBuildThatRunsIsCancelledAndNoOther() throws {
        var build = try launched()
        #expect(build.send(.cancel) == [.world(.cancelBuild(RunID(1)))])
        build.send(.ended(RunID(1), errors: "interrupted"))
        #expect(build.pane.run?.end == .finished(.cancelled))
        #expect(build.send(.cancel) == [.notice(.nothingToCancel)])
    }

    @Test func aBuildOfTheShellIsStoppedWhereItsCommandIs() throws {
        var build = try Alone(BuildPane())
        let began = build.send(.outside("b", BuildStream.cold.events[0], source: "FROM a\n"))
        #expect(began.contains(.outsideBuildBegan) && build.pane.isRunning)
        #expect(build.send(.cancel) == [.interruptShell])
        #expect(build.send(.shellIsIdle).contains(.check) && !build.pane.isRunning)
        #expect(build.send(.outside("b", BuildStream.cold.events[1], source: "")).isEmpty, "it is over")
    }

    @Test func theSelectedStepIsExplained() throws {
        var build = try launched()
        #expect(build.share(.showCause) == [.notice(.noCause)])
        for event in BuildStream.editedApp.events { build.send(.event(RunID(1), event)) }
        build.lab.screen.stepRows = [0, 1, 3, 5, 7, 9]
        build.show(.build, rows: 20, visible: 10)
        build.share(.lineDown)
        #expect(build.share(.showCause) == [.open(.step(1))])
    }
}

/// The shell's pane without a lab.
@Suite struct ShellPaneAloneTests {
    private static let area = Rect(x: 0, y: 2, width: 40, height: 5)

    @Test func itStartsOnceItHasAPlaceAndNothingIsBeingRestored() throws {
        var shell = try Alone(ShellPane())
        #expect(shell.send(.run("ls")).isEmpty)
        shell.lab.isRestoring = true
        #expect(shell.send(.input(.placed(Self.area))).isEmpty)
        shell.lab.isRestoring = false
        let size = Size(width: 40, height: 4)
        #expect(
            shell.send(.input(.placed(Self.area))) == [
                .world(.startShell(RunID(1), size)), .world(.shellInput(RunID(1), .line("ls"))),
            ])
        #expect(shell.send(.key(.key("x"))) == [.world(.shellInput(RunID(1), .key(.key("x"))))])
    }

    @Test func whatEndsMayHaveChangedEverything() throws {
        var shell = try Alone(ShellPane())
        shell.send(.input(.placed(Self.area)))
        #expect(shell.send(.commandEnded(RunID(1))) == [.shellIsIdle, .readFiles, .listImages, .check])
        #expect(shell.send(.commandEnded(RunID(9))).isEmpty)
        #expect(shell.send(.ended(RunID(1), .ended(status: 0))) == [.shellIsIdle, .listImages, .check])
        #expect(shell.send(.revive).first == .world(.startShell(RunID(2), Size(width: 40, height: 4))))
    }
}
