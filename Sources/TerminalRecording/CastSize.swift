public import ArgumentParser
internal import Glibc

/// Cells of a terminal, as in 120x36.
public struct CastSize: ExpressibleByArgument, Equatable, Sendable {
    /// Cells in a row.
    public var columns: Int
    /// Rows of the screen.
    public var rows: Int

    /// Takes a size without checking that a terminal can have it.
    public init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }

    /// `120x36`; nil for what no terminal has.
    public init?(argument: String) {
        let sides = argument.split(separator: "x").compactMap { Int($0) }
        guard sides.count == 2, (1...1000).contains(sides[0]), (1...1000).contains(sides[1]) else { return nil }
        self.init(columns: sides[0], rows: sides[1])
    }

    /// As help shows it: `120x36`.
    public var defaultValueDescription: String { "\(columns)x\(rows)" }

    /// Nil where standard output is not a terminal, or one that does not tell its size.
    public static var ofThisTerminal: CastSize? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
        return CastSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }
}
