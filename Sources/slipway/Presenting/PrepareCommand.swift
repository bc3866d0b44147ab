import ArgumentParser
import Glibc
import LessonFormat
import LessonPlay
import Printing
import Surroundings

/// `slipway prepare`: fetches what a lesson needs, proves without a network that it is enough, and says so.
struct PrepareCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Fetch all that a lesson needs, rehearse it with the network off, and say whether it is ready.")

    @Argument(help: "The lesson, by its folder or number; the first one otherwise.")
    var lesson: String?

    func run(in surroundings: Surroundings) throws {
        let shelf = try surroundings.requireShelf()
        do {
            let lesson = try shelf.lesson(lesson)
            let readiness = try Preparation(of: lesson, in: surroundings) { Line.print(output: $0) }.run()
            readiness.lines.forEach { Line.print(words: $0) }
            if !readiness.isReady { throw ExitCode.failure }
        } catch let error as LessonPlayer.Failure {
            Complaint.print(PrintableText(lines: error.description))
            throw ExitCode.failure
        } catch let error as LessonDiagnostic {
            Complaint.print(PrintableText(lines: error.description))
            throw ExitCode.failure
        }
    }
}
