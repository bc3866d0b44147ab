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

    /// At a step, with a screen that has room for its page.
    private func opened(_ step: Int) throws -> Lab {
        var lab = try Lab(width: 120, height: 60)
        let id = lab.model.lesson.steps[step].id
        let mark = PresentationMark(step: id, next: 0, pace: 1, elapsed: 0, stepElapsed: 0)
        lab.model.present(now: 100, resuming: mark)
        return lab
    }

    /// The lesson's page, however its lines are broken.
    private func page(_ lab: inout Lab) -> String {
        let grid = ScreenTests.draw(&lab)
        let rows = (0..<grid.size.height).map { row in
            String((0..<50).map { grid[Point(x: $0, y: row)].character ?? " " })
        }
        return rows.joined(separator: " ").split(separator: " ").joined(separator: " ")
    }

    @Test(arguments: [(0, "Nothing was built yet"), (1, "Nothing was built in this step yet")])
    func whatTheStepsBeforeMadeIsThere(_ step: Int, _ words: String) throws {
        var lab = try opened(step)
        lab.press(.character("4"), .alt)
        #expect(ScreenTests.draw(&lab).snapshot.contains(words))
    }

    @Test func aQuestionSaysWhatSpaceDoes() throws {
        var lab = try opened(2)
        let performing = page(&lab)
        #expect(performing.contains("answer; Space performs the step's next action"), "\(performing)")
        #expect(performing.contains("to guess by the letter of a line"), "\(performing)")
        lab.press(.function(11))
        let taken = page(&lab)
        #expect(taken.contains("or Space for the next one") && taken.contains("Space makes the next one"), "\(taken)")
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
