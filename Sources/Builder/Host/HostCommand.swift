internal import Clocks
internal import Glibc
internal import Processes

/// A program of the host that helps the builder; what it says is read line by line.
enum HostCommand {
    enum Outcome: Equatable {
        case ended(ExitStatus)
        /// It was ended because it said nothing.
        case silent
    }

    /// Runs a program to its end. Cancelling ends it, with all that it started.
    ///
    /// - Parameters:
    ///   - patience: seconds until it must have said something; nil for any time.
    static func run(
        _ words: [String], cancellation: Cancellation, patience: Double? = nil,
        line: (String) -> Void
    ) throws(StepError) -> Outcome {
        var program = Program(words)
        program.output = .pipe
        program.errors = .joined
        program.lifetime = .group
        let running: RunningProgram
        do throws(StartError) { running = try program.start() } catch { throw .host("\(error).") }
        defer { close(running.output) }
        let isSilent = read(running.output, of: running, cancellation, patience, line)
        let status = running.wait()
        return isSilent ? .silent : .ended(status)
    }

    /// Whether the program lost its time by saying nothing.
    private static func read(
        _ descriptor: Int32, of running: RunningProgram, _ cancellation: Cancellation, _ patience: Double?,
        _ line: (String) -> Void
    ) -> Bool {
        let start = MonotonicClock.now
        var reader = LineReader(descriptor)
        var deadline = patience
        var isSilent = false
        while true {
            let step = reader.next(within: 100)
            if let time = deadline, MonotonicClock.now - start > time { isSilent = true }
            if cancellation.isCancelled || isSilent { running.signal(SIGTERM) }
            switch step {
            case .nothing: break
            case .end: return isSilent
            case .lines(let lines):
                if !isSilent { deadline = nil }
                for text in lines { line(String(decoding: text, as: UTF8.self)) }
            }
        }
    }
}
