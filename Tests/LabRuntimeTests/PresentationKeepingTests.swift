import LabModel
import LessonFormat
import Scratch
import Surroundings
import Testing

@testable import LabRuntime
@testable import LessonPlay

/// What a new terminal has of a presentation that was cut off.
@MainActor
struct PresentationKeepingTests {
    private let scratch: ScratchFolder
    private let prepared: PreparedLesson

    init() throws {
        scratch = try ScratchFolder()
        try scratch.put("#!/bin/sh\nexit 0\n", at: "bin/slipway", mode: 0o755)
        let files = [
            "lesson.yaml": "id: 01-small\ntitle: Small\nsummary: One file.\nworkspace: app\nsteps: [01-a, 02-b]\n",
            "steps/01-a.md": "---\ntitle: A\ngoal: There is a file.\nsolution:\n  - write: a\n---\nWrite.\n",
            "steps/02-b.md": "---\ntitle: B\ngoal: There is another.\nsolution:\n  - write: b\n---\nWrite.\n",
            "solution/a": "a\n", "solution/b": "b\n",
        ]
        let lesson = try LessonReader.lesson(
            LessonFiles(folder: "01-small", content: files.mapValues { Array($0.utf8) }))
        let surroundings = Surroundings(
            variables: ["PATH": "/usr/bin:/bin", "HOME": scratch.path], folder: scratch.path,
            program: scratch("bin/slipway"))
        prepared = PreparedLesson(lesson, root: scratch("prepared"), in: surroundings)
        try scratch.put("first\n", at: "prepared/Sandbox/app/a")
        for step in 0...1 { try prepared.capture(step) }
    }

    @Test func timesAndStepsThatAreLeftOutGoOn() throws {
        let leftOut = try LeftOutSteps("2", of: prepared.lesson)
        let first = try PresenterSession.begin(prepared, with: nil, goesOn: false, without: leftOut)
        #expect(first.report.isEmpty)
        var model = LabModel(lesson: prepared.lesson, progress: Progress())
        model.present(now: 0, resuming: first.mark)
        first.follow(model)
        first.end(model)
        first.leave()
        #expect(!first.report.isEmpty)
        #expect(first.farewell == first.report + ["Go on with: slipway present --resume 01-small"])

        let second = try PresenterSession.begin(prepared, with: nil, goesOn: true)
        defer { second.leave() }
        #expect(second.report == first.report, "the times of the first terminal")
        #expect(second.mark.leftOut == ["b"] && second.mark.step == "a")
    }

    @Test func otherStepsAreLeftOutWhereThatIsSaid() throws {
        let first = try PresenterSession.begin(prepared, with: 1, goesOn: false)
        var model = LabModel(lesson: prepared.lesson, progress: Progress())
        model.present(now: 0, resuming: first.mark)
        first.end(model)
        first.leave()
        let leftOut = try LeftOutSteps("2", of: prepared.lesson)
        let second = try PresenterSession.begin(prepared, with: nil, goesOn: true, without: leftOut)
        defer { second.leave() }
        #expect(second.mark.leftOut == ["b"])
    }

    @Test func itBeginsWithTheFirstStepThatIsShown() throws {
        let leftOut = try LeftOutSteps("1", of: prepared.lesson)
        let session = try PresenterSession.begin(prepared, with: nil, goesOn: false, without: leftOut)
        defer { session.leave() }
        #expect(session.mark.step == "b")
        #expect(throws: LessonFailure.self) {
            try PresenterSession.begin(prepared, with: 1, goesOn: false, without: leftOut)
        }
    }
}
