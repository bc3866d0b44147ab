internal import ArgumentParser
internal import Glibc
public import ImageFormat
public import Printing

/// A report for people or for programs, as `--format` says.
public enum ReportFormat: String, Sendable {
    case text, json

    /// - Throws: `ValidationError` for another word.
    public init(_ word: String) throws {
        guard let format = ReportFormat(rawValue: word) else {
            throw ValidationError("--format \(word): it is text or json.")
        }
        self = format
    }

    /// Prints the one that is asked for; JSON as a document of its own.
    public func show(_ text: @autoclosure () -> PrintableText, json: @autoclosure () -> JSON) {
        switch self {
        case .text: StandardStream.output.write(text())
        case .json: StandardStream.output.write(PrintableText(json: json().pretty()))
        }
    }
}

/// Demands of a command line that a report does not meet, for CI.
public enum Gate {
    /// Says each fault, and ends with status 1 where there is one.
    public static func close(_ faults: [String]) throws {
        guard !faults.isEmpty else { return }
        for fault in faults { Complaint.print(PrintableText(lines: fault)) }
        throw ExitCode.failure
    }
}
