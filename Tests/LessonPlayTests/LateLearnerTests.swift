import BuildJournal
import Foundation
import LessonFormat
import Scratch
import SelfChecks
import Surroundings
import Testing

@testable import LessonPlay

/// `slipway lesson goto`, and what counts after it.
struct LateLearnerTests {
    /// A lesson that begins without a folder: its first step makes it.
    private func lesson(_ checkout: MiniatureCheckout) throws -> Lesson {
        var lesson = try checkout.lesson
        lesson.start = [:]
        lesson.steps[0].solution = [
            .run("mkdir small && cd small"), .run("echo made >note.txt"), .build("-t small:v1 ."),
        ]
        lesson.steps[0].checks = [Check(id: "folder", title: "The folder is there", kind: .folder(path: "."))]
        return lesson
    }

    private func number(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    }

    private func reached(_ lesson: Lesson, _ place: Workplace) throws -> LessonProgress {
        try #require(ProgressFile(place).read().lessons[lesson.id])
    }

    // MARK: The folder

    /// A shell that stands in the folder would have no folder any more.
    @Test func theFolderStaysWhenTheLessonMakesItAnew() throws {
        let checkout = try MiniatureCheckout(standingIn: "Sandbox/small")
        let (lesson, place) = (try lesson(checkout), try checkout.place)
        try checkout.scratch.put("my own\n", at: "Sandbox/small/mine.txt")
        let before = try number(place.workspace)
        let arrival = try CatchUp(lesson, at: place) { _ in }.go(to: 1)
        #expect(arrival.faults.isEmpty)
        #expect(try number(place.workspace) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.workspace) == ["note.txt"])
        let backup = try #require(arrival.backup)
        #expect(try String(contentsOfFile: backup + "/mine.txt", encoding: .utf8) == "my own\n")
        let sandbox = try FileManager.default.contentsOfDirectory(atPath: checkout.scratch("Sandbox"))
        #expect(sandbox.sorted() == ["Bases", "backups", "small"])
    }

    @Test(arguments: [true, false])
    func beforeTheFirstStepItIsGoneUnlessSomebodyStandsInIt(_ isStoodIn: Bool) throws {
        let checkout = try MiniatureCheckout(standingIn: isStoodIn ? "Sandbox/small" : "Sandbox")
        try checkout.scratch.put("my own\n", at: "Sandbox/small/mine.txt")
        _ = try CatchUp(try lesson(checkout), at: try checkout.place) { _ in }.go(to: 0)
        #expect(FileManager.default.fileExists(atPath: checkout.scratch("Sandbox/small")) == isStoodIn)
    }

    // MARK: What was built before

    @Test func whereLayersCameFromIsNoFaultAndAFailedBuildIsOne() throws {
        let checkout = try MiniatureCheckout()
        var lesson = try lesson(checkout)
        let ofTheCache: [BuildExpectation] = [
            .cached("RUN a"), .executed("RUN a"), .changed("COPY a"), .hitsAtLeast(2),
        ]
        for (number, expectation) in ofTheCache.enumerated() {
            lesson.steps[0].checks.append(Check(id: "\(number)", title: "cache", kind: .build(expectation)))
        }
        #expect(try CatchUp(lesson, at: try checkout.place) { _ in }.go(to: 1).faults.isEmpty)
        lesson.steps[0].checks.append(Check(id: "built", title: "It is built", kind: .build(.succeeded)))
        #expect(try CatchUp(lesson, at: try checkout.place) { _ in }.go(to: 1).faults == ["1. Write it: It is built"])
    }

    // MARK: Whose work it is

    /// The journal of a build in which `RUN pip install` ran.
    private func build(_ id: String, in place: Workplace) throws {
        let lines = """
            {"v":1,"event":"started","time":0.0,"buildID":"\(id)","dockerfile":"Dockerfile","context":".",\
            "tags":[],"wallClock":1.5}
            {"v":1,"event":"planned","time":0.1,"stages":[{"index":0,"base":"x","isNeeded":true}],"steps":[{"step":1,\
            "stage":0,"keyword":"RUN","text":"RUN pip install","firstLine":2,"lastLine":2,"ordinal":1,"stageStepCount":1}]}
            {"v":1,"event":"stepFinished","time":0.2,"step":1,"outcome":"done","duration":0.1}
            {"v":1,"event":"finished","time":0.3,"result":"stopped","before":3,"imageID":"sha256:1"}

            """
        let path = JournalFolder(ofStoreAt: place.home).stepsPath(of: id)
        try FileManager.default.createDirectory(
            atPath: path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 },
            withIntermediateDirectories: true)
        try lines.write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Two steps that each ask that an instruction ran.
    private func cacheLesson(_ checkout: MiniatureCheckout) throws -> Lesson {
        var lesson = try lesson(checkout)
        for index in lesson.steps.indices {
            lesson.steps[index].checks = [
                Check(id: "\(index)", title: "pip install ran", kind: .build(.executed("RUN pip install")))
            ]
        }
        return lesson
    }

    /// One build cannot have been that of each step.
    @Test func theLastBuildIsNotTakenForThatOfEveryStep() throws {
        let checkout = try MiniatureCheckout()
        let (lesson, place) = (try cacheLesson(checkout), try checkout.place)
        let work = OwnWork(lesson, at: place, countsTowardsProgress: true)
        _ = try work.results(ofStep: 0)
        try build("1", in: place)
        #expect(try work.results(ofStep: nil).results.map(\.counts) == [false, true])
        #expect(try reached(lesson, place).passed == ["run-it"])
        #expect(try work.results(ofStep: 0).isPassed)
        #expect(try work.results(ofStep: nil).results.map(\.isPassed) == [true, true], "passed at its step")
    }

    @Test func whatSlipwayDidIsNotTheLearners() throws {
        let checkout = try MiniatureCheckout()
        let (lesson, place) = (try cacheLesson(checkout), try checkout.place)
        _ = try CatchUp(lesson, at: place) { _ in }.go(to: 1)
        try build("1", in: place)
        _ = try CatchUp(lesson, at: place) { _ in }.go(to: 1)
        #expect(try reached(lesson, place).caughtUp == CaughtUp(steps: ["write-it"], build: "1"))
        #expect(try reached(lesson, place).step == "run-it")
        let work = OwnWork(lesson, at: place, countsTowardsProgress: true)
        #expect(try !work.results(ofStep: 1).isPassed, "that build was there before the step")
        try build("2", in: place)
        #expect(try work.results(ofStep: 0).isPassed)
        #expect(try work.results(ofStep: 1).isPassed)
        #expect(try reached(lesson, place).passed == ["run-it"])
    }

    /// The lab keeps what it knows, again and again.
    @Test func aLabThatIsOpenForgetsNothingOfIt() throws {
        let checkout = try MiniatureCheckout()
        let (lesson, place) = (try lesson(checkout), try checkout.place)
        let file = ProgressFile(place)
        var lab = LessonProgress()
        lab.passed = ["run-it"]
        try file.keep(lab, of: lesson.id)
        try file.keepCaughtUp(at: 1, of: lesson, after: nil)
        try file.keep(lab, of: lesson.id)
        #expect(try reached(lesson, place).caughtUp == CaughtUp(steps: ["write-it"], build: nil))
        try file.forget(0, of: lesson)
        #expect(try reached(lesson, place).caughtUp?.steps == [], "who begins it again does it")
        try file.forget(nil, of: lesson)
        #expect(file.read().lessons[lesson.id] == nil)
    }
}
