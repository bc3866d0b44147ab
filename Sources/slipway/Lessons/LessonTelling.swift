import ArgumentParser
import Faults
import LessonFormat
import LessonPlay
import Printing

/// What goes wrong with lessons, as messages of a command.
enum LessonTelling {
    /// Runs a command's work; a lesson that cannot be read, played or worked on becomes a message and exit status 1.
    static func tell<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch {
            guard let words = words(of: error) else { throw error }
            Complaint.print(PrintableText(lines: words))
            throw ExitCode.failure
        }
    }

    private static func words(of error: any Error) -> String? {
        switch error {
        case let error as TextFault: error.description
        case let error as LessonFailure: error.description
        case let error as Workspace.Failure: error.description
        default: nil
        }
    }
}
