internal import ArgumentParser
internal import Commands
internal import Formats
internal import Glibc
public import Printing
internal import Processes

/// The processes that `ps` of this machine lists, for `top`.
public struct ProcessTable {
    private let header: [String]
    private let rows: [[String]]
    /// Where a row has its process ID.
    private let column: Int

    /// - Parameter options: those of `ps`; `-ef` where there are none.
    public init(ofPS options: [String]) throws {
        try self.init(text: Self.output(of: ["ps"] + (options.isEmpty ? ["-ef"] : options)))
    }

    /// Rows have as many cells as the header, the last one with all that is left.
    init(text: String) throws {
        let lines = text.split(separator: "\n")
        let count = lines.first?.split(separator: " ").count ?? 0
        let cells = lines.map { $0.split(separator: " ", maxSplits: max(0, count - 1)).map(String.init) }
        guard let header = cells.first, let column = header.firstIndex(of: "PID") else {
            throw CommandFailure("Couldn't find PID field in ps output")
        }
        self.header = header
        self.column = column
        rows = Array(cells.dropFirst())
    }

    /// The rows of some processes, below the header.
    public func text(of processes: Set<Int32>) -> PrintableText {
        let own = rows.filter { $0.count > column && Int32($0[column]).map(processes.contains) ?? false }
        let shown = ([header] + own).map { row in
            row.map { PrintableText(line: $0).text }.joined(separator: "\t") + "\n"
        }
        return PrintableText(lines: Columns.aligned(shown.joined()))
    }

    private static func output(of words: [String]) throws -> String {
        var program = Program(words)
        program.errors = .descriptor(STDERR_FILENO)
        let running: RunningProgram
        do { running = try program.start() } catch {
            throw CommandFailure("`top` needs the program ps of this machine: apt install procps.")
        }
        let text = String(decoding: running.readOutput(limit: 16 << 20), as: UTF8.self)
        guard running.wait().isSuccess else { throw ExitCode.failure }
        return text
    }
}
