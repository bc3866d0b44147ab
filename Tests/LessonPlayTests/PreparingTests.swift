import Foundation
import ImageStore
import LessonFormat
import Scratch
import Surroundings
import SystemPackage
import Testing

@testable import LessonPlay

/// How things were at the beginning of each step.
struct PreparedLessonTests {
    private let checkout: MiniatureCheckout
    private let prepared: PreparedLesson

    init() throws {
        checkout = try MiniatureCheckout()
        prepared = PreparedLesson(try checkout.lesson, root: checkout.scratch("prepared"), in: checkout.surroundings)
        _ = try Store.open(at: FilePath(prepared.place.home))
    }

    private func put(_ text: String, _ name: String) throws {
        try checkout.scratch.put(text, at: "prepared/Sandbox/small/" + name)
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: prepared.place.workspace).sorted()
    }

    @Test func theWorkspaceBecomesWhatItWas() throws {
        try put("one", "note.txt")
        try prepared.capture(0)
        try put("two", "note.txt")
        try put("other", "other.txt")
        try prepared.capture(1)
        try prepared.restore(0)
        #expect(try names() == ["note.txt"])
        #expect(try checkout.scratch.text("prepared/Sandbox/small/note.txt") == "one")
        try prepared.restore(1)
        #expect(try names() == ["note.txt", "other.txt"])
    }

    @Test func aWorkspaceThatWasNotThereGoes() throws {
        try prepared.capture(0)
        try put("one", "note.txt")
        try prepared.restore(0)
        #expect(!FileManager.default.fileExists(atPath: prepared.place.workspace))
    }

    @Test func theStoreForgetsWhatWasBuiltSince() throws {
        try put("one", "note.txt")
        try prepared.capture(0)
        let record = prepared.place.home + "/cache/later"
        try checkout.scratch.put("", at: "prepared/home/cache/later")
        try prepared.restore(0)
        #expect(!FileManager.default.fileExists(atPath: record))
        _ = try Store.open(at: FilePath(prepared.place.home))
    }

    @Test func itIsThereOnceItIsFinishedAndForTheSameSteps() throws {
        let home = checkout.scratch("learner")
        let root = PreparedLesson.folder(of: try checkout.lesson, below: home)
        #expect(root == home + "/prepared/01-small")
        let prepared = PreparedLesson(try checkout.lesson, root: root, in: checkout.surroundings)
        _ = try Store.open(at: FilePath(prepared.place.home))
        let found = { PreparedLesson($0, below: home, in: self.checkout.surroundings) }
        for step in 0...2 { try prepared.capture(step) }
        #expect(try found(checkout.lesson) == nil)
        try prepared.finish()
        #expect(try found(checkout.lesson) != nil)
        var changed = try checkout.lesson
        changed.steps[0].id = "another"
        #expect(found(changed) == nil)
    }

    @Test func aPresentationFindsWhatWasPrepared() throws {
        let home = try #require(checkout.surroundings.store)
        _ = try Store.open(at: FilePath(home))
        let root = PreparedLesson.folder(of: try checkout.lesson, below: home)
        let made = PreparedLesson(try checkout.lesson, root: root, in: checkout.surroundings)
        _ = try Store.open(at: FilePath(made.place.home))
        for step in 0...2 { try made.capture(step) }
        try made.finish()
        for isOnline in [false, true] {
            let held = try PreparedLesson.held(try checkout.lesson, isOnline: isOnline, in: checkout.surroundings)
            #expect(held?.root == root)
            #expect(held?.place.surroundings.isOffline == !isOnline)
        }
    }

    @Test func aPresentationNeedsAPlaceForTheStore() {
        let nowhere = checkout.surroundings.without(["SLIPWAY_HOME"])
        let homeless = Surroundings(variables: nowhere.variables, folder: "/", program: nowhere.program)
        #expect(throws: LessonFailure.self) {
            try PreparedLesson.held(try checkout.lesson, isOnline: false, in: homeless)
        }
    }

    @Test func aStateThatIsMissingIsAnError() {
        #expect(throws: LessonFailure.self) { try prepared.restore(7) }
    }

    @Test func theContainerThatRunsIsTheLastThatWasStarted() throws {
        var lesson = try checkout.lesson
        lesson.steps[0].solution = [.start("one"), .stop, .start("two")]
        lesson.steps[1].solution = [.stop]
        let prepared = PreparedLesson(lesson, root: "/prepared", in: checkout.surroundings)
        #expect((0...2).map { prepared.container(before: $0) } == [nil, "two", nil])
    }
}

/// The Python packages that a lesson's builds install.
struct WheelsTests {
    private func wheels(_ requirements: String, _ checkout: MiniatureCheckout) throws -> Wheels {
        try checkout.scratch.put(requirements, at: "Lessons/01-small/solution/requirements.txt")
        var lesson = try checkout.lesson
        lesson.needs.images = ["python:3"]
        return Wheels(lesson: lesson, folder: checkout.scratch("wheels"), surroundings: checkout.surroundings)
    }

    @Test func requirementsAreReadWithoutCommentsEachOnce() throws {
        let text = "flask==2.3.2  # web\n\n# only words\n-r other.txt\nflask==2.3.2\nrequests >= 2\n"
        #expect(try wheels(text, MiniatureCheckout()).requirements == ["flask==2.3.2", "requests >= 2"])
    }

