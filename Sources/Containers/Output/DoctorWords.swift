internal import Commands
public import ContainerRuntime
internal import DockerWords
public import Printing
public import RunDoctor

/// What the doctor says on a terminal: why, and what to do; behind it where Docker's own words are found.
public enum DoctorWords {
    /// Whether Docker's own words are told at once: `--explain`.
    @TaskLocal public static var explains = false

    /// Two or three lines for each fault.
    public static func text(_ faults: [RunFault]) -> PrintableText {
        faults.map(text).joined()
    }

    private static func text(_ fault: RunFault) -> PrintableText {
        let text: PrintableText = "Why: \(fault.sentence)\nNext: \(fault.advice)\n"
        guard let dockers = fault.dockerFault else { return text }
        return text + (explains ? dockers.wordingsText : "In Docker's words: slipway explain \(dockers.name)\n")
    }

    /// What is said where no fault is seen: how the container ended, and what kept it from starting.
    ///
    /// - Parameters:
    ///   - error: why it could not be started, in a sentence; nil where it was.
    ///   - wasStopped: whether somebody asked it to end.
    public static func withoutFaults(
        _ name: String, _ state: ContainerState, error: String?, wasStopped: Bool
    ) -> PrintableText {
        guard case .exited(let status, _) = state, status != 0 else {
            return "Nothing is seen that is wrong with \(name): its log may say more (slipway logs).\n"
        }
        if let error {
            return """
                \(name) could not be started; its exit status is \(status).
                Why: \(error)
                Next: Mend that in the Dockerfile or in the command line, and run it again.

                """
        }
        if wasStopped { return "\(name) was stopped; its exit status is \(status).\n" }
        return """
            \(name) ended with exit status \(status).
            Next: See the end of its log: slipway logs \(name)

            """
    }

    /// On standard error, behind what happened.
    public static func print(_ faults: [RunFault]) {
        if !faults.isEmpty { StandardStream.error.write(text(faults)) }
    }

    /// Who has a port: a container of this store, or a program of the machine.
    public static func holder(of port: UInt16, program: String?, in list: ContainerList) -> RunFault {
        let owner = list.all().first { folder in
            folder.state.isRunning && folder.record.ports.contains { $0.contains(":\(port)->") }
        }
        if let owner { return .portTakenByContainer(port: port, name: owner.record.name) }
        return .portTakenByProgram(port: port, name: program)
    }
}
