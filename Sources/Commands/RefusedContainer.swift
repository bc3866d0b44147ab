public import ArgumentParser
internal import Printing

/// The end of a command whose container is not made or not started.
public enum RefusedContainer {
    /// Docker's exit status for a refused command line, and for a container that fails before its command runs.
    public static let status = ExitCode(125)

    /// Prints the failure on standard error.
    public static func tell(_ words: String) { StandardStream.error.write("Error: \(PrintableText(lines: words))\n") }
}
