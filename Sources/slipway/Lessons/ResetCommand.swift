import ArgumentParser
import LessonFormat
import LessonPlay
import Printing
import Surroundings

/// `slipway lesson reset`: begins a lesson or a step again. The learner's files go to a backup.
struct ResetLesson: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Begin a lesson, or one of its steps, again; your files go to a backup.")

    @Argument(help: "The lesson, by folder or number; the one that you stand in, or the first, otherwise.")
    var lesson: String?

    @Option(help: "One step, by its number or name: its files become what they were before it.")
    var step: String?

    func run(in surroundings: Surroundings) throws {
        let shelf = try surroundings.requireShelf()
        try LessonTelling.tell {
            let lesson = try shelf.chosen(lesson)
            let workspace = Workspace(lesson, at: LearnerHome(below: shelf, in: surroundings).place(of: lesson))
            let step = try self.step.map { try lesson.index(ofStep: $0) }
            if let backup = try workspace.reset(toBeginningOf: step) {
                Line.print("Your files are kept in \(backup)")
            }
            try ProgressFile(workspace.place).forget(step, of: lesson)
            Line.print(
                step.map { "Step \($0 + 1) begins again: \(lesson.steps[$0].title)" } ?? "\(lesson.title) begins again."
            )
        }
    }
}

extension Lesson {
    /// A step's place by its number, from 1, or its name.
    func index(ofStep name: String) throws -> Int {
        let index = Int(name).map { $0 - 1 } ?? steps.firstIndex { $0.id == name } ?? -1
        guard steps.indices.contains(index) else {
            throw ValidationError("\(id) has no step \(name); it has 1 to \(steps.count)")
        }
        return index
    }
}
