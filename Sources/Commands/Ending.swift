public import ArgumentParser
internal import ContainerPlans
internal import Glibc
internal import Printing

/// Ends a command that threw an error.
public enum Ending {
    /// The phase of the command in which the error was thrown.
    public enum Phase: Sendable {
        case parsing
        /// - Parameter makesContainer: whether a failure ends with docker's exit status for a container that was not
        ///   made.
        case running(makesContainer: Bool)
    }

    /// Prints the error as ArgumentParser does, with help on standard output and failures on standard error, and exits.
    public static func end(with error: any Error, of root: any ParsableArguments.Type, in phase: Phase) -> Never {
        let status = status(of: error, of: root, in: phase)
        let words = words(of: error, of: root, in: phase)
        let stream: StandardStream = status == .success ? .output : .error
        if !words.isEmpty { stream.write(PrintableText(lines: words) + "\n") }
        exit(status.rawValue)
    }

    /// The text for an error. The usage of the command is added only where its words could not be understood.
    static func words(
        of error: any Error, of root: any ParsableArguments.Type, in phase: Phase
    ) -> String {
        switch phase {
        case .running where error is ValidationError: "Error: \(root.message(for: error))"
        case .parsing, .running: root.fullMessage(for: error)
        }
    }

    /// The exit status, as docker has it: 125 for a wrong flag and 1 for a wrong number of arguments. Later failures
    /// are 1, except in commands that make a container.
    static func status(
        of error: any Error, of root: any ParsableArguments.Type, in phase: Phase
    ) -> ExitCode {
        if let chosen = error as? ExitCode { return chosen }
        let thrown = root.exitCode(for: error)
        switch phase {
        case .parsing:
            guard thrown == .validationFailure else { return thrown }
            return isAboutArguments(root.message(for: error)) ? .failure : RefusedContainer.status
        case .running(let makesContainer):
            guard thrown == .validationFailure || error is CommandFailure || error is ContainerFault else {
                return thrown
            }
            return makesContainer ? RefusedContainer.status : .failure
        }
    }

    /// Whether a message is about the number of arguments. ArgumentParser tells the kind of a fault only in its
    /// message.
    private static func isAboutArguments(_ words: String) -> Bool {
        words.hasPrefix("Missing expected argument '<") || words.contains(" unexpected arguments: ")
            || words.hasPrefix("Unexpected argument ") || words.hasPrefix("The folder to build is missing")
    }
}
