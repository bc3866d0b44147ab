internal import ArgumentParser
internal import Glibc
public import Printing

/// Asks questions on the terminal.
public enum SecretPrompt {
    /// The answer to a question, in one line. Where there is no terminal to ask on, a message says so and the command
    /// ends.
    public static func line(_ question: PrintableText) throws -> String {
        guard isatty(STDIN_FILENO) == 1 else {
            Complaint.print("nobody can be asked here: say --username and --password-stdin")
            throw ExitCode.failure
        }
        StandardStream.output.write(question)
        guard let answer = readLine(), !answer.isEmpty else { throw ExitCode.failure }
        return answer
    }

    /// The answer to a question, which the terminal does not show while it is typed.
    public static func secret(_ question: PrintableText) throws -> String {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return try line(question) }
        let before = settings
        settings.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
        defer {
            var before = before
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            Line.print("")
        }
        return try line(question)
    }
}
