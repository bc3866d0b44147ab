import LessonFormat
import LessonPlay
import Testing

/// `present --without`.
struct LeftOutStepsTests {
    private func lesson() throws -> Lesson {
        var files = [
            "lesson.yaml": "id: l\ntitle: L\nsummary: S\nworkspace: w\nsteps: [01-a, 02-b, 03-c]\n"
        ]
        for name in ["01-a", "02-b", "03-c"] { files["steps/\(name).md"] = "---\ntitle: T\ngoal: G\n---\nText.\n" }
        return try LessonReader.lesson(LessonFiles(folder: "l", content: files.mapValues { Array($0.utf8) }))
    }

    @Test(arguments: [("2", ["b"], 0), ("3,1", ["a", "c"], 1), (" 1, 2 ,2", ["a", "b"], 2)])
    func namesStepsByTheirNumbers(_ numbers: String, _ ids: [String], _ first: Int) throws {
        let steps = try LeftOutSteps(numbers, of: try lesson())
        #expect(steps.ids(of: try lesson()) == ids && !steps.isEmpty)
        #expect(steps.firstShown(of: try lesson()) == first)
        #expect(throws: Never.self) { try steps.demandShown(first) }
    }

    @Test(arguments: ["", "0", "4", "-1", "two", "1,", "1 2", "99999999999999999999", "1,2,3"])
    func otherWordsAreRefused(_ numbers: String) throws {
        let lesson = try lesson()
        #expect(throws: LessonFailure.self) { try LeftOutSteps(numbers, of: lesson) }
    }

    @Test func aStepThatIsLeftOutIsNotTheFirst() throws {
        let steps = try LeftOutSteps("2", of: try lesson())
        #expect(throws: LessonFailure.self) { try steps.demandShown(1) }
        #expect(try LeftOutSteps().isEmpty && LeftOutSteps().ids(of: try lesson()).isEmpty)
    }
}
