import ArgumentParser
import Builder
import LabModel
import LessonFormat
import Printing
import SelfChecks

/// `slipway check`: a step's checks on the learner's own workspace, without the lab.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Run a lesson's checks on your workspace; succeeds only when all pass.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, tap, junit
    }

    @Argument(help: "The lesson, by folder or number; the one that you stand in, or the first, otherwise.")
    var lesson: String?

    @Option(help: "One step, by its number or name; all of them otherwise.")
    var step: String?

    @Option(help: "text, json, tap or junit.")
    var format: Format = .text

    func run() throws {
        let shelf = LessonShelf(checkout: try FoundCheckout.require())
        let lesson: Lesson
        do { lesson = try shelf.chosen(self.lesson) } catch let error as LessonDiagnostic {
            Complaint.print(PrintableText(lines: error.description))
            throw ExitCode.failure
        }
        let place = LearnerHome.place(of: lesson, below: shelf)
        let answers = ProgressFile(place).read().lessons[lesson.id]?.answers ?? [:]
        let player = LessonPlayer(lesson, parent: shelf.sandbox, home: place.home, answers: answers) { _ in }
        var results: [CheckResult] = []
        for index in try chosen(lesson) {
            results += player.verdicts(of: index).map {
                CheckResult(step: lesson.steps[index], check: $0.check, verdict: $0.verdict)
            }
        }
        print(CheckReport(lesson: lesson, results: results).text(as: format), terminator: "")
        guard results.allSatisfy(\.verdict.isPassed) else { throw ExitCode.failure }
    }

    private func chosen(_ lesson: Lesson) throws -> Range<Int> {
        guard let step else { return lesson.steps.indices }
        let index = try lesson.index(ofStep: step)
        return index..<(index + 1)
    }
}

/// A check, where it is from, and what came of it.
struct CheckResult {
    var step: Step
    var check: Check
    var verdict: Verdict
}
