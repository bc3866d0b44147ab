import LabModel
import LessonFormat
import Scratch
import Testing

@testable import LabRuntime
@testable import LessonPlay

/// What a new terminal has of a presentation that was cut off.
@MainActor
struct PresentationKeepingTests {
    private let scratch: ScratchFolder
    private let prepared: PreparedLesson

    init() throws {
        let small = try SmallPresentation()
        (scratch, prepared) = (small.scratch, small.prepared)
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
        #expect(first.report.contains("  2. B: left out"), "\(first.report)")
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
