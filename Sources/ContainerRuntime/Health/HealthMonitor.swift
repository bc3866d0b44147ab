internal import Processes
internal import CLinux
internal import Clocks
internal import Glibc
internal import ImageFormat
internal import SystemPackage

/// Runs a container's health check when its time has come, and writes down what comes of it. It never waits.
final class HealthMonitor {
    private let words: [String]
    private let times: HealthTimes
    private let folder: ContainerFolder
    private var state = HealthState()
    private var begun = Clock.now
    private var next = Double.infinity
    private var probe: RunningProbe?

    private struct RunningProbe {
        let process: Int32
        let output: Int32
        let start: String
        let deadline: Double
        var said: [UInt8] = []
    }

    /// Bytes of a run's output that are kept.
    private static let mostOutput = 4096

    /// Nil for a health check of `NONE`.
    init?(_ check: Healthcheck, of folder: ContainerFolder) {
        guard let command = check.command else { return nil }
        // This program knows how to enter a container; it takes a process to do it.
        words = ["/proc/self/exe", "exec", folder.record.id, "--"] + command
        times = HealthTimes(check)
        self.folder = folder
    }

    /// The container begins a life.
    func begin() {
        state = HealthState()
        begun = Clock.now
        next = begun + times.pause(isStartingUp: isStartingUp)
        write()
    }

    private var isStartingUp: Bool { Clock.now - begun < times.startPeriod }

    /// Starts a run that is due, and takes in what one that goes on has come to.
    func tick() {
        if probe != nil { follow() } else if Clock.now >= next { start() }
    }

    /// The container has ended.
    func end() {
        if let probe { take(probe, status: slipway_wait(probe.process, 0), isKilled: true) }
        next = .infinity
    }

    private func start() {
        var ends: [Int32] = [-1, -1]
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(nothing) }
        guard slipway_pipe(&ends) == 0 else { return }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        let process = HostProgram.spawn(
            words, .init(input: nothing, output: ends[1], error: ends[1]), environment: Program.inherited)
        close(ends[1])
        guard process > 0 else {
            close(ends[0])
            next = Clock.now + times.interval
            return
        }
        probe = RunningProbe(
            process: process, output: ends[0], start: Timestamp.now(), deadline: Clock.now + times.timeout)
    }

    private func follow() {
        guard var probe else { return }
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = read(probe.output, &buffer, buffer.count), count > 0 {
            probe.said += buffer[..<min(count, Self.mostOutput - probe.said.count)]
        }
        self.probe = probe
        let status = slipway_wait(probe.process, 1)
        if status != -2 {
            take(probe, status: status, isKilled: false)
        } else if Clock.now > probe.deadline {
            slipway_signal_process(probe.process, SIGKILL)
            _ = slipway_wait(probe.process, 0)
            probe.said = Array("Health check exceeded timeout (\(times.timeout) s)".utf8)
            take(probe, status: -1, isKilled: false)
        }
    }

    private func take(_ probe: RunningProbe, status: Int32, isKilled: Bool) {
        close(probe.output)
        self.probe = nil
        next = Clock.now + times.pause(isStartingUp: isStartingUp)
        guard !isKilled else { return }
        let before = state.status
        state.take(
            .init(
                start: probe.start, end: Timestamp.now(), status: status,
                output: String(decoding: probe.said, as: UTF8.self)),
            isStartingUp: isStartingUp, retries: times.retries)
        write()
        if state.status != before { folder.tell("health_status: \(state.status.rawValue)") }
    }

    private func write() { try? ContainerFolder.write(state.json, to: folder.path, as: "health.json") }
}
