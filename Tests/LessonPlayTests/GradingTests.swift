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
        try checkout.scratch.put("begin\n", at: "handed/note.txt")
        _ = try Grading([lesson], in: checkout.surroundings).grade(lesson, in: checkout.scratch("handed"))
        #expect(try seen(checkout) == ["begin", "hello"])
    }

    @Test func theSolutionsFilesAreNotWritten() throws {
        let checkout = try checkout()
        let lesson = try lateLesson(checkout)
        try checkout.scratch.put("begin\n", at: "handed/note.txt")
        let results = try Grading([lesson], in: checkout.surroundings).grade(lesson, in: checkout.scratch("handed"))
        #expect(!results.isPassed && results.points == 3 && results.possible == 4, "partial credit")
    }

    /// Nobody gets points for a file that was not handed in.
    @Test func whatTheLearnerBeganWithIsNotAdded() throws {
        let checkout = try checkout()
        let lesson = try lateLesson(checkout)
        try checkout.scratch.put("FROM x\n", at: "handed/Recipe")
        let results = try Grading([lesson], in: checkout.surroundings).grade(lesson, in: checkout.scratch("handed"))
        #expect(try seen(checkout).isEmpty && results.points == 1, "no build has seen a note")
        try checkout.scratch.makeFolder("empty")
        let empty = try Grading([lesson], in: checkout.surroundings).grade(lesson, in: checkout.scratch("empty"))
        #expect(empty.points == 0 && empty.possible == 4)
    }

    /// What no repository should have would otherwise be kept out of the image by not being there.
    @Test(arguments: ["note.txt", "**/note.txt", "other.txt"])
    func whatIsToBeKeptOutIsThereToBeKeptOut(_ unwanted: String) throws {
        let checkout = try checkout()
        var lesson = try lateLesson(checkout)
        lesson.steps[0].checks.append(
            Check(id: "c", title: "No note", kind: .image(reference: "small:v1", .lacksFile(path: unwanted))))
        try checkout.scratch.put("FROM x\n", at: "handed/Recipe")
        _ = try Grading([lesson], in: checkout.surroundings).grade(lesson, in: checkout.scratch("handed"))
        #expect(try seen(checkout) == (unwanted == "other.txt" ? [] : ["begin", "hello"]))
    }

    /// One that never ends does not keep the others from being graded.
    @Test func aBuildThatDoesNotEndIsStoppedAndSaidWhy() throws {
        let checkout = try MiniatureCheckout(program: #"[ "$1" != build ] || [ "$4" != one ] || sleep 100000"#)
        var lesson = try lateLesson(checkout)
        lesson.steps[0].solution = [.build("one")]
        lesson.steps[0].checks = [
            Check(id: "a", title: "It is built", kind: .build(.succeeded)),
            Check(id: "b", title: "It is there", kind: .image(reference: "small:v1", .exists)),
            Check(id: "c", title: "It has a recipe", kind: .file(path: "Recipe", .exists)),
        ]
        try checkout.scratch.put("FROM x\n", at: "handed/Recipe")
        let grading = try Grading([lesson], patience: 1, in: checkout.surroundings)
        let results = try grading.grade(lesson, in: checkout.scratch("handed"))
        #expect(results.points == 1, "the recipe is there")
        let words = CheckReport([results]).plain
        #expect(words.contains("found:    the build did not end within 1 second\n"), "\(words)")
        #expect(words.contains("no image small:v1: the build did not end within 1 second\n"), "\(words)")
    }

    /// A build that could not begin has left no events: what it said is the cause.
    @Test func aBuildThatCannotBeginIsToldAsTheCause() throws {
        let checkout = try MiniatureCheckout(
            program: #"[ "$1 $4" != "build one" ] || { echo "Error: Dockerfile is a folder" >&2; exit 1; }"#)
        var lesson = try lateLesson(checkout)
        lesson.steps[0].solution = [.build("one")]
        lesson.steps[0].checks = [Check(id: "b", title: "It is there", kind: .image(reference: "small:v1", .exists))]
        try checkout.scratch.put("FROM x\n", at: "handed/Recipe")
        let results = try Grading([lesson], in: checkout.surroundings).grade(lesson, in: checkout.scratch("handed"))
        let words = CheckReport([results]).plain
        #expect(
            words.contains("no image small:v1: the build could not begin: Error: Dockerfile is a folder\n"), "\(words)")
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
