import Foundation
import LessonFormat
import Scratch
import SelfChecks
import Surroundings
import Testing

@testable import LessonPlay

/// The lessons of a checkout.
struct LessonShelfTests {
    private let checkout: MiniatureCheckout
    init() throws { checkout = try MiniatureCheckout() }

    @Test func exercisesStandBehindLessonsAndOtherFoldersAreNone() {
        #expect(checkout.shelf.folders() == ["01-small", "exercises/01-first"])
    }

    @Test(arguments: [
        (nil, "01-small"), ("01", "01-small"), ("01-small", "01-small"), ("01-first", "exercises/01-first"),
        ("exercises/01-first", "exercises/01-first"), ("exercises/01", "exercises/01-first"),
    ])
    func aLessonIsFoundByFolderOrNumber(_ name: String?, _ folder: String) throws {
        #expect(try checkout.shelf.folder(name) == folder)
        let id = try checkout.shelf.lesson(name).id
        #expect(folder.hasSuffix(id))
    }

    @Test func anUnknownNameIsToldWithThoseThatThereAre() {
        #expect {
            try checkout.shelf.folder("07")
        } throws: {
            "\($0)".contains("there is no lesson 07; there are 01-small, exercises/01-first")
        }
    }

    @Test(arguments: [("Sandbox/first", "01-first"), ("Sandbox/first/deep", "01-first"), ("Sandbox", "01-small")])
    func withoutANameItIsTheOneThatTheLearnerStandsIn(_ folder: String, _ id: String) throws {
        let checkout = try MiniatureCheckout(standingIn: folder)
        #expect(try checkout.shelf.chosen(nil).id == id)
        #expect(checkout.shelf.isInWorkspace == (folder != "Sandbox"))
        #expect(try checkout.shelf.chosen("01-small").id == "01-small")
    }

    @Test func aStepsTextIsItsMarkdown() throws {
        let step = try checkout.lesson.steps[1]
        #expect(checkout.shelf.text(of: step) == "Remove it.")
    }
}

/// How far the learner is.
struct ProgressFileTests {
    private let checkout: MiniatureCheckout
    init() throws { checkout = try MiniatureCheckout() }

    @Test func whatIsKeptIsReadAgain() throws {
        let file = ProgressFile(try checkout.place)
        #expect(file.read() == Progress())
        var progress = Progress()
        progress.lessons["01-small"] = LessonProgress()
        progress.lessons["01-small"]?.passed = ["write-it"]
        progress.lessons["01-small"]?.answers = ["write-it-2": 1]
        file.write(progress)
        #expect(file.read() == progress)
        #expect(try checkout.lesson.passedSteps(progress) == 1)
        #expect(try !checkout.lesson.isPassed(progress))
    }

    @Test func aDamagedFileIsABeginning() throws {
        try checkout.scratch.put("{\"lessons\":", at: "store/progress.json")
        #expect(ProgressFile(try checkout.place).read() == Progress())
    }

    @Test func aCourseGoesOnWhereTheLearnerIs() throws {
        var course = try Course(checkout.shelf, of: checkout.home)
        #expect(course.lessons.map(\.id) == ["01-small", "01-first"] && course.firstExercise == 1)
        #expect(try course.first(named: nil) == 1 && course.first(named: "01-small") == 0)
        // What another program has kept meanwhile is not lost.
        var others = try Course(checkout.shelf, of: checkout.home)
        others.change(0) { $0.passed.insert("write-it") }
        course.change(1) { $0.passed.insert("do-it") }
        #expect(course.reached(0).passed == ["write-it"])
        let again = try Course(checkout.shelf, of: checkout.home)
        #expect(again.lessons[1].isPassed(again.progress))
    }
}

/// The skeleton of a new lesson is a lesson.
struct LessonSkeletonTests {
    @Test(
        arguments: ["07-networks", "exercises/17-volumes", "18", "a\u{2F}9-x"], [nil, "A \"title\" \\ with: # signs"])
    func itCanBeReadAndAgreesWithItself(_ name: String, _ title: String?) throws {
        let skeleton = LessonSkeleton(name: name, title: title)
        var content: [String: [UInt8]] = [:]
        for (path, text) in skeleton.files { content[path] = Array(text.utf8) }
        let files = LessonFiles(folder: name, content: content)
        let lesson = try LessonReader.lesson(files)
        if let title { #expect(lesson.title == title) }
        #expect(LessonInspector(lesson, files).findings().map(\.description) == [])
        #expect(SelfChecks.needs(of: lesson.steps[0]).files == ["Dockerfile"])
    }
}
