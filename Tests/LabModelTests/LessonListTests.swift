@testable import LabModel
import LessonFormat
import SelfChecks
import TerminalUI
import Testing

/// The list of lessons, and beginning a step again.
struct LessonListTests {
    private static let entries = [
        LessonEntry(id: "greeting", folder: "06-greeting", title: "A greeting", steps: 3),
        LessonEntry(id: "order", folder: "exercises/01-order", title: "Order", steps: 1),
        LessonEntry(id: "ignore", folder: "exercises/02-ignore", title: "Ignore", steps: 1),
    ]

    private func list(_ lab: inout Lab) throws {
        let effects = lab.take()
        let run = try #require(effects.compactMap { if case .listLessons(let run) = $0 { run } else { nil } }.last)
        lab.send(.lessons(run, Self.entries))
    }

    @Test func anotherLessonIsOpenedOnceAllIsSaved() throws {
        var lab = try Lab()
        lab.press(.function(3))
        lab.type("x")
        lab.press(.character("l"), .alt)
        try list(&lab)
        #expect(lab.model.dialogue == .lessons(selected: 0))
        lab.press(.down)
        lab.press(.enter)
        #expect(!lab.asked.contains(.openLesson("exercises/01-order")), "the disk has not taken the file yet")
        lab.acceptWrites()
        #expect(lab.takeAsked() == [.openLesson("exercises/01-order")])
    }

    /// Numbers are those of the folders; the same one again finds the next lesson that has it.
    @Test(arguments: [
        ("1", 2), ("11", 3), ("111", 2), ("12", 4), ("6", 5), ("66", 0), ("06", 5), ("9", 0), ("129", 4), ("126", 5),
    ])
    func aNumberGoesToItsLesson(typed: String, selected: Int) throws {
        var lab = try Lab()
        lab.press(.character("l"), .alt)
        let run = try #require(
            lab.take().compactMap { if case .listLessons(let run) = $0 { run } else { nil } }.last)
        let folders = [
            "06-greeting", "07-x", "exercises/01-order", "exercises/11-y", "exercises/12-z", "exercises/06-a",
        ]
        let entries = folders.map { LessonEntry(id: $0, folder: $0, title: $0, steps: 1) }
        lab.send(
            .lessons(run, [LessonEntry(id: "greeting", folder: folders[0], title: "A", steps: 3)] + entries.dropFirst())
        )
        for digit in typed { lab.press(.character(digit)) }
        guard case .lessons(let found, typed: _)? = lab.model.dialogue else {
            Issue.record("\(String(describing: lab.model.dialogue))")
            return
        }
        #expect(found == selected)
    }

    @Test func theOpenLessonStaysOpen() throws {
        var lab = try Lab()
        lab.press(.character("l"), .alt)
        try list(&lab)
        lab.press(.enter)
        #expect(lab.take().isEmpty && lab.model.dialogue == nil)
    }

    @Test func behindTheLastStepComesTheNextLessonThatIsNotDone() throws {
        var progress = Progress()
        var reached = LessonProgress()
        reached.passed = ["01-order"]
        progress.lessons["order"] = reached
        var lab = try Lab(lesson: PresentingTests.lesson, progress: progress)
        lab.press(.function(8))
        lab.press(.function(8))
        for case .gatherEvidence(let run, _) in lab.take().suffix(1) {
            var evidence = Evidence()
            evidence.files["Dockerfile"] = .file([])
            lab.send(.evidence(run, evidence))
        }
        lab.press(.function(8))
        let run = try #require(
            lab.take().compactMap { if case .listLessons(let run) = $0 { run } else { nil } }.last)
        let own = LessonEntry(id: "l", folder: "05-l", title: "L", steps: 3)
        lab.send(.lessons(run, [own] + Self.entries.dropFirst()))
        #expect(lab.model.dialogue == .lessons(selected: 2), "the exercise in between is done")
    }

    @Test func aStepBeginsAgainWithWhatTheLearnerHadKept() throws {
        var lab = try Lab(files: ["Dockerfile": "FROM alpine\n"])
        lab.press(.character("h"), .alt)
        lab.press(.function(3))
        lab.type("mine")
        lab.press(.character("r"), .alt)
        #expect(lab.effects.writes == ["Dockerfile"], "what is in the editor goes to the backup too")
        lab.acceptWrites()
        let run = try #require(
            lab.take().compactMap { if case .resetStep(let run, 0) = $0 { run } else { nil } }.last)
        #expect(lab.model.panes.lesson.revealedHints == 1)
        lab.send(.stepReset(run, backup: "/backups/hello-1"))
        #expect(lab.model.panes.lesson.revealedHints == 0 && lab.model.notice == .stepReset(backup: "/backups/hello-1"))
        #expect(lab.take().contains(.read(file: "Dockerfile")))
        lab.send(.fileRead("Dockerfile", nil))
        #expect(lab.model.panes.editor.file?.text == "" && lab.model.dialogue == nil)
    }
}
