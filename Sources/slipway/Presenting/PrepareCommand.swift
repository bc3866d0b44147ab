import ArgumentParser
import Builder
import Glibc
import ImageStore
import LessonFormat
import Printing

/// `slipway prepare`: fetches what a lesson needs, proves without a network that it is enough, and says so.
struct PrepareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prepare",
        abstract: "Fetch all that a lesson needs, rehearse it with the network off, and say whether it is ready.")

    @Argument(help: "The lesson, by its folder or number; the first one otherwise.")
    var lesson: String?

    func run() throws {
        let checkout = try FoundCheckout.require()
        do {
            let lesson = try LessonShelf(checkout: checkout).lesson(lesson)
            let readiness = try Preparation(of: lesson, in: checkout) { Line.print(output: $0) }.run()
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
