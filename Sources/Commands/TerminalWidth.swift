public import Formats
internal import Glibc

/// The width of the terminal that standard output writes to.
public enum TerminalWidth {
    /// The width in columns; nil where the output is not a terminal, or where its width is not known.
    public static var ofOutput: Int? {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }
}

extension ListFormat.Room {
    /// The room for a table on the terminal; nil for a file or a pipe, where nothing is cut.
    ///
    /// - Parameter isWhole: whether nothing may be cut on a terminal either.
    public static func terminal(isWhole: Bool, spare: [String]) -> ListFormat.Room? {
        isWhole ? nil : TerminalWidth.ofOutput.map { ListFormat.Room(width: $0, spare: spare) }
    }
}
