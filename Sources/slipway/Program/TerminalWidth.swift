import Formats
import Glibc

/// The width of the terminal that standard output is.
enum TerminalWidth {
    /// In columns; nil where the output is not a terminal, or where the terminal does not say.
    static var ofOutput: Int? {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }
}

extension ListFormat.Room {
    /// The terminal, as far as there is one: what goes into a file or a pipe stays whole.
    ///
    /// - Parameter isWhole: whether nothing is to be cut short.
    static func terminal(isWhole: Bool, spare: [String]) -> ListFormat.Room? {
        isWhole ? nil : TerminalWidth.ofOutput.map { ListFormat.Room(width: $0, spare: spare) }
    }
}
