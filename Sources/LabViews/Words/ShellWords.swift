import LabModel
import ShellScreen

/// What stands around the shell's screen.
enum ShellWords {
    /// The pane's name, and the title that the program in it gave.
    static func title(_ shell: ShellPane) -> String {
        let title = (shell.frame?.title ?? "").filter { !$0.isNewline && $0 != "\u{1B}" }
        return title.isEmpty ? Pane.shell.title : "\(Pane.shell.title): \(title)"
    }

    /// Where the learner is in what scrolled away.
    static func detail(_ shell: ShellPane, rows: Int) -> String {
        guard shell.isReading, let frame = shell.frame else { return "" }
        return "row \(shell.firstRow(rows: rows) + 1) of \(frame.rowCount)"
    }

    static func state(_ shell: ShellPane) -> String? {
        switch shell.state {
        case .unopened, .running: nil
        case .ended(0): "The shell has ended. Enter starts another one."
        case .ended(let status): "The shell ended with exit status \(status). Enter starts another one."
        case .notStarted(let reason): "The shell could not be started: \(reason). Enter tries again."
        }
    }
}
