import ImageFormat
import LabModel
import LessonFormat
import Scratch
import Surroundings
import Testing

@testable import LabRuntime
@testable import LessonPlay

/// Where a presentation begins, and why it does not.
struct PresentationBeginningTests {
    private let scratch: ScratchFolder
    private let prepared: PreparedLesson

    init() throws {
        let small = try SmallPresentation()
        (scratch, prepared) = (small.scratch, small.prepared)
    }

    @Test(arguments: [0, -1, 3, Int.min + 1])
    func aStepThatIsNotThereIsRefused(_ step: Int) {
        #expect(throws: PresenterSession.Refusal.noSuchStep(count: 2)) {
            try PresenterSession.begin(prepared, with: step, goesOn: false)
        }
    }

    @Test func nothingGoesOnThatWasNotCutOff() {
        #expect(throws: PresenterSession.Refusal.nothingWasCutOff) {
            try PresenterSession.begin(prepared, with: 1, goesOn: true)
        }
    }

    @Test func nothingIsPreparedToGoOnWithNothing() throws {
        let surroundings = Surroundings(
            variables: ["PATH": "/usr/bin:/bin", "HOME": scratch.path], folder: scratch.path,
            program: scratch("bin/slipway"))
        let lesson = prepared.lesson
        let home = try #require(surroundings.store)
        let root = String(PreparedLesson.folder(of: lesson, below: home).dropFirst(scratch.path.count + 1))
        #expect(!PresenterSession.wasCutOff(lesson, in: surroundings), "it was not prepared")
        try scratch.put("{}", at: root + "/states/2/index.json")
        try scratch.put("a\nb", at: root + "/steps")
        #expect(!PresenterSession.wasCutOff(lesson, in: surroundings), "it was not presented")
        let mark = PresentationMark(step: "b", next: 1, pace: 1, elapsed: 0, stepElapsed: 0)
        try scratch.put(String(decoding: mark.json.encoded(), as: UTF8.self), at: root + "/presentation.json")
        #expect(PresenterSession.wasCutOff(lesson, in: surroundings))
    }

    /// It may be killed before anything has changed in it.
    @Test func aNewPresentationHasNothingOfAnEarlierOne() throws {
        var reached = LessonProgress()
        reached.passed = ["a", "b"]
        try scratch.put("first\n", at: "prepared/Sandbox/app/a")
        for step in 0...1 { try prepared.capture(step) }
        try ProgressFile(prepared.place).keep(reached, of: prepared.lesson.id)
        let earlier = PresentationMark(step: "a", next: 1, pace: 1, elapsed: 60, stepElapsed: 20)
        try scratch.put(String(decoding: earlier.json.encoded(), as: UTF8.self), at: "prepared/presentation.json")
        try PresenterSession.begin(prepared, with: 2, goesOn: false).leave()

        let resumed = try PresenterSession.begin(prepared, with: nil, goesOn: true)
        defer { resumed.leave() }
        #expect(resumed.mark.step == "b" && resumed.mark.elapsed == 0)
        #expect(resumed.progress.lessons[prepared.lesson.id] == nil)
    }

    @Test func aStepThatWasNotPreparedCannotBeUsed() {
        #expect(throws: LessonFailure.self) {
            try PresenterSession.begin(prepared, with: 2, goesOn: false)
        }
    }

    /// Docker's images go with a presentation that ends. One that was killed has left them.
    @Test func overDockerAStepIsGoneOnWithWhereItsImagesAreStillThere() throws {
        let docker = try ScriptedDocker(in: scratch)
        let surroundings = Surroundings(
            variables: ["PATH": docker.path + ":/usr/bin:/bin", "HOME": scratch.path, "SLIPWAY_ENGINE": "docker"],
            folder: scratch.path, program: scratch("bin/slipway"))
        func found() -> PreparedLesson { PreparedLesson(prepared.lesson, root: scratch("there"), in: surroundings) }
        try scratch.put("first\n", at: "there/Sandbox/app/a")
        for step in 0...1 { try found().capture(step) }
        try PresenterSession.begin(found(), with: 2, goesOn: false).leave()
        let mark = PresentationMark(step: "b", next: 1, pace: 1, elapsed: 0, stepElapsed: 0)
        try scratch.put(String(decoding: mark.json.encoded(), as: UTF8.self), at: "there/presentation.json")

        let killed = try PresenterSession.begin(found(), with: nil, goesOn: true)
        killed.leave()
        #expect(killed.mark.next == 1 && !killed.beginsAnew)
        killed.prepared.close()
        let ended = try PresenterSession.begin(found(), with: nil, goesOn: true)
        ended.leave()
        #expect(ended.mark.next == 0 && ended.mark.step == "b" && ended.prepared.isStillThere)
        #expect(ended.beginsAnew)
    }

    /// Files last. A build that is counted may have been cut off, and a guess or a container ends with its terminal.
    @Test(arguments: [
        ("typed", 1, false), ("typed", 2, true), ("typed", 0, true), ("answered", 1, true), ("answered", 2, true),
        ("started", 1, true), ("later", 1, true), ("removed", 1, true),
    ])
    func aStepGoesOnOnlyWhereAllThatItHasDoneLasts(_ step: String, _ next: Int, _ beginsAnew: Bool) throws {
        func page(_ actions: String, checks: String = "") -> String {
            "---\ntitle: T\ngoal: G.\n\(checks)solution:\n\(actions)---\nText.\n"
        }
        let quiz = "checks: [{ title: Q, quiz: { question: Q, choices: [One, Two], answer: 2 } }]\n"
        let files = [
            "lesson.yaml":
                "id: l\ntitle: L\nsummary: S.\nworkspace: app\nsteps: [01-typed, 02-answered, 03-started, 04-later]\n",
            "steps/01-typed.md": page("  - write: a\n  - build: -t a:v1 .\n"),
            "steps/02-answered.md": page("  - answer: 2\n  - write: a\n", checks: quiz),
            "steps/03-started.md": page("  - start: a:v1\n"),
            "steps/04-later.md": page("  - write: a\n  - stop: now\n"),
            "solution/a": "a\n",
        ]
        let lesson = try LessonReader.lesson(LessonFiles(folder: "l", content: files.mapValues { Array($0.utf8) }))
        let cutOff = PreparedLesson(lesson, root: scratch("cut-off"), in: prepared.place.surroundings)
        let mark = PresentationMark(step: step, next: next, pace: 1, elapsed: 0, stepElapsed: 0)
        try scratch.put(String(decoding: mark.json.encoded(), as: UTF8.self), at: "cut-off/presentation.json")

        let session = try PresenterSession.begin(cutOff, with: nil, goesOn: true)
        defer { session.leave() }
        #expect(session.beginsAnew == beginsAnew)
        #expect(session.mark.next == (beginsAnew ? 0 : next))
    }

    /// All that a finished step has made is on the disk, but for its container, which the lab starts again.
    @Test func aStepThatWasPerformedToItsEndIsGoneOnWith() throws {
        var mark = PresentationMark(step: "b", next: 1, pace: 1, elapsed: 0, stepElapsed: 0)
        mark.isFinished = true
        var steps = prepared.lesson
        steps.steps[1].solution = [.build("-t a:v1 ."), .start("a:v1")]
        let finished = PreparedLesson(steps, root: scratch("finished"), in: prepared.place.surroundings)
        try scratch.put(String(decoding: mark.json.encoded(), as: UTF8.self), at: "finished/presentation.json")
        let session = try PresenterSession.begin(finished, with: nil, goesOn: true)
        session.leave()
        #expect(!session.beginsAnew && session.mark == mark)
        let lost = try #require(PresenterSession.resuming(finished, isLost: true))
        lost.leave()
        #expect(lost.beginsAnew && lost.mark.next == 0 && !lost.mark.isFinished, "its images went")
    }

    @Test func itBeginsWithTheStepThatIsAskedFor() throws {
        try scratch.put("first\n", at: "prepared/Sandbox/app/a")
        for step in 0...1 { try prepared.capture(step) }
        for (step, place) in [(nil, 0), (1, 0), (2, 1)] as [(Int?, Int)] {
            let session = try PresenterSession.begin(prepared, with: step, goesOn: false)
            #expect(session.mark.step == prepared.lesson.steps[place].id)
            session.leave()
        }
    }
}
