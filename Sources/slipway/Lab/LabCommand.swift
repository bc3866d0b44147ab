import ArgumentParser
import Commands
import Dispatch
import Glibc
import LabRuntime
import LessonFormat
import LessonPlay
import Printing
import Surroundings

/// `slipway lab`, and `slipway` alone on a terminal.
struct LabCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab", abstract: "Open the lab: the lesson, an editor, the builder and what runs.")

    @Argument(help: "The lesson, by the name of its folder below Lessons/. Otherwise the first.")
    var lesson: String?

    @Option(help: "The folder to work in. Otherwise the lesson's own below Sandbox/.")
    var workspace: String?

    func validate() throws {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw CommandFailure("the lab needs a terminal; `slipway demo` plays the lesson as text")
        }
    }

    func run(in surroundings: Surroundings) throws {
        let shelf = try surroundings.requireShelf()
        let chosen = try shelf.lesson(self.lesson)
        let home = LearnerHome(below: shelf, in: surroundings)
        let place =
            workspace.map { home.place(of: chosen, workspace: $0) } ?? home.place(of: chosen)
        let ports = WorkspacePorts(of: chosen, at: place)
        let lesson: Lesson
        switch LabLock.take(of: place) {
        case .held: lesson = ports.chosenLesson()
        case .taken(let process):
            guard Self.agreesToSecondLab(place, process) else {
                throw CommandFailure("No second lab is opened: only the whole word yes opens one.")
            }
            // The ports are the first lab's.
            lesson = ports.keptLesson
        }
        try LabThreads.demandRoom()
        // The event loop is the main queue's: the main actor runs on it.
        Task { @MainActor in
            let status = await LabProgram.run(lesson, place)
            Glibc.exit(status)
        }
        dispatchMain()
    }

    /// Asks on the terminal; only a whole word agrees.
    private static func agreesToSecondLab(_ place: Workplace, _ process: Int32?) -> Bool {
        let who = process.map { " (process \($0))" } ?? ""
        StandardStream.error.write(
            """
            Another lab\(who) is open on \(PrintableText(lines: place.workspace)). Where both save a file, the later one \
            overwrites the other.
            Open a second lab all the same? yes or no: 
            """)
        return readLine()?.lowercased().filter { !$0.isWhitespace } == "yes"
    }
}
