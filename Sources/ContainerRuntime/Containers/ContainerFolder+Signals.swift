internal import CLinux
internal import Glibc

extension ContainerFolder {
    /// Sends a signal to the container's first process; SIGKILL ends the whole container.
    public func signal(_ number: Int32) throws(RuntimeError) {
        guard case .running(let running) = state else { throw .notRunning(record.name) }
        // Where the first process takes no notice of it the kernel drops the signal, as it does in Docker.
        if slipway_signal_process(running.process, number) != 0, errno != ESRCH { throw .failed("signal", record.name) }
    }

    /// Asks the container to end, and kills it where it has not after the grace, in seconds; returns once it is gone.
    /// It is no error if it has ended already.
    public func stop(grace: Double, signal number: Int32? = nil) throws(RuntimeError) {
        guard case .running(let running) = state else { return }
        let asked = number ?? record.stopSignal
        if ContainerSession.isHeard(asked, by: running.process) {
            try signal(asked)
            if grace < 0 || waitForEnd(seconds: grace) { return }
        }
        if state.isRunning { try signal(SIGKILL) }
        _ = waitForEnd(seconds: 10)
    }
}
