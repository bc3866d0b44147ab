import Foundation
import LessonFormat
import Scratch
import SelfChecks
import Surroundings
import Testing

@testable import LessonPlay

/// Homework: files that were handed in, judged in a copy.
struct GradingTests {
    /// An exercise with two builds and an edit between them, as the cache's exercises have.
    private func lateLesson(_ checkout: MiniatureCheckout) throws -> Lesson {
        var lesson = try checkout.lesson
        lesson.steps = [lesson.steps[0]]
        lesson.steps[0].solution = [.write(path: "Recipe"), .build("one"), .write(path: "note.txt"), .build("two")]
        lesson.steps[0].checks = [
            Check(id: "a", title: "It says hello", kind: .file(path: "note.txt", .contains("hello")), points: 3),
            Check(id: "b", title: "It has a recipe", kind: .file(path: "Recipe", .exists)),
        ]
        lesson.start = ["note.txt": Array("begin\n".utf8)]
        return lesson
    }

    private func seen(_ checkout: MiniatureCheckout) throws -> [String] {
        let path = checkout.scratch("seen")
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try checkout.scratch.text("seen").split(separator: "\n").map(String.init)
    }

    /// Its program notes what the file was when it was told to build.
    private func checkout() throws -> MiniatureCheckout {
        try MiniatureCheckout(
            program: #"[ "$1" != build ] || cat note.txt >>"${SLIPWAY_ROOT}/seen" 2>/dev/null; exit 0"#)
    }

    @Test func theFileThatIsEditedBetweenTwoBuildsBeginsAsItWasFound() throws {
        let checkout = try checkout()
        let lesson = try lateLesson(checkout)
        try checkout.scratch.put("hello from me\n", at: "handed/note.txt")
        try checkout.scratch.put("FROM x\n", at: "handed/Recipe")
        let results = try Grading([lesson], in: checkout.surroundings).grade(lesson, in: checkout.scratch("handed"))
        #expect(try seen(checkout) == ["begin", "hello from me"])
        #expect(results.isPassed && results.points == 4 && results.possible == 4)
        #expect(try checkout.scratch.text("handed/note.txt") == "hello from me\n", "what was handed in is only read")
    }

    @Test func aFileThatWasLeftAloneIsEditedAsTheSolutionDoes() throws {
        let checkout = try checkout()
        let lesson = try lateLesson(checkout)
        try checkout.scratch.put("FROM x\n", at: "handed/Recipe")
        _ = try Grading([lesson], in: checkout.surroundings).grade(lesson, in: checkout.scratch("handed"))
        #expect(try seen(checkout) == ["begin", "hello"])
    }

    @Test func theSolutionsFilesAreNotWritten() throws {
        let checkout = try checkout()
        let lesson = try lateLesson(checkout)
        try checkout.scratch.put("x", at: "handed/other")
        let results = try Grading([lesson], in: checkout.surroundings).grade(lesson, in: checkout.scratch("handed"))
        #expect(!results.isPassed && results.points == 3 && results.possible == 4, "partial credit")
    }

    @Test func aFolderThatIsNotThereFails() throws {
        let checkout = try checkout()
        let lesson = try lateLesson(checkout)
        let results = try Grading([lesson], in: checkout.surroundings).grade(lesson, in: checkout.scratch("nowhere"))
        #expect(results.points == 0 && results.possible == 4)
        let told = Grading.notBegun(lesson, missing: "/nowhere", advice: "begin")
        #expect(told.points == 0 && told.possible == 4)
    }

    @Test func whatIsOnlyAnsweredInTheLabIsLeftOut() throws {
        let checkout = try MiniatureCheckout()
        var lesson = try checkout.lesson
        lesson.steps[0].checks[0].until = nil
        try checkout.scratch.put("hello\n", at: "handed/note.txt")
        let grading = try Grading([lesson], in: checkout.surroundings)
        let results = try grading.grade(lesson, in: checkout.scratch("handed"))
        #expect(results.results.map(\.counts) == [true, false, true])
        let quiz = try #require(lesson.steps[0].checks.last)
        let answered = try grading.grade(lesson, in: checkout.scratch("handed"), answers: [quiz.id: 1])
        #expect(answered.results.map(\.counts) == [true, true, true])
    }

    @Test func ownWorkCountsTowardsProgressAndKeepsWhatPassed() throws {
        let checkout = try MiniatureCheckout()
        let lesson = try checkout.lesson
        let place = try checkout.place
        let work = OwnWork(lesson, at: place, countsTowardsProgress: true)
        #expect(try !work.results(ofStep: nil).isPassed)
        // The second step asks that there is no note, so both never pass at once, unless the first says until when.
        var ended = lesson
        ended.steps[0].checks = [ended.steps[0].checks[0]]
        ended.steps[0].checks[0].until = "run-it"
        try checkout.scratch.put("hello\n", at: "Sandbox/small/note.txt")
        let own = OwnWork(ended, at: place, countsTowardsProgress: true)
        _ = try own.results(ofStep: 0)
        #expect(ProgressFile(place).read().lessons[lesson.id]?.passed.contains("write-it") == true)
        try FileManager.default.removeItem(atPath: place.workspace + "/note.txt")
        let whole = try own.results(ofStep: nil)
        #expect(whole.isPassed && whole.passed == 2, "passed earlier, and passed now")

        let stranger = OwnWork(ended, at: place, countsTowardsProgress: false)
        let left = try stranger.results(ofStep: nil)
        #expect(left.isPassed && left.passed == 1, "what nobody can see any more does not count")
    }
}
