import ArgumentParser
import Glibc
import Printing

/// The end of a command that threw.
enum Ending {
    /// The exit status of Docker's where it refuses a command line, or a container before its command runs.
    static let refusal = ExitCode(125)

    /// Says it as ArgumentParser does: help on standard output, failures on standard error.
    static func end(with error: any Error, of root: any ParsableArguments.Type) -> Never {
        let thrown = root.exitCode(for: error)
        let status = thrown == .validationFailure ? refusal : thrown
        let words = root.fullMessage(for: error)
        let stream: StandardStream = status == .success ? .output : .error
        if !words.isEmpty { stream.write(PrintableText(lines: words) + "\n") }
        exit(status.rawValue)
    }
}
