import ArgumentParser
import LessonFormat
import LessonPlay
import Printing
import SelfChecks
import Surroundings
import TerminalRecording

/// `slipway demo`: the lesson's solution, played for real from an empty workspace, as plain text.
struct DemoCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Play the lesson as text: write, build, rebuild, run, fetch, and check each step.")

    @Argument(help: "The lesson, by its folder or number; the first one otherwise.")
    var lesson: String?

    @Option(help: "Write what it shows to a new file, as an asciicast of 120x36 or of this terminal's size.")
    var record: String?

    func run(in surroundings: Surroundings) throws {
        if let record { throw ExitCode(try Self.record(lesson, to: record, in: surroundings)) }
        let shelf = try surroundings.requireShelf()
        try LessonTelling.tell {
            let lesson = try shelf.lesson(lesson)
            Line.print("\(lesson.title)\n\(lesson.summary)\n")
            let rehearsal = try Rehearsal(
                needing: lesson.needs.images, making: lesson.imageReferences, in: surroundings)
            let failed = try rehearsal.play(lesson)
            Line.print(failed == 0 ? "All steps pass." : "\(failed) checks do not pass.")
            if failed > 0 { throw ExitCode.failure }
        }
    }

    /// Plays it once more, in a terminal that is recorded.
    private static func record(
        _ lesson: String?, to path: String, in surroundings: Surroundings
    ) throws -> Int32 {
        let words = [surroundings.program, "demo"] + (lesson.map { [$0] } ?? [])
        let size = CastSize.ofThisTerminal ?? CastSize(columns: 120, rows: 36)
        let file = try CastFile(path: path, overwrites: false, in: surroundings)
        return try TerminalRecorder(words, size: size, file: file, in: surroundings).run()
    }
}
