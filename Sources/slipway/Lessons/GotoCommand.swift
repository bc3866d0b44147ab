import ArgumentParser
import Commands
import LabRuntime
import LessonFormat
import LessonPlay
import Printing
import Surroundings

/// `slipway lesson goto`: a learner who is late catches up.
struct GotoStep: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "goto",
        abstract: "Make everything what it is when a step begins; your files go to a backup.",
        discussion: """
            Your files, the lesson's images and the container become what they are when the step begins: the steps before \
            it are performed, for real. What was built before stays in the cache and in `slipway builds`, and counts for \
            no step. Steps that you have not done yourself do not count as passed.
            """)

    @Argument(help: "The step, by its number or name.")
    var step: String

    @Option(help: "The lesson, by folder or number; the one that you stand in, or the first, otherwise.")
    var lesson: String?

    func run(in surroundings: Surroundings) throws {
        let shelf = try surroundings.requireShelf()
        try LessonTelling.tell {
            let chosen = try shelf.chosen(self.lesson)
            let place = LearnerHome(below: shelf, in: surroundings).place(of: chosen)
            let lesson = WorkspacePorts(of: chosen, at: place).keptLesson
            let step = try lesson.index(ofStep: self.step)
            let shown = ProgressFile(place).read().lessons[lesson.id]?.step
            let arrival = try CatchUp(lesson, at: place) { Line.print(words: $0) }.go(to: step)
            if let backup = arrival.backup { Line.print("Your files are kept in \(backup)") }
            guard arrival.faults.isEmpty else {
                let faults = arrival.faults.map { "  " + $0 }.joined(separator: "\n")
                throw CommandFailure("not everything is as it is when the step begins:\n" + faults)
            }
            Line.print("Here begins step \(step + 1): \(lesson.steps[step].title)")
            if shown != lesson.steps[step].id, case .taken = LabLock.take(of: place) {
                Line.print("The lab that is open goes there with F8, and back with F7.")
            }
        }
    }
}