    @Test func eachIsAskedForByItselfAndThoseThatAreMissingAreTold() throws {
        let checkout = try MiniatureCheckout(program: "case \"$*\" in *requests*) exit 1 ;; esac")
        try checkout.scratch.put("12345", at: "wheels/flask-2.3.2-py3-none-any.whl")
        let report = try wheels("flask==2.3.2\nrequests\n", checkout).fetch()
        #expect(report.count == 1 && report.bytes == 5 && report.missing == ["requests"])
        #expect(report.words == "1, 5B; not to be had: requests")
        #expect(Set(try checkout.told.map { $0.split(separator: " ").last }) == ["flask==2.3.2", "requests"])
    }

    @Test func whatComesForOneIsNotReadByAnother() throws {
        let checkout = try MiniatureCheckout(
            program: """
                folder=${6%:/wheels}/$(basename "${*: -2:1}"); name=${*: -1}
                [ -z "$(ls "$folder")" ] || exit 1
                echo "$name" >"$folder/shared.whl" && echo >"$folder/$name.whl"
                """)
        try checkout.scratch.put("", at: "wheels/.fetched-0/half.whl")
        let report = try wheels("flask\nrequests\n", checkout).fetch()
        #expect(report.missing.isEmpty && report.count == 3, "\(report)")
        let names = try FileManager.default.contentsOfDirectory(atPath: checkout.scratch("wheels")).sorted()
        #expect(names == ["flask.whl", "requests.whl", "shared.whl"])
    }

    @Test func theyAreLentToAnotherStore() throws {
        let checkout = try MiniatureCheckout()
        try checkout.scratch.put("12345", at: "wheels/a.whl")
        try checkout.scratch.makeFolder("other")
        try wheels("flask\n", checkout).lend(to: checkout.scratch("other"))
        #expect(try checkout.scratch.text("other/wheelhouse/a.whl") == "12345")
    }
}

/// What an instructor reads before a class.
struct ReadinessTests {
    @Test func allIsWellOrTheCureIsSaid() {
        var readiness = Readiness(title: "Small")
        readiness.needs = [.init(name: "disk", found: "9GB free", cure: nil)]
        readiness.steps = [.init(title: "Write it", seconds: 1.26, failures: [])]
        #expect(readiness.isReady)
        #expect(
            readiness.lines == [
                "", "Small: ready, also without a network.", "", "  ok       disk  9GB free", "",
                "  Rehearsed with the network off:", "  ok       1    1.3 s  Write it",
            ])
        readiness.needs.append(.init(name: "port 80", found: "taken", cure: "Stop the other."))
        readiness.steps[0].failures = ["  FAIL  a check"]
        #expect(!readiness.isReady)
        #expect(readiness.lines.contains("  MISSING  port 80  taken"))
        #expect(readiness.lines.contains("                    Stop the other."))
        #expect(readiness.lines.suffix(2) == ["  FAILED   1    1.3 s  Write it", "             FAIL  a check"])
    }
}

/// A lesson that is made ready for a class.
struct PreparationTests {
    @Test func everyStepIsRehearsedWithoutANetworkInAStoreOfItsOwn() throws {
        let checkout = try MiniatureCheckout(
            program: "[[ $SLIPWAY_OFFLINE == 1 && $SLIPWAY_HOME == */prepared/01-small.new/home ]]")
        let lesson = try checkout.lesson
        var said: [String] = []
        let readiness = try Preparation(of: lesson, in: checkout.surroundings) { said.append($0) }.run()
        #expect(readiness.isReady && readiness.steps.map(\.title) == ["Write it", "Run it"])
        #expect(readiness.needs.map(\.name) == ["disk", "wheels"])
        #expect(said.contains("Rehearsing step 1 of 2: Write it"))
        let prepared = try #require(
            PreparedLesson(lesson, below: checkout.scratch("store"), in: checkout.surroundings))
        try prepared.restore(1)
        #expect(try checkout.scratch.text("store/prepared/01-small/Sandbox/small/note.txt") == "hello\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: checkout.scratch("Sandbox")) == ["Bases"])
    }

    @Test func aStepThatFailsLeavesWhatWasPreparedBefore() throws {
        let checkout = try MiniatureCheckout()
        let lesson = try checkout.lesson
        #expect(try Preparation(of: lesson, in: checkout.surroundings) { _ in }.run().isReady)
        var broken = lesson
        broken.steps[1].solution = []
        let readiness = try Preparation(of: broken, in: checkout.surroundings) { _ in }.run()
        #expect(!readiness.isReady && readiness.steps[1].failures.first == "  FAIL  There is no file")
        #expect(PreparedLesson(lesson, below: checkout.scratch("store"), in: checkout.surroundings) != nil)
        #expect(try !checkout.scratch.names.contains { $0.hasSuffix(".new") })
    }

    @Test func aBaseImageThatCannotBeHadIsSaidWithItsCure() throws {
        let checkout = try MiniatureCheckout(program: "echo 'no network'; exit 1")
        var lesson = try checkout.lesson
        lesson.needs.images = ["python:3"]
        let readiness = try Preparation(of: lesson, in: checkout.surroundings) { _ in }.run()
        let need = try #require(readiness.needs.last)
        #expect(!readiness.isReady && need.name == "base image")
        #expect(need.found == "python:3 cannot be had:\nno network" && need.cure?.contains("slipway prepare") == true)
    }
}
