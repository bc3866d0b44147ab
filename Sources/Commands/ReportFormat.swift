internal import ArgumentParser
internal import Glibc
public import ImageFormat
public import Printing

/// The form of a report, as `--format` chooses it: text for people or JSON for programs.
public enum ReportFormat: String, Sendable {
    case text, json

    /// - Throws: `ValidationError` for another word.
    public init(_ word: String) throws {
        guard let format = ReportFormat(rawValue: word) else {
            throw ValidationError("--format \(word): it is text or json.")
        }
        self = format
    }

    /// Prints the report in the chosen form; JSON is one whole document.
    public func show(_ text: @autoclosure () -> PrintableText, json: @autoclosure () -> JSON) {
        switch self {
        case .text: StandardStream.output.write(text())
        case .json: StandardStream.output.write(PrintableText(json: json().pretty()))
        }
    }
}

/// Ends a command with a failure where a report does not meet the demands of its command line, for use in CI.
public enum Gate {
    /// Prints each fault, and ends the command with status 1 where there is one.
    public static func close(_ faults: [String]) throws {
        guard !faults.isEmpty else { return }
        for fault in faults { Complaint.print(PrintableText(lines: fault)) }
        throw ExitCode.failure
    }
}
