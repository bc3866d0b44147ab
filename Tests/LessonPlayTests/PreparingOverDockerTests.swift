import Engines
import Foundation
import LessonFormat
import Scratch
import Surroundings
import Testing

@testable import LessonPlay

/// A lesson that is prepared and presented where a daemon builds.
struct PreparingOverDockerTests {
    private let checkout: MiniatureCheckout
    private let script: ScriptedDocker
    private let surroundings: Surroundings

    init() throws {
        checkout = try MiniatureCheckout()
        script = try ScriptedDocker(in: checkout.scratch)
        // Docker's commands go to docker, as those of the real program do.
        try checkout.scratch.put(
            "#!/bin/bash\nexec '\(script.program)' \"$@\"\n", at: "bin/slipway", mode: 0o755)
        surroundings = checkout.surroundings.with("PATH", script.path + ":/usr/bin:/bin")
            .with("SLIPWAY_ENGINE", "docker")
        try script.set("images", ["small:v1 sha256:users", "base:1 sha256:base"])
        try script.set("records", ["users"])
        try script.set("containers", ["c1 small:v1"])
    }

    private func prepare(_ lesson: Lesson) throws -> Readiness {
        try Preparation(of: lesson, in: surroundings) { _ in }.run()
    }

    private func held() throws -> PreparedLesson {
        #expect(try prepare(checkout.lesson).isReady)
        return try #require(try PreparedLesson.held(checkout.lesson, isOnline: false, in: surroundings))
    }

    private var images: Set<String> {
        get throws { Set(try script.lines("images").map { String($0.prefix { $0 != " " }) }) }
    }

    @Test func itIsPreparedBesideWhatIsTheUsers() throws {
        let lesson = try checkout.lesson
        let readiness = try prepare(lesson)
        #expect(readiness.isReady && readiness.needs.map(\.name) == ["disk", "network"])
        #expect(readiness.lines.contains("Small: ready, over Docker."))
        #expect(readiness.lines.contains("  Rehearsed with the network that Docker gives to builds:"))
        #expect(try Set(script.lines("images")) == ["small:v1 sha256:users", "base:1 sha256:base"])
        #expect(try script.lines("containers") == ["c1 small:v1"])
        #expect(try script.lines("records") == ["users", "made-small-v1"], "what the rehearsal built is remembered")
        #expect(try checkout.scratch.text("store/prepared/01-small@docker/steps").contains("run-it"))
        #expect(
            PreparedLesson(lesson, below: checkout.scratch("store"), in: checkout.surroundings) == nil,
            "over docker only")
    }

    @Test func aStepBeginsWithTheBuildsBeforeItAndWithoutItsOwn() throws {
        let prepared = try held()
        #expect(!prepared.isStillThere && prepared.repeatsBuilds)
        try prepared.open()
        #expect(prepared.isStillThere)
        try prepared.restore(1)
        #expect(try script.lines("told").contains("cached small:v1"), "the builder remembers the rehearsal")
        #expect(try images.contains("small:v1"))
        #expect(try checkout.scratch.text("store/prepared/01-small@docker/Sandbox/small/note.txt") == "hello\n")

        try prepared.restore(0)
        #expect(try !images.contains("small:v1"))
        #expect(try script.lines("records") == ["users"], "the first step builds as it did in the rehearsal")
        try prepared.restore(1)
        #expect(try images.contains("small:v1"))
        #expect(try script.lines("records") == ["users", "made-small-v1"])
        prepared.close()
        #expect(try Set(script.lines("images")) == ["small:v1 sha256:users", "base:1 sha256:base"])
    }

    @Test func leftoversAreTheLessonsAlone() throws {
        let prepared = try held()
        prepared.endLeftovers()
        #expect(try script.lines("containers") == ["c1 small:v1"])
        try prepared.open()
        try script.set("containers", ["c1 small:v1", "c2 small:v1", "c3 other:1"])
        prepared.endLeftovers()
        #expect(try script.lines("containers") == ["c1 small:v1", "c3 other:1"])
        prepared.close()
    }

    @Test func whatCannotBeBuiltAgainIsNamed() throws {
        let prepared = try held()
        try prepared.open()
        defer { prepared.close() }
        try checkout.scratch.put("small:v1\nother:v1", at: "store/prepared/01-small@docker/states/1/images")
        var lesson = prepared.lesson
        lesson.steps[0].solution = []
        let other = PreparedLesson(lesson, root: prepared.root, in: surroundings)
        let failure = #expect(throws: LessonFailure.self) { try other.restore(1) }
        #expect(failure?.description.contains("could not build small:v1 again") == true)
    }

    @Test func aStepThatFailsLeavesNothing() throws {
        var broken = try checkout.lesson
        broken.steps[1].solution = []
        let readiness = try prepare(broken)
        #expect(!readiness.isReady && readiness.lines.last?.contains("builder prune") == true)
        #expect(try script.lines("records") == ["users"])
        #expect(try Set(script.lines("images")) == ["small:v1 sha256:users", "base:1 sha256:base"])
        #expect(!FileManager.default.fileExists(atPath: checkout.scratch("store/prepared/01-small@docker")))
    }

    @Test func anEarlierRehearsalIsForgottenFirst() throws {
        #expect(try prepare(checkout.lesson).isReady)
        let told = try script.lines("told").count
        #expect(try prepare(checkout.lesson).isReady)
        #expect(try script.lines("told").dropFirst(told).contains("ran small:v1"), "its checks may want it built")
    }

    @Test func aBundleHasSlipwaysOwnImages() throws {
        let bundle = try LessonBundle(in: surroundings) { _ in }
        #expect(surroundings.usesDocker && !bundle.surroundings.usesDocker)
    }

    @Test func aDockerThatIsNotThereOrDoesNotAnswerIsRefused() throws {
        let without = surroundings.with("PATH", "/nowhere")
        let missing = #expect(throws: LessonFailure.self) {
            try Preparation(of: checkout.lesson, in: without) { _ in }.run()
        }
        #expect(missing?.description.contains("no docker on PATH") == true)
        try checkout.scratch.put("#!/bin/sh\necho silence >&2\nexit 1\n", at: "docker-bin/docker", mode: 0o755)
        for isOnline in [true, false] {
            let silent = #expect(throws: LessonFailure.self) {
                _ = try PreparedLesson.held(checkout.lesson, isOnline: isOnline, in: surroundings)
            }
            #expect(silent?.description.contains("Start Docker") == true)
        }
    }
}

/// Which instructions need a network when they run.
struct NetworkUseTests {
    @Test(arguments: [
        ("RUN pip install -r requirements.txt", true), ("RUN apk add --no-cache git", true),
        ("ADD https://example.org/a.tar /", true), ("RUN --network=none pip install flask", false), ("COPY a .", false),
        ("RUN echo hello", false), ("ADD a.tar /", false),
    ])
    func theyAreToldByTheirWords(_ instruction: String, _ isDownload: Bool) {
        #expect(NetworkUse.downloads(among: [instruction]).isEmpty != isDownload)
    }

    @Test func theReportNamesTheSteps() {
        var readiness = Readiness(title: "Small", engine: .docker)
        readiness.steps = [
            .init(title: "Write it", seconds: 1, failures: []),
            .init(title: "Build it", seconds: 1, failures: [], downloads: ["RUN pip install flask"]),
        ]
        readiness.addNetwork()
        #expect(readiness.isReady)
        #expect(
            readiness.needs.last?.found
                == "needed in front of the class by step 2 (RUN pip install flask): Docker's builds get no wheels beforehand"
        )
    }
}
