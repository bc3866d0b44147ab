public import ArgumentParser
internal import Printing

/// A container that is not made, or not started.
public enum RefusedContainer {
    /// Docker's exit status for a command line that is refused, or for a container before its command runs.
    public static let status = ExitCode(125)

    /// Says on standard error what went wrong.
    public static func tell(_ words: String) { StandardStream.error.write("Error: \(PrintableText(lines: words))\n") }
}
