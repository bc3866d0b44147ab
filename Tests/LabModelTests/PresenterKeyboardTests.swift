@testable import LabModel
import LessonFormat
import TerminalUI
import Testing

/// A command line that is begun for the presenter, and finished by hand.
struct PresenterKeyboardTests {
    private static let lesson = [
        "lesson.yaml": "id: l\ntitle: L\nsummary: S\nworkspace: w\nsteps: [01-build, 02-end]\n",
        "steps/01-build.md": """
        ---
        title: Build
        goal: It is built.
        checks: [{ title: There, file: { path: Dockerfile } }]
        solution:
          - build: -t hello:v1 .
            typed: docker build -t
          - run: docker images
        ---
        Text.
        """,
        "steps/02-end.md": "---\ntitle: End\ngoal: All is done.\n---\nText.\n",
    ]

    private func stage() throws -> Lab {
        var lab = try Lab(lesson: Self.lesson)
        lab.model.present(now: 100)
        return lab
    }

    private func pass(_ seconds: Double, in lab: inout Lab) {
        for _ in 0..<Int(seconds * 50) { lab.send(.tick(lab.model.now + 0.02)) }
    }

    /// The beginning is typed, and nothing more.
    private func begun() throws -> Lab {
        var lab = try stage()
        lab.press(.character(" "))
        pass(3, in: &lab)
        return lab
    }

    @Test func thePresenterFinishesTheLineAndSpaceGoesOn() throws {
        var lab = try begun()
        let effects = lab.take()
        let run = try #require(effects.shell)
        #expect(effects.typed == "docker build -t" && lab.model.presentation?.keyboard == .lent)
        #expect(lab.model.layout.focus == .shell && !lab.model.isAnimated)
        #expect(lab.model.presentation?.trail == [], "a line that is not entered would give the answer away")

        lab.type(" hello:v1 .")
        #expect(lab.take().typed == " hello:v1 .", "letters and Space are the shell's")
        lab.press(.enter)
        #expect(lab.take().typed == "\n" && lab.model.presentation?.keyboard == .performing)
        #expect(lab.model.presentation?.trail == ["docker build -t hello:v1 ."])
        #expect(lab.model.nextAction == .run("docker images") && lab.model.isBusy, "as if all had been typed")
        lab.send(.shellCommandEnded(run))
        lab.type("  ")
        #expect(lab.take().typed == "docker images\n")
    }

    @Test func whatIsHandedBackIsTypedWhole() throws {
        var lab = try begun()
        _ = lab.take()
        lab.type("oops")
        lab.press(.function(11))
        #expect(lab.take().typed.hasPrefix("oopsdocker build -t"), "the prompt is cleared and the line begins again")
        pass(3, in: &lab)
        #expect(lab.take().typed.hasSuffix("hello:v1 .\n"))
        #expect(lab.model.presentation?.trail == ["docker build -t hello:v1 ."])
    }

    @Test func aLineThatWasTakenOverIsFinishedByEnterAndTheKeyboardStays() throws {
        var lab = try begun()
        let run = try #require(lab.take().shell)
        lab.press(.enter)
        lab.send(.shellCommandEnded(run))
        _ = lab.take()
        lab.press(.character(" "))
        pass(0.2, in: &lab)
        lab.press(.function(11))
        pass(1, in: &lab)
        let part = lab.take().typed
        #expect("docker images".hasPrefix(part) && part.count < 8, "typing waits: \(part)")
        lab.type(" ps")
        lab.press(.enter)
        #expect(lab.take().typed == " ps\n" && lab.model.presentation?.typing == nil)
        #expect(lab.model.presentation?.keyboard == .taken, "r and u would do something else than write")
        lab.press(.function(11))
        #expect(lab.model.presentation?.isDriving == true && lab.model.nextAction == nil)
    }

    @Test func aLineThatNobodyFinishesIsBegunAgain() throws {
        var lab = try begun()
        #expect(lab.model.presentationMark?.next == 0, "a new terminal performs it again")
        lab.press(.function(8))
        #expect(lab.model.panes.lesson.stepIndex == 1 && lab.model.presentation?.keyboard == .performing)
    }

    // MARK: Stray keys

    /// While Space performs, hands write nothing: it would be saved and built with the next press.
    @Test(arguments: ["?", "x", "Q", "\n", "\t", "\u{8}", "\u{7f}", "paste", "left"])
    func aStrayKeyLeavesTheFileAlone(_ key: String) throws {
        var lab = try Lab(lesson: PresentingTests.lesson)
        lab.model.present(now: 100)
        lab.press(.character(" "))
        pass(0.3, in: &lab)
        #expect(lab.model.layout.focus == .editor && lab.model.presentation?.isDriving == true)
        let before = try #require(lab.model.panes.editor.file?.text)
        switch key {
        case "\n": lab.press(.enter)
        case "\t": lab.press(.tab)
        // Backspace alone is the presenter's key: back by one action.
        case "\u{8}": lab.press(.backspace, .shift)
        case "\u{7f}": lab.press(.delete)
        case "left": lab.press(.left)
        case "paste": lab.send(.input(.paste("RUN oops")))
        default: lab.press(.character(Character(key)))
        }
        #expect(lab.model.panes.editor.file?.text == before)
        #expect(lab.model.notice == .spacePerforms)
        pass(4, in: &lab)
        #expect(lab.model.panes.editor.file?.text == "FROM alpine\nRUN true\n")
    }

    // MARK: What the shell tells

    @Test func whatIsTypedFreelyIsInTheTrail() throws {
        var lab = try stage()
        lab.press(.function(11))
        lab.send(.shellTyped(RunID(1), ["docker ps", "docker images"]))
        #expect(lab.model.presentation?.trail == ["docker ps", "docker images"])
        #expect(lab.model.presentationMark?.trail == ["docker ps", "docker images"], "a new terminal has them, too")
    }

    /// The shell tells of lines that were performed as well: they are one.
    @Test func aLineStandsInTheTrailAsItWasFinished() throws {
        var lab = try begun()
        lab.type(" hello:v2 .")
        lab.press(.enter)
        lab.send(.shellTyped(RunID(1), ["docker build -t hello:v2 ."]))
        #expect(lab.model.presentation?.trail == ["docker build -t hello:v2 ."])
        lab.send(.shellTyped(RunID(1), ["docker build -t hello:v2 ."]))
        #expect(lab.model.presentation?.trail.count == 2, "it was entered once more")
    }

    @Test func aShellThatTellsNothingIsNamedOnce() throws {
        var lab = try stage()
        for run in 1...2 { lab.send(.shellNotFollowed(RunID(run))) }
        #expect(lab.model.presentation?.trail == ["# what is typed by hand is not listed here: only bash tells it"])
    }
}
