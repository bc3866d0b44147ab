import ArgumentParser
import Clocks
import Files
import Glibc
import ImageFormat
import LessonFormat
import LessonPlay
import Printing
import SelfChecks
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

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, tap, junit, classroom50
    }

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
    var format: Format = .text

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
        do {
            let chosen = try chosen(shelf)
            let home = LearnerHome(below: shelf, in: surroundings)
            let results =
                try build ? graded(chosen, home, surroundings) : chosen.map { try own($0, home, surroundings) }
            let who = name ?? surroundings.variables["USER"] ?? ""
            let report = CheckReport(
                results, of: Submission(name: who, time: Timestamp.text(seconds: Int64(time(nil)))))
            let commands = chosen.count == 1 ? chosen.first.map { OutsideCommands(of: $0, on: shelf) } : nil
            try write(report, commands, surroundings)
            if let lesson = chosen.first, let commands, !results.allSatisfy(\.isPassed), workspace == nil, !build {
                tellWay(to: lesson, home.place(of: lesson), commands)
            }
            guard results.allSatisfy(\.isPassed) else { throw ExitCode.failure }
        } catch let error as LessonDiagnostic {
            Complaint.print(PrintableText(lines: error.description))
            throw ExitCode.failure
        } catch let error as LessonPlayer.Failure {
            Complaint.print(PrintableText(lines: error.description))
            throw ExitCode.failure
        }
    }

    private func chosen(_ shelf: LessonShelf) throws -> [Lesson] {
        if all { return try shelf.folders().filter { $0.hasPrefix("exercises/") }.map { try shelf.lesson($0) } }
        return lessons.isEmpty ? [try shelf.chosen(nil)] : try lessons.map { try shelf.lesson($0) }
    }

    private func own(_ lesson: Lesson, _ home: LearnerHome, _ surroundings: Surroundings) throws -> LessonResults {
        let given = folder(of: lesson, surroundings)
        let place = given.map { home.place(of: lesson, workspace: $0) } ?? home.place(of: lesson)
        let work = OwnWork(lesson, at: place, countsTowardsProgress: given == nil)
        return try work.results(ofStep: try step.map { try lesson.index(ofStep: $0) })
    }

    private func graded(
        _ lessons: [Lesson], _ home: LearnerHome, _ surroundings: Surroundings
    ) throws -> [LessonResults] {
        let grading = try Grading(lessons, in: surroundings)
        let progress = ProgressFile(home.place()).read()
        return try lessons.map { lesson in
            let folder = folder(of: lesson, surroundings) ?? home.place(of: lesson).workspace
            return try grading.grade(lesson, in: folder, answers: progress.lessons[lesson.id]?.answers ?? [:])
        }
    }

    /// Where a lesson's files are below `--workspace`; nil without it.
    private func folder(of lesson: Lesson, _ surroundings: Surroundings) -> String? {
        guard let workspace else { return nil }
        let root = surroundings.absolute(workspace)
        guard all || lessons.count > 1 else { return root }
        let candidates = [lesson.workspace, lesson.id, "exercises/" + lesson.id].map { root + "/" + $0 }
        return candidates.first(where: Folder.isFolder) ?? candidates[0]
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

    /// - Parameter commands: those of the only lesson; nil for several.
    private func write(_ report: CheckReport, _ commands: OutsideCommands?, _ surroundings: Surroundings) throws {
        let text = text(of: report, commands, surroundings)
        guard let output else { return print(text, terminator: "") }
        let path = surroundings.absolute(output)
        do { try WholeFile.replace(path, with: Array(text.text.utf8)) } catch {
            throw CommandFailure("\(path): \(error.reason)")
        }
        Line.print(words: report.summary)
    }

    private func text(
        of report: CheckReport, _ commands: OutsideCommands?, _ surroundings: Surroundings
    ) -> PrintableText {
        switch format {
        case .text:
            let lines = report.plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            return PrintableText(lines: lines.map { commands?.line($0) ?? $0 }.joined(separator: "\n"))
        case .json: return PrintableText(json: String(decoding: report.json.encoded(), as: UTF8.self) + "\n")
        case .tap: return PrintableText(lines: report.tap)
        case .junit: return PrintableText(lines: report.junit)
        case .classroom50:
            return PrintableText(
                json: String(decoding: report.classroom50(surroundings.variables).encoded(), as: UTF8.self) + "\n")
        }
    }
}
