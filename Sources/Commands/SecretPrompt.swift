internal import ArgumentParser
internal import Glibc
public import Printing

/// Questions on the terminal.
public enum SecretPrompt {
    /// An answer in one line. Where nobody can be asked, that is said.
    public static func line(_ question: PrintableText) throws -> String {
        guard isatty(STDIN_FILENO) == 1 else {
            Complaint.print("nobody can be asked here: say --username and --password-stdin")
            throw ExitCode.failure
        }
        StandardStream.output.write(question)
        guard let answer = readLine(), !answer.isEmpty else { throw ExitCode.failure }
        return answer
    }

    /// An answer that the terminal does not show.
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
