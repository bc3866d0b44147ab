public import ContainerRuntime
internal import Glibc
internal import Printing

extension ContainerFolder {
    /// Whoever waits at a terminal for the end of a container is told what for, where its first program takes no notice
    /// of the signal.
    ///
    /// - Parameters:
    ///   - number: the signal that asks; nil for the container's own.
    ///   - seconds: how long it is waited for; nil for the container's own time.
    public func tellStopInVain(_ number: Int32?, seconds: Double?) {
        let seconds = seconds ?? Double(record.settings.stopTimeout ?? 10)
        guard isatty(STDERR_FILENO) == 1, seconds > 0, let unheard = unheardSignal(number) else { return }
        Complaint.note(
            "The first program of \(record.name) has no handler for \(Signals.name(unheard)), and a container's first "
                + "program ends by no signal that it does not handle: it is killed in \(Int(seconds)) s."
        )
    }
}
