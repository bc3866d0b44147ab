import ArgumentParser
import Builder
import Glibc
import LessonFormat
import Printing
import SelfChecks

/// `slipway demo`: the lesson's solution, played for real from an empty workspace, as plain text.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Play the lesson as text: write, build, rebuild, run, fetch, and check each step.")

    @Argument(help: "The lesson, by its folder or number; the first one otherwise.")
    var lesson: String?

    @Option(help: "Write what it shows to a new file, as an asciicast of 120x36 or of this terminal's size.")
    var record: String?

    func run() throws {
        if let record { throw ExitCode(try Self.record(lesson, to: record)) }
        let checkout = try FoundCheckout.require()
        do {
            let lesson = try LessonShelf(checkout: checkout).lesson(lesson)
            Line.print("\(lesson.title)\n\(lesson.summary)\n")
            let rehearsal = try Rehearsal(of: lesson, in: checkout) { Line.print(output: $0) }
            let failed = try play(lesson, in: rehearsal)
            Line.print(failed == 0 ? "All steps pass." : "\(failed) checks do not pass.")
            if failed > 0 { throw ExitCode.failure }
        } catch let error as LessonPlayer.Failure {
            Complaint.print(PrintableText(lines: error.description))
            throw ExitCode.failure
        } catch let error as LessonDiagnostic {
            Complaint.print(PrintableText(lines: error.description))
            throw ExitCode.failure
        }
    }

    /// Plays it once more, in a terminal that is recorded.
    private static func record(_ lesson: String?, to path: String) throws -> Int32 {
        let words = [LabPlace(workspace: ".", home: ".").executable, "demo"] + (lesson.map { [$0] } ?? [])
        let size = TerminalSize.ofThisTerminal ?? TerminalSize(columns: 120, rows: 36)
        return try TerminalRecorder(words, size: size, file: try CastFile(path: path, overwrites: false)).run()
    }

    /// How many checks do not pass.
    private func play(_ lesson: Lesson, in rehearsal: Rehearsal) throws -> Int {
        let player = LessonPlayer(lesson, parent: rehearsal.workspaces, home: rehearsal.home) { Line.print(output: $0) }
        try player.begin()
        var failed = 0
        for (index, step) in lesson.steps.enumerated() {
            Line.print("== Step \(index + 1) of \(lesson.steps.count): \(step.title)")
            player.open()
            try player.solve(index)
            for (check, verdict) in player.verdicts(of: index) {
                VerdictText.lines(check, verdict).forEach { Line.print(words: $0) }
                if !verdict.isPassed { failed += 1 }
            }
            Line.print("")
        }
        return failed
    }
}

/// The checkout that lessons and recipes come from.
enum FoundCheckout {
    static func require() throws -> Checkout {
        guard let checkout = Checkout.find() else {
            Complaint.print(
                "the lessons are not found: start the program by ./slipway in its checkout, or set SLIPWAY_ROOT")
            throw ExitCode.failure
        }
        return checkout
    }
}
