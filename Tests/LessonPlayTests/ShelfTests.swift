import Faults
import Files
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

    /// Of two lessons of one name the brought one counts, and none where a folder of lessons is named.
    @Test func lessonsOfBundlesStandAmongSlipwaysOwn() throws {
        for folder in ["00-first", "01-small", "exercises/02-more"] {
            let text = try checkout.scratch.text("Lessons/01-small/lesson.yaml")
            try checkout.scratch.put(text, at: "store/lessons/\(folder)/lesson.yaml")
        }
        let shelf = try #require(LessonShelf(in: checkout.surroundings))
        #expect(shelf.folders() == ["00-first", "01-small", "exercises/01-first", "exercises/02-more"])
        #expect(shelf.path(of: "01-small") == checkout.scratch("store/lessons/01-small"))
        #expect(!shelf.isSlipways("01-small") && shelf.isSlipways("exercises/01-first"))
        let named = checkout.surroundings.with("SLIPWAY_LESSONS", checkout.scratch("store/lessons"))
        let own = try #require(LessonShelf(in: named))
        #expect(own.folders() == ["00-first", "01-small", "exercises/02-more"] && !own.isSlipways("00-first"))
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

    @Test func severalLessonsAreAllExercisesOrThoseThatAreNamed() throws {
        let shelf = checkout.shelf
        #expect(try shelf.all().map(\.id) == ["01-small", "01-first"])
        #expect(try shelf.all(exercisesAlone: true).map(\.id) == ["01-first"])
        let named = try shelf.lessons(["exercises/01", "01"]) { try shelf.lesson("07") }
        #expect(named.map(\.id) == ["01-first", "01-small"])
        let standard = try shelf.lessons([]) { try shelf.lesson("01-first") }
        #expect(standard.map(\.id) == ["01-first"])
        #expect(throws: TextFault.self) { try shelf.lessons(["01", "07"]) { try shelf.lesson(nil) } }
    }

    @Test func anUnknownNameIsToldWithThoseThatThereAre() {
        #expect {
            try checkout.shelf.folder("07")
        } throws: {
            "\($0)".contains("there is no lesson 07; there are 01-small, exercises/01-first")
        }
    }

    /// This holds for all lessons too: without any there would be an empty bundle, or a verdict on no lesson.
    @Test(arguments: [
        ("nosuch", "there is no such folder: name the folder that"),
        ("empty", "no folder in it has a lesson.yaml: name"),
        ("plain", "it is a file: name the folder that"), ("Lessons/01-small", "name the folder above it, /"),
    ])
    func aFolderWithoutLessonsIsRefused(_ folder: String, _ words: String) throws {
        try checkout.scratch.put("", at: "plain")
        try checkout.scratch.put("", at: "empty/a/note")
        let named = checkout.surroundings.with("SLIPWAY_LESSONS", checkout.scratch(folder))
        let shelf = try #require(LessonShelf(in: named))
        let asks: [() throws -> Void] = [
            { _ = try shelf.all() }, { _ = try shelf.folder(nil) }, { _ = try shelf.folder("01") },
        ]
        for ask in asks {
            let fault = #expect(throws: TextFault.self) { try ask() }
            #expect(fault?.file == checkout.scratch(folder) && fault?.message.contains(words) == true)
        }
    }

    @Test(arguments: [("Sandbox/first", "01-first"), ("Sandbox/first/deep", "01-first"), ("Sandbox", "01-small")])
    func withoutANameItIsTheOneThatTheLearnerStandsIn(_ folder: String, _ id: String) throws {
        let checkout = try MiniatureCheckout(standingIn: folder)
        #expect(try checkout.shelf.chosen(nil).id == id)
        #expect(checkout.shelf.isInWorkspace == (folder != "Sandbox"))
        #expect(try checkout.shelf.chosen("01-small").id == "01-small")
    }

    /// By the name of the lesson or of its workspace, also from a folder inside of the copy.
    @Test func aCopyOfALessonsFolderIsKnownByItsName() throws {
        let copies = [("hw/01-first", "hw/01-first"), ("hw/01-first/deep", "hw/01-first"), ("first", "first")]
        for (path, folder) in copies {
            let found = checkout.shelf.copy(at: checkout.scratch(path))
            #expect(found?.lesson.id == "01-first")
            #expect(found?.folder == checkout.scratch(folder))
        }
        for path in ["hw", "Sandbox/first", "Lessons/exercises/01-first", "Lessons/01-small/start"] {
            let found = checkout.shelf.copy(at: checkout.scratch(path))
            #expect(found?.folder == nil, "\(path)")
        }
    }

    /// Up, in a circle, and out into the whole machine.
    @Test(.timeLimit(.minutes(20)), arguments: [".", "..", "/", "other"]) func aLinkToAFolderIsNotFollowed(
        _ target: String
    ) throws {
        let folder = checkout.shelf.path(of: "01-small")
        for name in ["a", "b", "c"] {
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/steps/\(name)", withDestinationPath: target)
        }
        #expect(try checkout.lesson.steps.count == 2)
        #expect(try checkout.shelf.files(of: "01-small").content.keys.allSatisfy { !$0.hasPrefix("steps/a/") })
    }

    @Test func aFolderThatIsNoLessonsIsToldByItsSize() throws {
        for number in 0...LessonTree.mostNames { try checkout.scratch.put("", at: "Lessons/01-small/start/\(number)") }
        #expect {
            _ = try checkout.lesson
        } throws: {
            "\($0)" == "01-small: the folder holds more than 4096 names or 64 MiB"
        }
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
        try file.keep(progress.lessons["01-small"], of: "01-small")
        #expect(file.read() == progress)
        #expect(try checkout.lesson.passedSteps(progress) == 1)
        #expect(try !checkout.lesson.isPassed(progress))
    }

    /// The lab comes back to what it showed, and a lab of another folder does not begin with that.
    @Test func whatWasOnTheScreenIsKeptByFolder() throws {
        let own = try checkout.place
        let other = checkout.home.place(of: try checkout.lesson, workspace: checkout.scratch("elsewhere"))
        var reached = LessonProgress()
        (reached.step, reached.view) = ("write-it", LabView(focus: "editor", lower: "shell", file: "note.txt"))
        try ProgressFile(own).keep(reached, of: "01-small")
        let again = try #require(ProgressFile(own).read().lessons["01-small"]?.view)
        #expect(again.focus == "editor" && again.lower == "shell" && again.file == "note.txt")
        #expect(ProgressFile(other).read().lessons["01-small"]?.view == nil)
        try ProgressFile(other).keep(LessonProgress(), of: "02-other")
        #expect(ProgressFile(own).read().lessons["01-small"]?.view == again, "what others keep leaves it alone")
    }

    @Test func aDamagedFileIsABeginning() throws {
        try checkout.scratch.put("{\"lessons\":", at: "store/progress.json")
        let file = ProgressFile(try checkout.place)
        #expect(file.read() == Progress())
        // It is not lost when the learner goes on, because a person can mend it.
        try file.keep(LessonProgress(), of: "01-small")
        #expect(file.read().lessons.keys.sorted() == ["01-small"])
        let kept = try checkout.place.home + "/progress.json.damaged"
        #expect(try String(contentsOfFile: kept, encoding: .utf8) == "{\"lessons\":")
    }

    /// Each lab knows how far its own lesson is; of the others it knows what was so when it began.
    @Test func twoLabsKeepEachOthersProgress() throws {
        let place = try checkout.place
        DispatchQueue.concurrentPerform(iterations: 40) { number in
            var reached = LessonProgress()
            reached.step = "step-\(number)"
            do { try ProgressFile(place).keep(reached, of: "lesson-\(number)") } catch { Issue.record("\(error)") }
        }
        #expect(ProgressFile(place).read().lessons.count == 40)
        try ProgressFile(place).keep(nil, of: "lesson-7")
        #expect(ProgressFile(place).read().lessons.count == 39)
    }

    @Test func whatCannotBeKeptIsTold() throws {
        let place = try checkout.place
        try checkout.scratch.put("a file", at: "store/progress.json/x")
        #expect(throws: FileError.self) { try ProgressFile(place).keep(LessonProgress(), of: "01-small") }
        var course = try Course(checkout.shelf, of: checkout.home)
        course.change(0) { $0.hints["write-it"] = 1 }
        course.change(0) { $0.answers["q"] = 2 }
        #expect(course.notKept != nil)
        #expect(course.reached(0).hints == ["write-it": 1] && course.reached(0).answers == ["q": 2])
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
