import BuildPlan
import LabModel
import SelfChecks
import TerminalUI
import Testing

/// What the page shows beside a guess is what the judge counts, however the instruction is written.
@Suite struct GuessTests {
    @Test(arguments: [
        ("COPY requirements.txt .", true), ("COPY ./requirements.txt ./", true), ("copy requirements.txt ./", true),
        ("COPY --chown=1:1 requirements.txt .", true), (#"COPY ["requirements.txt", "."]"#, true),
        ("COPY requirements.txt /app/", true), ("COPY requirements-dev.txt .", false),
        ("ADD requirements.txt .", false),
    ])
    func thePageAndTheJudgeAgree(instruction: String, isSame: Bool) throws {
        var lab = try Lab()
        lab.press(.function(8))
        lab.press(.function(8))
        lab.type("ABB")
        var steps = BuildStream.lesson
        steps[2].0 = instruction
        var stream = BuildStream(steps)
        stream.run(0, .done)
        for step in 1...5 { stream.run(step, .cached(saved: 0.1)) }
        stream.succeed(hits: 5, executed: 0, saved: 0.5)
        lab.press(.function(5))
        lab.acceptWrites()
        lab.play(stream)
        let evidence = try #require(lab.model.panes.build.run?.evidence)
        #expect((evidence.step(of: "COPY requirements.txt .") != nil) == isSame)
        let page = Self.page(&lab)
        #expect(page.contains("it was CACHED: right") == isSame, "\(page)")
    }

    /// The left half of the screen, however its lines are broken.
    private static func page(_ lab: inout Lab) -> String {
        let grid = ScreenTests.draw(&lab)
        let rows = (0..<grid.size.height).map { row in
            String((0..<50).map { grid[Point(x: $0, y: row)].character ?? " " })
        }
        return rows.joined(separator: " ").split(separator: " ").joined(separator: " ")
    }

    /// The build failed above `COPY app.py .`: no guess of it is right or wrong.
    @Test func aStepThatNeverRanProvesNoGuess() throws {
        var lab = try Lab()
        lab.press(.function(8))
        lab.press(.function(8))
        lab.type("ABB")
        lab.press(.function(5))
        lab.acceptWrites()
        lab.play(.failed)
        let page = Self.page(&lab)
        #expect(page.contains("it ran: wrong") && page.contains("the build did not come to it"), "\(page)")
        #expect(!page.contains("it ran: right"), "\(page)")
    }
}
