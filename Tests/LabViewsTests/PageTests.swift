import BuildPlan
import LabModel
import LessonFormat
import SelfChecks
import TerminalUI
import Testing

@testable import LabViews

/// The lesson's page, and what leads to and from it.
@Suite struct PageTests {
    private func rows(_ lab: inout Lab) -> [String] {
        let grid = ScreenTests.draw(&lab)
        return (0..<grid.size.height).map { row in
            String((0..<grid.size.width).map { grid[Point(x: $0, y: row)].character ?? " " })
        }
    }

    private func judged(_ lab: inout Lab, _ evidence: (inout Evidence) -> Void = { _ in }) throws {
        lab.press(.function(9))
        _ = rows(&lab)
        let asked = try #require(lab.take().evidence)
        var found = Evidence()
        for path in asked.needs.files { found.files[path] = .missing }
        evidence(&found)
        lab.send(.evidence(asked.run, found))
    }

    @Test func theTextComesFirstAndTheChecksBelowIt() throws {
        var lab = try Lab(height: 60)
        try judged(&lab)
        let rows = rows(&lab)
        let text = try #require(rows.firstIndex { $0.contains("Type this") })
        let found = try #require(rows.firstIndex { $0.contains("found: no Dockerfile") })
        #expect(text < found)
        #expect(rows.contains { $0.contains("Checks: ✗") })
    }

    @Test func f9GoesToTheChecks() throws {
        var lab = try Lab(width: 80, height: 12)
        try judged(&lab)
        #expect(rows(&lab).contains { $0.contains("found: no Dockerfile") })
        #expect(lab.model.layout.focus == .lesson)
    }

    @Test func whatTheEditorHoldsAloneIsNamed() throws {
        var lab = try Lab(height: 60)
        lab.press(.function(3))
        lab.type("FROM alpine\n")
        try judged(&lab)
        #expect(rows(&lab).contains { $0.contains("Dockerfile is open in the editor and not") })
    }

    /// F5 saves by itself; a `docker build` of the shell does not.
    @Test func whatABuildOfTheShellCouldNotReadIsNamed() throws {
        var lab = try Lab(height: 60)
        lab.press(.function(8))
        lab.press(.function(3))
        lab.type("FROM alpine\n")
        try judged(&lab)
        #expect(!rows(&lab).contains { $0.contains("is open in the editor") }, "nothing was built yet")
        let refusal = Refusal(location: nil, message: "Dockerfile cannot be read.", advice: nil)
        try judged(&lab) { $0.build = BuildEvidence(steps: [], result: .refused([refusal])) }
        let page = rows(&lab)
        let found = try #require(page.firstIndex { $0.contains("found: the build was refused") })
        let named = try #require(page.firstIndex { $0.contains("Dockerfile is open in the editor and not") })
        #expect(found < named)
    }

    @Test func aFileThatIsTheSolutionSendsTheLearnerElsewhere() throws {
        var lab = try Lab(height: 60, files: ["Dockerfile": "FROM alpine\nCOPY app.py .\n"])
        for _ in 0..<2 { lab.press(.character("h"), .alt) }
        #expect(rows(&lab).contains { $0.contains("Your file is the same: what a check") })
    }

    /// A letter answers wherever the question is in sight and no pane has another use for the key.
    @Test func guessesAreMadeBesideOtherPanes() throws {
        var lab = try Lab()
        lab.press(.function(8))
        lab.press(.function(8))
        lab.press(.character("4"), .alt)
        _ = rows(&lab)
        lab.type("a")
        #expect(lab.model.panes.lesson.guesses.all == ["COPY requirements.txt .": true])
        lab.type("1")
        #expect(lab.model.panes.lesson.reached.answers.values.first == 1)
    }

    /// On a small screen the question may stand below what is shown: the answer brings it in sight, with the choices.
    @Test func whatIsAnsweredComesInSight() throws {
        var lab = try Lab(width: 80, height: 12)
        lab.press(.function(8))
        lab.press(.function(8))
        #expect(!rows(&lab).contains { $0.contains("What is a layer?") })
        lab.type("1")
        let page = rows(&lab)
        #expect(page.contains { $0.contains("What is a layer?") }, "\(page)")
        #expect(page.contains { $0.contains("1 A file") } && page.contains { $0.contains("2 A set of changes") })
        lab.type("a")
        #expect(rows(&lab).contains { $0.contains("COPY requirements.txt .") })
        let offset = lab.model.panes.lesson.scroll
        lab.type("b")
        #expect(lab.model.panes.lesson.scroll == offset, "what is in sight stays where it is")
    }

    @Test func aClickOnTheBarOpensTheStep() throws {
        var lab = try Lab()
        let header = try #require(rows(&lab).first)
        let bar = try #require(header.firstIndex(of: "›"))
        let column = header.distance(from: header.startIndex, to: bar)
        lab.send(.input(.mouse(MouseEvent(.press, at: Point(x: column + 2, y: 0)))))
        #expect(lab.model.panes.lesson.stepIndex == 2)
    }

    @Test func theLessonIsSeenOverTheEditor() throws {
        var lab = try Lab(width: 80, height: 24)
        lab.press(.function(3))
        #expect(!rows(&lab).contains { $0.contains("Type this") })
        lab.press(.character("i"), .alt)
        #expect(rows(&lab).contains { $0.contains("Type this") })
        lab.press(.escape)
        #expect(lab.model.layout.focus == .editor && lab.model.dialogue == nil)
    }

