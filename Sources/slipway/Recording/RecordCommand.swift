import ArgumentParser
import Glibc
import Printing
import Surroundings

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

/// Cells of a terminal, as in 120x36.
struct CastSize: ExpressibleByArgument, Equatable {
    var columns: Int
    var rows: Int

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }

    init?(argument: String) {
        let sides = argument.split(separator: "x").compactMap { Int($0) }
        guard sides.count == 2, (1...1000).contains(sides[0]), (1...1000).contains(sides[1]) else { return nil }
        self.init(columns: sides[0], rows: sides[1])
    }

    var defaultValueDescription: String { "\(columns)x\(rows)" }

    /// Nil where standard output is not a terminal, or one that does not tell its size.
    static var ofThisTerminal: CastSize? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
        return CastSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }
}
