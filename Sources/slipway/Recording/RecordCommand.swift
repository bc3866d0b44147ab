import ArgumentParser
import Printing
import Surroundings
import TerminalRecording

/// `slipway record`: what a terminal shows, with its times, as a file that asciinema plays.
struct RecordCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Record the lab, or any command, as an asciicast.",
        discussion: """
            The file holds what was shown, when, and the terminal's size: nothing of the environment but TERM and SHELL, \
            and no key that did not show. `slipway replay` and asciinema play it.
            """)

    @Argument(help: "The new file, such as out.cast.")
    var file: String

    @Flag(help: "Replace the file where there is one.")
    var overwrite = false

    @Option(help: "COLUMNSxROWS, where standard output is not a terminal.")
    var size: CastSize = CastSize(columns: 120, rows: 36)

    @Argument(parsing: .postTerminator, help: "The command, behind `--`; the lab otherwise.")
    var command: [String] = []

    func run(in surroundings: Surroundings) throws {
        let words = command.isEmpty ? [surroundings.program, "lab"] : command
        let file = try CastFile(path: file, overwrites: overwrite, in: surroundings)
        let recorder = try TerminalRecorder(
            words, size: CastSize.ofThisTerminal ?? size, file: file, in: surroundings)
        let status = recorder.run()
        if let failure = file.failure {
            Complaint.print("\(self.file) is not whole: \(failure)")
            throw ExitCode.failure
        }
        throw ExitCode(status)
    }
}
