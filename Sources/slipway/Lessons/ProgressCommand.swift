import ArgumentParser
import ImageFormat
import LessonFormat
import LessonPlay
import Printing
import Surroundings

/// `slipway lesson progress`: how far the learner is, for the learner and for an instructor.
struct ShowProgress: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "progress", abstract: "Show which steps have passed; --format json is for an instructor.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Argument(help: "Lessons, by folder or number; all of them otherwise.")
    var lessons: [String] = []

    @Option(help: "text or json.")
    var format: Format = .text

    func run(in surroundings: Surroundings) throws {
        let shelf = try surroundings.requireShelf()
        let progress = ProgressFile(LearnerHome(below: shelf, in: surroundings).place()).read()
        let report = try LessonTelling.tell {
            ProgressReport(of: try (lessons.isEmpty ? shelf.folders() : lessons).map { try shelf.lesson($0) }, progress)
        }
        switch format {
        case .text: report.lines.forEach { Line.print(words: $0) }
        case .json: Line.print(PrintableText(json: String(decoding: report.json.encoded(), as: UTF8.self)))
        }
    }
}
