import ArgumentParser
import Glibc
import ImageFormat
import LessonPlay
import LessonFormat
import Printing
import SelfChecks
import Surroundings

/// `slipway check`: a step's checks on the learner's own workspace, without the lab.
struct CheckCommand: SurroundedCommand {
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

    func run(in surroundings: Surroundings) throws {
        let shelf = try surroundings.requireShelf()
        let lesson: Lesson
        do { lesson = try shelf.chosen(self.lesson) } catch let error as LessonDiagnostic {
            Complaint.print(PrintableText(lines: error.description))
            throw ExitCode.failure
        }
        let place = LearnerHome(below: shelf, in: surroundings).place(of: lesson)
        let answers = ProgressFile(place).read().lessons[lesson.id]?.answers ?? [:]
        let player = LessonPlayer(lesson, at: place, answers: answers) { _ in }
        do { try player.prepare() } catch let error as LessonPlayer.Failure {
            Complaint.print(PrintableText(lines: error.description))
            throw ExitCode.failure
        }
        var results: [CheckResult] = []
        for index in try chosen(lesson) {
            results += player.verdicts(of: index).map {
                CheckResult(step: lesson.steps[index], check: $0.check, verdict: $0.verdict)
            }
        }
        let commands = OutsideCommands(of: lesson, on: shelf)
        print(text(of: CheckReport(lesson, results), commands), terminator: "")
        if !results.allSatisfy(\.verdict.isPassed) { tellWay(to: lesson, place, commands) }
        guard results.allSatisfy(\.verdict.isPassed) else { throw ExitCode.failure }
    }

    /// Where the work is to be done, and how that place comes about.
    private func tellWay(to lesson: Lesson, _ place: Workplace, _ commands: OutsideCommands) {
        guard format == .text else { return }
        if access(place.workspace, F_OK) != 0 {
            Complaint.note(
                "There is no \(place.workspace) yet: `\(commands.fromRoot) watch \(lesson.id)` makes it, as the lab does."
            )
        } else if let way = commands.way {
            Complaint.note("Commands are to be typed in the workspace: \(way)")
        }
    }

    private func text(of report: CheckReport, _ commands: OutsideCommands) -> PrintableText {
        switch format {
        case .text:
            let lines = report.plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            return PrintableText(lines: lines.map(commands.line).joined(separator: "\n"))
        case .json: return PrintableText(json: String(decoding: report.json.encoded(), as: UTF8.self) + "\n")
        case .tap: return PrintableText(lines: report.tap)
        case .junit: return PrintableText(lines: report.junit)
        }
    }

    private func chosen(_ lesson: Lesson) throws -> Range<Int> {
        guard let step else { return lesson.steps.indices }
        let index = try lesson.index(ofStep: step)
        return index..<(index + 1)
    }
}
