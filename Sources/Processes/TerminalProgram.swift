internal import CLinux
internal import Glibc

/// A program that leads a session on a terminal of its own. When this process is gone the terminal hangs up, which ends
/// the program and what it runs in the foreground, as closing a window does.
public struct TerminalProgram: Sendable {
    /// Its process ID, its session's and its first process group's.
    public let id: Int32
    /// This side of the terminal; it does not block. The caller that started the program closes it.
    public let terminal: Int32

    /// Tells the program that its terminal has another size.
    public func resize(rows: Int, columns: Int) { slipway_pty_resize(terminal, Int32(rows), Int32(columns)) }

    /// Sends a signal to its first process group.
    public func signal(_ number: Int32) { _ = slipway_signal_group(id, number) }

    /// Blocks to its end.
    public func wait() -> ExitStatus { ExitStatus(code: slipway_wait(id, 0)) }

    /// How it ended; nil while it runs. After an answer it must not be asked again.
    public func statusIfEnded() -> ExitStatus? {
        let code = slipway_wait(id, 1)
        return code == -2 ? nil : ExitStatus(code: code)
    }

    /// As `statusIfEnded`, but waits for the end, so many milliseconds at most.
    public func wait(milliseconds: Int) -> ExitStatus? {
        ProcessEnd.wait(for: id, milliseconds: milliseconds)
        return statusIfEnded()
    }
}

extension Program {
    /// Starts it on a terminal of its own, which is its input and both its outputs, of at least one row and one column.
    /// - Throws: `StartError`; a program that cannot be executed is one.
    public func start(onTerminalOf rows: Int, by columns: Int) throws(StartError) -> TerminalProgram {
        let (terminal, id, error) = spawn(rows, columns)
        guard terminal < 0 else { return TerminalProgram(id: id, terminal: terminal) }
        throw .refused(program: words.first ?? "", error)
    }

    private func spawn(_ rows: Int, _ columns: Int) -> (terminal: Int32, id: Int32, error: Int32) {
        withCStrings([folder ?? "."] + words) { texts in
            withCStrings(environment ?? Self.inherited) { variables in
                var id: Int32 = 0
                let (rows, columns) = (Int32(clamping: rows), Int32(clamping: columns))
                let terminal = slipway_pty_spawn(texts + 1, variables, texts[0], rows, columns, &id)
                return (terminal, id, errno)
            }
        }
    }
}
