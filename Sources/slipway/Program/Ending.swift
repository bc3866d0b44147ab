import ArgumentParser
import Commands
import ContainerPlans
import Glibc
import Printing

/// The end of a command that threw.
enum Ending {
    /// Where a command went wrong.
    enum Phase {
        case parsing
        case running(any ParsableCommand.Type)
    }

    /// Says it as ArgumentParser does: help on standard output, failures on standard error.
    static func end(with error: any Error, of root: any ParsableArguments.Type, in phase: Phase) -> Never {
        let status = status(of: error, of: root, in: phase)
        let words = words(of: error, of: root, in: phase)
        let stream: StandardStream = status == .success ? .output : .error
        if !words.isEmpty { stream.write(PrintableText(lines: words) + "\n") }
        exit(status.rawValue)
    }

    /// How a command is used is told where its words could not be understood; what it finds wrong later is a failure.
    private static func words(
        of error: any Error, of root: any ParsableArguments.Type, in phase: Phase
    ) -> String {
        switch phase {
        case .running where error is ValidationError: "Error: \(root.message(for: error))"
        case .parsing, .running: root.fullMessage(for: error)
        }
    }

    /// Docker's: a flag that is wrong is 125, a wrong number of arguments 1; what a command finds wrong later is 1, but for
    /// those that make a container.
    private static func status(
        of error: any Error, of root: any ParsableArguments.Type, in phase: Phase
    ) -> ExitCode {
        if let chosen = error as? ExitCode { return chosen }
        let thrown = root.exitCode(for: error)
        switch phase {
        case .parsing:
            guard thrown == .validationFailure else { return thrown }
            return isAboutArguments(root.message(for: error)) ? .failure : RefusedContainer.status
        case .running(let command):
            guard thrown == .validationFailure || error is CommandFailure || error is ContainerFault else {
                return thrown
            }
            return command == RunCommand.self ? RefusedContainer.status : .failure
        }
    }

    /// ArgumentParser tells what is wrong with a command line only in its words.
    private static func isAboutArguments(_ words: String) -> Bool {
        words.hasPrefix("Missing expected argument '<") || words.contains(" unexpected arguments: ")
            || words.hasPrefix("Unexpected argument ") || words.hasPrefix("The folder to build is missing")
    }
}
