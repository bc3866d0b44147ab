import BuildPlan
import CommandLines
@testable import LabModel
import LessonFormat
import TerminalUI
import Testing

/// A race in the build's pane.
@Suite struct RaceTests {
    private static let words = ["slow", "quick", "--edit", "app.py"]

    /// A race that was asked for by its key.
    private func racing() throws -> (lab: Lab, run: RunID) {
        var lab = try Lab(files: ["Dockerfile": BuildStream.dockerfile])
        lab.press(.character("4"), .alt)
        lab.type("r")
        #expect(lab.model.dialogue == .prompt(Prompt(.race)))
        _ = lab.take()
        lab.type("slow quick --edit app.py\n")
        lab.acceptWrites()
        for case .startRace(let run, let line) in lab.take() {
            #expect(line.words == Self.words)
            return (lab, run)
        }
        throw NoRace()
    }

    private struct NoRace: Error {}

    private func race(_ lab: Lab) -> RaceRun? {
        if case .race(let race) = lab.model.panes.build.sight { race } else { nil }
    }

    private func play(_ lab: inout Lab, _ run: RunID, _ side: RaceSide, _ lap: RaceLap, _ stream: BuildStream) {
        for event in stream.events { lab.send(.race(run, RaceEvent(side: side, lap: lap, build: event))) }
    }

    @Test func eachSideHasItsBuildAndTheFasterOneWins() throws {
        let (begun, run) = try racing()
        var lab = begun
        #expect(lab.model.panes.build.isRacing && lab.model.isAnimated && lab.model.isBusy)
        play(&lab, run, .first, .warmUp, .cold)
        play(&lab, RunID(-1), .second, .warmUp, .cold)
        #expect(race(lab)?.second.lap == nil, "a stale race changes nothing")
        play(&lab, run, .second, .warmUp, .cold)
        #expect(race(lab)?.first.run.summary.executed == 5)
        play(&lab, run, .first, .race, .cold)
        play(&lab, run, .second, .race, .editedApp)
        #expect(race(lab)?.first.bytesWritten == 5_000 && race(lab)?.second.bytesWritten == 210)
        #expect(race(lab)?.second.run.summary.hits == 3, "the second lap begins anew")
        lab.send(.raceEnded(run, status: 0, errors: ""))
        let slow = try #require(BuildStream.cold.events.last?.time)
        let quick = try #require(BuildStream.editedApp.events.last?.time)
        #expect(race(lab)?.stand == .decided(RaceVerdict(first: slow, second: quick)))
        #expect(!lab.model.panes.build.isRacing)
        lab.press(.escape)
        #expect(lab.model.panes.build.sight == .newest)
    }

    @Test func aRaceIsStoppedByTheKeyOfABuild() throws {
        let (begun, run) = try racing()
        var lab = begun
        lab.type("x")
        #expect(lab.take().contains(.stopCommand(run)) && race(lab)?.stand == .stopping)
        lab.send(.raceEnded(run, status: 1, errors: "Error: cancelled\n"))
        #expect(race(lab)?.stand == .stopped)
    }

    @Test func whatIsWrongWithItIsSaid() throws {
        let (begun, run) = try racing()
        var lab = begun
        lab.send(.raceEnded(run, status: 1, errors: "Error: slow has no file `app.py`\n"))
        #expect(race(lab)?.stand == .failed("Error: slow has no file `app.py`\n"))
    }

    @Test func aBuildEndsIt() throws {
        let (begun, run) = try racing()
        var lab = begun
        lab.press(.function(5))
        lab.acceptWrites()
        let asked = lab.take()
        #expect(asked.contains(.stopCommand(run)) && asked.build != nil)
        #expect(lab.model.panes.build.sight == .newest)
        lab.send(.raceEnded(run, status: 1, errors: ""))
        #expect(lab.model.panes.build.sight == .newest)
    }

    @Test(arguments: ["\n", "a | b\n", "a b --edit c --format json\n", "equired\n"])
    func anythingElseIsNoRace(_ answer: String) throws {
        var lab = try Lab()
        lab.press(.character("4"), .alt)
        lab.type("r" + answer)
        #expect(lab.model.notice == .noRace)
    }

    /// The block of a lesson, used by Enter, and the words that stand in the prompt already.
    @Test func aLessonsRaceIsShownInThePane() throws {
        let block = Lab.write.replacing("docker build -t hello:v2 .", with: "slipway race slow quick --edit app.py")
        let lesson = "id: l\ntitle: L\nsummary: S\nworkspace: w\nsteps: [01-write]\n"
        var lab = try Lab(lesson: ["lesson.yaml": lesson, "steps/01-write.md": block])
        lab.press(.character("4"), .alt)
        lab.type("r")
        #expect(lab.model.dialogue == .prompt(Prompt(.race, text: "slow quick --edit app.py")))
        lab.press(.escape)
        lab.press(.function(2))
        lab.press(.right)
        lab.press(.right)
        lab.press(.enter)
        lab.acceptWrites()
        let asked = lab.take().contains { effect in
            if case .startRace(_, let line) = effect { line.words == Self.words } else { false }
        }
        #expect(asked && lab.model.panes.build.isRacing)
    }

    @Test func aPresenterPerformsItInThePane() throws {
        var presentation = Presentation(now: 0)
        let lab = LabContext(lesson: try Lab.lesson())
        let line = "slipway race slow quick --edit app.py"
        let race = try #require(RaceCommandLine(Self.words))
        #expect(presentation.race(.run(line), lab) == [.race(race)])
        #expect(presentation.next == 1 && presentation.trail == [line])
        #expect(presentation.race(.run("echo"), lab) == nil && presentation.race(.stop, lab) == nil)
    }
}
