internal import ArgumentParser
internal import Glibc
internal import Printing

/// Standard input as the terminal that `-it` is about.
public enum InputTerminal {
    /// - Throws: status 1, behind docker's own sentence and what to do, where it is none.
    public static func require() throws {
        guard isatty(STDIN_FILENO) == 0 else { return }
        StandardStream.error.write("the input device is not a TTY\nLeave out -t: -i alone passes the input on.\n")
        throw ExitCode.failure
    }
}
