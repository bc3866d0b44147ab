import ArgumentParser
import Commands
import ImageFormat
import LabRuntime
import LessonPlay
import Printing
import Surroundings

/// `slipway notes`: follows a presentation from a second terminal.
struct NotesCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "notes", abstract: "Follow a presentation: notes, the next action, time, and what the checks say.")

    @Flag(help: "Print the notes of this moment and end.")
    var once = false

    @Flag(help: "Show the commands that were performed instead, for those who lag behind.")
    var commands = false

    func run(in surroundings: Surroundings) throws {
        guard let home = surroundings.store else {
            throw CommandFailure("HOME is not set: where is the store?")
        }
        let folder = PreparedLesson.folder(below: home)
        let reader = NotesReader(below: folder, showsCommands: commands)
        guard once else { reader.followAll() }
        guard reader.showOnce() else {
            Complaint.print("no presentation is under way; start one in another terminal: slipway present")
            throw ExitCode.failure
        }
    }
}
