import ArgumentParser
import Glibc
import Printing

/// The end of a command that threw.
enum Ending {
    /// Says it as ArgumentParser does: help on standard output, failures on standard error.
    static func end(with error: any Error, of root: any ParsableArguments.Type) -> Never {
        let status = root.exitCode(for: error)
        let words = root.fullMessage(for: error)
        let stream: StandardStream = status == .success ? .output : .error
        if !words.isEmpty { stream.write(PrintableText(lines: words) + "\n") }
        exit(status.rawValue)
    }
}
