import ImageFormat
import LessonFormat
import Scratch
import Surroundings
import Testing

@testable import LessonPlay

/// What is done about lessons outside of the lab: lists, progress, names, and where handed-in files lie.
struct OutsideTests {
    private let checkout: MiniatureCheckout
    init() throws { checkout = try MiniatureCheckout() }

    @Test func everyLessonHasALineWithItsProgress() throws {
        let first = try checkout.shelf.lesson("exercises/01-first")
        var reached = LessonProgress()
        reached.passed = Set(first.steps.map(\.id))
        var progress = Progress()
        progress.lessons[first.id] = reached
        let lines = LessonList(checkout.shelf, progress).lines
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("      01-small            "))
        #expect(lines[1].hasPrefix("done  exercises/01-first"))
    }

    @Test func progressIsToldForPeopleAndPrograms() throws {
        let lesson = try checkout.shelf.lesson("01-small")
        var reached = LessonProgress()
        reached.passed = [lesson.steps[0].id]
        reached.hints[lesson.steps[0].id] = 2
        var progress = Progress()
        progress.lessons[lesson.id] = reached
        let report = ProgressReport(of: [lesson], progress)
        #expect(report.lines[0] == "01-small  1 of \(lesson.steps.count) steps")
        #expect(report.lines[1] == "  done  1. \(lesson.steps[0].title) (2 hints)")
        let told = report.json["lessons"]?.elements?.first
        #expect(told?["steps_passed"]?.integer == 1)
        #expect(told?["steps"]?.elements?.count == lesson.steps.count)
        #expect(told?["steps"]?.elements?.first?["hints_shown"]?.integer == 2)
    }

    @Test func aStepOrALessonIsForgotten() throws {
        let lesson = try checkout.shelf.lesson("01-small")
        let file = ProgressFile(checkout.home.place())
        var reached = LessonProgress()
        reached.passed = Set(lesson.steps.map(\.id))
        try file.keep(reached, of: lesson.id)
        try file.forget(0, of: lesson)
        #expect(file.read().lessons[lesson.id]?.passed == Set(lesson.steps.dropFirst().map(\.id)))
        try file.forget(nil, of: lesson)
        #expect(file.read().lessons[lesson.id] == nil)
    }

    @Test(
        arguments: [
            ("08-networks", true), ("exercises/17-volumes", true), ("a", true), ("exercises", false), ("", false),
            ("exercises/", false), ("a/b", false), ("-a", false), ("Upper", false), ("a b", false), ("../a", false),
            ("exercises/a/b", false),
        ])
    func aLessonsFolderHasAPlainName(_ name: String, _ isName: Bool) {
        #expect(LessonSkeleton.isName(name) == isName)
    }

    private func work(_ workspace: String?, isFolderOfLessons: Bool) -> HandedWork {
        HandedWork(
            below: checkout.shelf, workspace: workspace, isFolderOfLessons: isFolderOfLessons,
            in: checkout.surroundings)
    }

    @Test func aNamedLessonWithoutItsFolderIsNotGraded() throws {
        let lesson = try checkout.shelf.lesson("exercises/01-first")
        let (nowhere, homework) = (checkout.scratch("nowhere"), checkout.scratch("homework"))
        try checkout.scratch.makeFolder("homework")
        let asks = [
            (work(nowhere, isFolderOfLessons: false), false, nowhere),
            (work(nowhere, isFolderOfLessons: true), true, nowhere),
            (work(homework, isFolderOfLessons: true), false, homework + "/first"),
            (work(nil, isFolderOfLessons: false), false, checkout.scratch("Sandbox/first")),
        ]
        for (work, isAll, folder) in asks {
            let failure = #expect(throws: LessonFailure.self) { _ = try work.graded([lesson], isAll: isAll) }
            #expect(failure?.description == "there is no folder \(folder)")
        }
    }

    /// Whoever names a folder means one that is there, whether or not anything is built.
    @Test func aFolderThatIsNotThereIsNotJudgedEither() throws {
        let lesson = try checkout.shelf.lesson("exercises/01-first")
        let (nowhere, homework) = (checkout.scratch("nowhere"), checkout.scratch("homework"))
        try checkout.scratch.makeFolder("homework")
        let asks = [
            (work(nowhere, isFolderOfLessons: false), false, nowhere),
            (work(nowhere, isFolderOfLessons: true), true, nowhere),
            (work(homework, isFolderOfLessons: true), false, homework + "/first"),
        ]
        for (work, isAll, folder) in asks {
            let failure = #expect(throws: LessonFailure.self) {
                _ = try work.judged([lesson], step: nil, isAll: isAll)
            }
            #expect(failure?.description == "there is no folder \(folder)")
        }
    }

    @Test func aFolderOneLevelTooHighIsRefused() throws {
        let lesson = try checkout.shelf.lesson("01-small")
        let homework = checkout.scratch("homework")
        try checkout.scratch.put("hello\n", at: "homework/01-small/note.txt")
        let high = work(homework, isFolderOfLessons: false)
        let words =
            "\(homework) has none of the files of 01-small, but there is \(homework)/01-small: give that folder as --workspace"
        for isBuilt in [true, false] {
            let failure = #expect(throws: LessonFailure.self) {
                _ =
                    try isBuilt
                    ? high.graded([lesson], isAll: false) : high.judged([lesson], step: nil, isAll: false)
            }
            #expect(failure?.description == words)
        }
        // A learner may keep a copy beside the files.
        try checkout.scratch.put("hello\n", at: "homework/note.txt")
        #expect(try high.judged([lesson], step: nil, isAll: false).count == 1)
    }

    @Test func whatWasNotNamedOrIsOneOfAllIsJudgedAsItIs() throws {
        let lesson = try checkout.shelf.lesson("exercises/01-first")
        try checkout.scratch.makeFolder("homework")
        let own = try work(nil, isFolderOfLessons: false).judged([lesson], step: nil, isAll: false)
        let homework = work(checkout.scratch("homework"), isFolderOfLessons: true)
        let one = try homework.judged([lesson], step: nil, isAll: true)
        #expect(own.map(\.folder) == [checkout.scratch("Sandbox/first")] && !own[0].isPassed)
        #expect(one.map(\.folder) == [checkout.scratch("homework/first")] && !one[0].isPassed)
    }

    @Test func ofAllExercisesThoseWithoutAFolderAreNotBegun() throws {
        let lesson = try checkout.shelf.lesson("exercises/01-first")
        try checkout.scratch.makeFolder("homework")
        for workspace in [nil, checkout.scratch("homework")] {
            let results = try work(workspace, isFolderOfLessons: true).graded([lesson], isAll: true)
            #expect(results.map(\.points) == [0] && results.map(\.possible) == [1])
            let folder = checkout.scratch(workspace == nil ? "Sandbox/first" : "homework/first")
            let words = CheckReport(results).plain
            #expect(words.contains("found:    not begun: there is no folder \(folder)\n"), "\(words)")
            #expect(words.contains("slipway watch 01-first makes that folder") == (workspace == nil), "\(words)")
        }
    }

    @Test func handedInFilesLieInAFolderForEachLesson() throws {
        let lesson = try checkout.shelf.lesson("exercises/01-first")
        let root = checkout.scratch("homework")
        #expect(work(nil, isFolderOfLessons: true).folder(of: lesson) == nil)
        #expect(work(root, isFolderOfLessons: false).folder(of: lesson) == root)
        #expect(work(root, isFolderOfLessons: true).folder(of: lesson) == root + "/" + lesson.workspace)
        try checkout.scratch.put("x", at: "homework/exercises/\(lesson.id)/a")
        #expect(work(root, isFolderOfLessons: true).folder(of: lesson) == root + "/exercises/" + lesson.id)
        try checkout.scratch.put("x", at: "homework/\(lesson.id)/a")
        #expect(work(root, isFolderOfLessons: true).folder(of: lesson) == root + "/" + lesson.id)
    }
}