    @Test func findingsAreListedAndGoneThrough() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM alpine\nWORKDRI /app\nRUN a\nCOPY x\n"])
        lab.press(.function(3))
        lab.press(.character("m"), .alt)
        #expect(lab.model.panes.editor.file?.caretLine == 2)
        lab.press(.character("m"), .alt)
        #expect(lab.model.panes.editor.file?.caretLine == 4)
        lab.press(.character("m"), .alt)
        #expect(lab.model.panes.editor.file?.caretLine != 4)
        lab.press(.function(10))
        lab.type("list all errors")
        lab.press(.enter)
        let box = rows(&lab)
        #expect(box.contains { $0.contains("line 2:") } && box.contains { $0.contains("line 4:") }, "\(box)")
    }

    /// The digits that are typed in the list of lessons are seen, and so is a number that nothing has.
    @Test(arguments: [
        ("", "Up, Down or a number choose"), ("0", "Go to 0…"), ("06", "Go to 06…"), ("1", "Go to 1…"),
        ("9", "Nothing here has the number 9:"), ("99", "Nothing here has the number 99:"), ("996", "Go to 6…"),
    ])
    func aTypedNumberIsSeenInTheListOfLessons(typed: String, foot: String) throws {
        var lab = try Lab()
        lab.press(.character("l"), .alt)
        for case .listLessons(let run) in lab.take() {
            let folders = ["06-greeting", "exercises/12-z"]
            lab.send(.lessons(run, folders.map { LessonEntry(id: $0, folder: $0, title: $0, steps: 1) }))
        }
        for digit in typed { lab.press(.character(digit)) }
        let shown = rows(&lab)
        #expect(shown.contains { $0.contains(foot) }, "\(shown)")
    }

    @Test func whatDockerSaysOfTheFailureIsShown() throws {
        var lab = try Lab()
        lab.press(.function(5))
        lab.acceptWrites()
        let run = try #require(lab.model.panes.build.run?.id)
        let refusal = Refusal(location: "Dockerfile:2:1", message: "`WORKDRI` is not an instruction.", advice: nil)
        lab.send(.build(run, TimedBuildEvent(time: 1, event: .finished(.refused([refusal])))))
        lab.press(.character("d"), .alt)
        #expect(rows(&lab).contains { $0.contains("Docker says: unknown instruction") })
    }

    /// What the shell has for itself is named neither in its help nor beside the actions that F10 finds.
    @Test func theShellsOwnKeysAreNotOfferedThere() throws {
        var lab = try Lab(width: 120, height: 100)
        lab.press(.function(4))
        for (key, word) in [("Alt-D", "docker says"), ("Alt-L", "choose a lesson")] {
            lab.press(.function(1))
            #expect(!rows(&lab).contains { $0.contains(key + "  ") })
            lab.press(.escape)
            lab.press(.function(10))
            lab.type(word)
            let found = rows(&lab)
            #expect(found.contains { $0.lowercased().contains(word) } && !found.contains { $0.contains(key) })
            lab.press(.escape)
        }
        lab.press(.function(3))
        lab.press(.function(10))
        lab.type("docker says")
        #expect(rows(&lab).contains { $0.contains("Alt-D") })
    }

    @Test func aLineOfCodeThatGoesOnIsMarked() {
        let code = CodeBlock(language: "sh", text: "docker build --tag my-flask-app:v1 .\n", purpose: .shown, line: 1)
        var layout = MarkdownLayout(glyphs: .unicode, width: 24, selectedBlock: nil)
        layout.add([.code(code)])
        #expect(layout.lines.map(\.text) == ["  docker build --tag", "  ↳ my-flask-app:v1 ."])
    }

    @Test(arguments: ["1", "4", "6"] as [Character])
    func theNextFindingIsWhereTheBuildFailedToo(fromPane pane: Character) throws {
        var lab = try Lab(files: ["Dockerfile": BuildStream.dockerfile, "app.py": "print()\n"])
        lab.press(.function(3))
        lab.press(.character("]"), .alt)
        lab.press(.function(5))
        lab.acceptWrites()
        lab.play(.failed)
        lab.press(.character(pane), .alt)
        lab.press(.character("m"), .alt)
        #expect(lab.model.layout.focus == .editor)
        #expect(lab.model.panes.editor.file?.path == "Dockerfile")
        #expect(lab.model.panes.editor.file?.caretLine == 7)
    }

    /// The place that is opened, and its message, come from the text as it is now.
    @Test func anEditMovesTheNextFindingOrEndsIt() throws {
        var lab = try Lab(files: ["Dockerfile": BuildStream.dockerfile, "app.py": "print()\n"])
        lab.press(.function(5))
        lab.acceptWrites()
        lab.play(.failed)
        lab.press(.function(3))
        lab.press(.home, .control)
        lab.type("# note\n")
        lab.press(.character("m"), .alt)
        #expect(lab.model.panes.editor.file?.caretLine == 8)
        #expect(rows(&lab).contains { $0.contains("failed: ") })
        lab.press(.down)
        lab.press(.end)
        lab.type("x")
        lab.press(.character("m"), .alt)
        #expect(!rows(&lab).contains { $0.contains("failed: ") }, "the instruction that failed is another one now")
    }

    @Test func spaceAnswersWhatIsInSight() throws {
        var lab = try Lab()
        lab.press(.function(8))
        lab.press(.function(8))
        let instructions = ["COPY requirements.txt .", "COPY app.py ."]
        lab.type(" ")
        #expect(lab.model.panes.lesson.guesses.all.isEmpty, "nothing is drawn, and Space turns the page")
        _ = rows(&lab)
        lab.type(" ")
        #expect(lab.model.panes.lesson.guesses.all == [instructions[0]: true])
        lab.type(" ")
        #expect(lab.model.panes.lesson.guesses.all == [instructions[0]: true, instructions[1]: true])
        lab.type(" ")
        #expect(lab.model.panes.lesson.guesses.all == [instructions[0]: true, instructions[1]: false])
    }
}
