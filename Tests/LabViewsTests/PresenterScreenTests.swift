import LabModel
import LabViews
import LessonFormat
import TerminalUI
import Testing

/// What the room and the presenter see of a presentation, beside the lab.
struct PresenterScreenTests {
    private func stage(_ width: Int, _ height: Int, leftOut: [String] = [], showsTrail: Bool = false) throws -> Lab {
        var lab = try Lab(width: width, height: height)
        let mark = PresentationMark(
            step: lab.model.lesson.steps[0].id, next: 0, pace: 1, elapsed: 0, stepElapsed: 0, leftOut: leftOut,
            trail: ["mkdir first", "cd first", "ls second", "docker images --all"], showsTrail: showsTrail)
        lab.model.present(now: 100, resuming: mark)
        return lab
    }

    @Test func theCommandsSoFarAreShownAndHiddenByAKey() throws {
        var wide = try stage(120, 36)
        #expect(!ScreenTests.draw(&wide).snapshot.contains("docker images --all"))
        wide.type("d")
        let shown = ScreenTests.draw(&wide).snapshot
        for words in ["Commands so far", "$ cd first", "$ ls second", "$ docker images --all"] {
            #expect(shown.contains(words), "\(words) is missing")
        }
        #expect(!shown.contains("mkdir first"))
        wide.type("d")
        #expect(!ScreenTests.draw(&wide).snapshot.contains("docker images --all"))
    }

    @Test func aSmallScreenHasRoomForTheLastCommand() throws {
        var small = try stage(80, 24, showsTrail: true)
        let shown = ScreenTests.draw(&small).snapshot
        #expect(shown.contains("$ docker images --all") && !shown.contains("ls second"))
    }

    @Test func theStripShowsWhichStepsAreLeftOut() throws {
        var lab = try stage(120, 36, leftOut: ["build"])
        let shown = ScreenTests.draw(&lab).snapshot
        #expect(shown.contains("›–░") && shown.contains("0 of 2 done"))
        var open = try stage(120, 36, leftOut: ["write"])
        #expect(ScreenTests.draw(&open).snapshot.contains("step 1 of 3, left out"))
    }

    @Test(arguments: [(80, 24), (120, 36)])
    func theSignStaysWhileTheKeyboardIsThePresenters(_ width: Int, _ height: Int) throws {
        let sign = "The keyboard is yours: F11 or Alt-Y hands it back"
        var lab = try stage(width, height)
        #expect(!ScreenTests.draw(&lab).snapshot.contains(sign))
        lab.press(.function(11))
        lab.press(.function(3))
        lab.type("FROM alpine")
        lab.press(.character("s"), .control)
        #expect(ScreenTests.draw(&lab).snapshot.contains(sign))
        lab.send(.input(.mouse(MouseEvent(.press, at: Point(x: 4, y: height - 1)))))
        #expect(lab.model.presentation?.isDriving == true, "a click on the sign hands it back")
        #expect(!ScreenTests.draw(&lab).snapshot.contains(sign))
    }

    @Test(arguments: [nil, "docker: default"] as [String?])
    func aJumpSaysWhatItTakes(_ engine: String?) throws {
        var lab = try stage(120, 36)
        lab.model.engine = engine
        lab.type("g3")
        lab.press(.enter)
        let shown = ScreenTests.draw(&lab).snapshot
        #expect(shown.contains("Restoring the beginning of step 3"))
        #expect(shown.contains("Docker builds what is before it") == (engine != nil))
    }
}
