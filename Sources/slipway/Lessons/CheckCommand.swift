import ArgumentParser
import Builder
import ImageStore
import LessonFormat
import SystemPackage
import SelfChecks

/// `slipway check`: a step's checks on the learner's own workspace, without the lab.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Run a lesson's checks on your workspace; succeeds only when all pass.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, tap, junit
    }

    @Argument(help: "The lesson, by folder or number; the first one otherwise.")
    var lesson: String?

    @Option(help: "One step, by its number or name; all of them otherwise.")
    var step: String?

    @Option(help: "text, json, tap or junit.")
    var format: Format = .text

    func run() throws {
        let shelf = LessonShelf(checkout: try FoundCheckout.require())
        let lesson: Lesson
        do { lesson = try shelf.lesson(self.lesson) } catch let error as LessonDiagnostic {
            Complaint.print(error.description)
            throw ExitCode.failure
        }
        guard let home = StoreLocation.path()?.string else {
            throw ValidationError("HOME is not set: where is the store?")
        }
        let player = LessonPlayer(lesson, parent: shelf.sandbox, home: home) { _ in }
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
        let index = Int(step).map { $0 - 1 } ?? lesson.steps.firstIndex { $0.id == step } ?? -1
        guard lesson.steps.indices.contains(index) else {
            throw ValidationError("\(lesson.id) has no step \(step); it has 1 to \(lesson.steps.count)")
        }
        return index..<(index + 1)
    }
}

/// A check, where it is from, and what came of it.
struct CheckResult {
    var step: Step
    var check: Check
    var verdict: Verdict
}
