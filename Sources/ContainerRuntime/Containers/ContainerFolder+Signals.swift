internal import CLinux
internal import Glibc

extension ContainerFolder {
    /// The container's first process, as this process sees it; nil where it does not run.
    public var firstProcess: Int32? {
        guard case .running(let running) = state else { return nil }
        return Signals.firstProcess(of: running.process)
    }

    /// Sends a signal to the container's first process; SIGKILL ends the whole container, and has ended it when this
    /// returns.
    public func signal(_ number: Int32) throws(RuntimeError) {
        guard case .running(let running) = state else { throw .notRunning(record.name) }
        if number == SIGKILL { try noteStop() }
        // If the first process has no handler for the signal, the kernel drops it, as it does in Docker.
        if slipway_signal_process(running.process, number) != 0, errno != ESRCH { throw .failed("signal", record.name) }
        tell("kill", ["signal": String(number)])
        if number == SIGKILL { _ = waitForEnd(seconds: 10) }
    }

    /// Asks the container to end, and kills it where it has not after the grace, in seconds; returns once it is gone.
    /// It is no error if it has ended already.
    ///
    /// - Parameter grace: nil for the container's own; negative for any time.
    public func stop(grace: Double? = nil, signal number: Int32? = nil) throws(RuntimeError) {
        // Looked at once: a container that ends by itself changes its state at any moment.
        let seen = state
        if case .restarting = seen {
            try noteStop()
            _ = waitForEnd(seconds: 10)
            return
        }
        guard case .running(let running) = seen else { return }
        try noteStop()
        let grace = grace ?? Double(record.settings.stopTimeout ?? 10)
        let asked = number ?? record.stopSignal
        if running.isPaused { try unpause() }
        // The wait takes place even if the first process takes no notice of the signal: Docker waits as well, and a
        // learner should recognise it there.
        try signalIfRunning(asked)
        if grace < 0 || waitForEnd(seconds: grace) { return tell("stop") }
        try signalIfRunning(SIGKILL)
        // A container that ends by itself at this moment may still have an owner, which would start it again.
        _ = waitForEnd(seconds: 10)
        tell("stop")
    }

    /// The signal that `stop` would send in vain: the container's first process neither handles nor can be ended by it.
    /// Nil where it is heard, or nothing runs.
    ///
    /// - Parameter number: nil for the container's own.
    public func unheardSignal(_ number: Int32? = nil) -> Int32? {
        guard case .running(let running) = state else { return nil }
        let asked = number ?? record.stopSignal
        return Signals.isHeard(asked, by: running.process) ? nil : asked
    }

    /// Sends a signal; it is no error where the container has ended meanwhile.
    private func signalIfRunning(_ number: Int32) throws(RuntimeError) {
        guard state.isRunning else { return }
        do { try signal(number) } catch {
            guard case .notRunning = error else { throw error }
        }
    }

    /// Stops all processes of the container where they are.
    public func pause() throws(RuntimeError) {
        guard case .running(var running) = state else { throw .notRunning(record.name) }
        guard !running.isPaused else { throw .isPaused(record.name) }
        // A process may start another before it is stopped itself.
        var stopped: Set<Int32> = []
        while case let more = Set(processes).subtracting(stopped), !more.isEmpty {
            for process in more where slipway_signal_process(process, SIGSTOP) != 0 && errno == EPERM {
                throw .failed("stop", "process \(process)")
            }
            stopped.formUnion(more)
        }
        running.isPaused = true
        try write(.running(running))
        tell("pause")
    }

    /// Lets them go on.
    public func unpause() throws(RuntimeError) {
        guard case .running(var running) = state, running.isPaused else { throw .isNotPaused(record.name) }
        running.isPaused = false
        try write(.running(running))
        for process in processes { slipway_signal_process(process, SIGCONT) }
        tell("unpause")
    }

    /// All processes of the container, as this process sees them: those of its PID namespace.
    public var processes: [Int32] {
        guard let first = firstProcess, let own = Directory.linkTarget("/proc/\(first)/ns/pid") else { return [] }
        return Directory.names(in: "/proc").compactMap { Int32($0) }
            .filter { Directory.linkTarget("/proc/\($0)/ns/pid") == own }
    }
}
