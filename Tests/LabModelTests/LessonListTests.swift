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
