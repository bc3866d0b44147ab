import ArgumentParser
import Commands
import Dispatch
import Glibc
import LabRuntime
import LessonFormat
import LessonPlay
import Surroundings

/// `slipway lab`, and `slipway` alone on a terminal.
struct LabCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab", abstract: "Open the lab: the lesson, an editor, the builder and what runs.")

    @Argument(help: "The lesson, by the name of its folder below Lessons/. Otherwise the first.")
    var lesson: String?

    @Option(help: "The folder to work in. Otherwise the lesson's own below Sandbox/.")
    var workspace: String?

    @Option(help: ArgumentHelp("The lesson that was left for this one.", visibility: .hidden))
    var left: String?

    @Option(help: ArgumentHelp("The folder of the lesson that was left.", visibility: .hidden))
    var leftWorkspace: String?

    func validate() throws {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw CommandFailure("the lab needs a terminal; `slipway demo` plays the lesson as text")
        }
    }

    func run(in surroundings: Surroundings) throws {
        let shelf = try surroundings.requireShelf()
        let home = LearnerHome(below: shelf, in: surroundings)
        var agreed = Self.open(try shelf.lesson(lesson), in: workspace, home)
        // A learner who came from the lab of another lesson goes back to it.
        if agreed == nil, let left { agreed = Self.open(try shelf.lesson(left), in: leftWorkspace, home) }
        guard let opened = agreed else {
            throw CommandFailure("No second lab is opened: only the whole word yes opens one.")
        }
        try LabThreads.demandRoom()
        // The event loop is the main queue's: the main actor runs on it.
        Task { @MainActor in
            let status = await LabProgram.run(opened.lesson, opened.place, ports: opened.ports)
            Glibc.exit(status)
        }
        dispatchMain()
    }

    /// Nil where another lab is open there, and no second one is wanted.
    private static func open(_ lesson: Lesson, in workspace: String?, _ home: LearnerHome) -> OpenedLesson? {
        let place = workspace.map { home.place(of: lesson, workspace: $0) } ?? home.place(of: lesson)
        return OpenedLesson(lesson, at: place)
    }
}
