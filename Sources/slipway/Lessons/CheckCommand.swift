public import ArgumentParser
import Clocks
import Commands
import Files
import Glibc
import ImageFormat
import LessonFormat
public import LessonPlay
import Printing
import Surroundings

/// `slipway check`: checks on the learner's own files, without the lab, for the learner, for homework and for CI.
struct CheckCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Run a lesson's checks on your files; succeeds only when all pass.",
        discussion: """
            A lesson as a whole is judged as it is at its end: steps that passed once count as passed, and what can only \
            be seen at a step is left out.

            --build grades files that were handed in: it copies them, and makes the builds and containers that each \
            exercise asks for, in a store of its own. Your workspace and your store stay as they are.

                slipway check --build --workspace homework/ --all --format junit -o report.xml
            """)

    @Argument(help: "Lessons, by folder or number; the one that you stand in, or the first, otherwise.")
    var lessons: [String] = []

    @Flag(help: "All exercises.")
    var all = false

    @Option(help: "One step, by its number or name; all of them otherwise.")
    var step: String?

    @Flag(help: "Build as the lesson says, and run what its checks look at.")
    var build = false

    @Option(
        help: """
            The folder with the files. With --all, or several lessons, it holds a folder for each, named as the lesson.
            """)
    var workspace: String?

    @Option(help: "text, json, tap, junit or classroom50.")
    var format: CheckReport.Format = .text

    @Option(name: [.customShort("o"), .long], help: "Write the report into this file.")
    var output: String?

    @Option(help: "Whose work it is, for the report; you, otherwise.")
    var name: String?

    func validate() throws {
        guard !all || lessons.isEmpty else { throw ValidationError("--all takes no lessons: it is all exercises") }
        guard step == nil || !all && !build && lessons.count <= 1 else {
            throw ValidationError("--step is about one lesson, as it is: leave out --all and --build")
        }
    }

    func run(in surroundings: Surroundings) throws {
        let shelf = try surroundings.requireShelf()
        try LessonTelling.tell {
            let isUnnamed = !all && lessons.isEmpty && workspace == nil
            let stoodIn = isUnnamed ? surroundings.folder.flatMap { shelf.copy(at: $0) } : nil
            let folder = workspace ?? stoodIn?.folder
            let chosen =
                try all
                ? shelf.all(exercisesAlone: true)
                : shelf.lessons(lessons) { try stoodIn?.lesson ?? shelf.chosen(nil) }
            let work = HandedWork(
                below: shelf, workspace: folder, isFolderOfLessons: all || chosen.count > 1, in: surroundings)
            let index = try step.flatMap { try chosen.first?.index(ofStep: $0) }
            let results =
                try build
                ? work.graded(chosen, isAll: all)
                : work.judged(chosen, step: index, isAll: all)
            let who = name ?? surroundings.variables["USER"] ?? ""
            let report = CheckReport(
                results, of: Submission(name: who, time: Timestamp.text(seconds: Int64(time(nil)))))
            let commands = chosen.count == 1 ? chosen.first.map { OutsideCommands(of: $0, on: shelf) } : nil
            try write(report, commands, surroundings)
            let isPassed = results.allSatisfy(\.isPassed)
            if format == .text, let lesson = chosen.first, let commands, !isPassed, folder == nil, !build {
                commands.way(to: lesson, at: work.place(of: lesson)).map { Complaint.note("\($0)") }
            }
            guard isPassed else { throw ExitCode.failure }
        }
    }

    /// - Parameter commands: those of the only lesson; nil for several.
    private func write(_ report: CheckReport, _ commands: OutsideCommands?, _ surroundings: Surroundings) throws {
        let text = report.text(format, commands, surroundings.variables)
        guard let output else { return print(text, terminator: "") }
        let path = surroundings.absolute(output)
        do { try WholeFile.replace(path, with: Array(text.text.utf8)) } catch {
            throw CommandFailure("\(path): \(error.reason)")
        }
        Line.print(words: report.summary)
    }
}

extension CheckReport.Format: ExpressibleByArgument {}
