public import BuildPlan
internal import Files
internal import Glibc

/// Writes a build's events into a `JournalFolder` as they come.
///
/// The output of the steps is kept whole up to a bound; of more, the beginning and the end are kept. A disk that is full
/// costs the journal, not the build.
public final class JournalWriter {
    private let folder: JournalFolder
    private let limits: JournalLimits
    private var file: Int32 = -1
    private var log: JournalLogFiles?
    private var pending: [UInt8] = []
    private var pendingLog: [UInt8] = []
    /// Seconds since the build's start.
    private var flushedAt = 0.0
    /// Seconds that an event may wait while others follow, and the bytes that may.
    private static let patience = 0.02
    private static let portion = 1 << 16

    public init(_ folder: JournalFolder, limits: JournalLimits = JournalLimits()) {
        self.folder = folder
        self.limits = limits
    }

    deinit { if file >= 0 { Glibc.close(file) } }

    /// - Parameter line: the event as JSON, without a newline.
    public func add(_ line: [UInt8], of event: TimedBuildEvent) {
        if case .started(let start) = event.event { open(start.buildID) }
        guard file >= 0 else { return }
        if case .stepLog(let output) = event.event {
            if let next = log?.place(for: line.count + 1) {
                flush(at: event.time)
                log?.begin(next)
            }
            pendingLog += line
            pendingLog.append(UInt8(ascii: "\n"))
            log?.count(line.count + 1, output)
        } else {
            pending += line
            pending.append(UInt8(ascii: "\n"))
        }
        // A reader of the journal sees how far a step is. A log may come in larger portions, and steps from the
        // cache follow each other so fast that a write for each would cost more than the rest of them.
        let isSmall = pending.count + pendingLog.count < Self.portion
        if Self.mayWait(event.event), isSmall, event.time - flushedAt < Self.patience { return }
        flush(at: event.time)
    }

    private static func mayWait(_ event: BuildEvent) -> Bool {
        switch event {
        case .stepLog, .stepStarted: return true
        case .stepFinished(let finish): if case .cached = finish.outcome { return true } else { return false }
        case .started, .planned, .contextRead, .stepProgress, .warning, .finished: return false
        }
    }

    /// Writes what waits; the builder's ticks call it while a step runs.
    public func flush(at time: Double) {
        flushedAt = time
        guard file >= 0 else { return }
        // Output first: a reader of the step's end then finds all of its output.
        if !pendingLog.isEmpty { log?.write(pendingLog) }
        pendingLog.removeAll(keepingCapacity: true)
        // A disk that is full costs the journal, not the build.
        _ = WholeFile.writeAll(pending, to: file)
        pending.removeAll(keepingCapacity: true)
    }

    /// Writes the rest; from then on the build counts as ended.
    public func close() {
        flush(at: flushedAt)
        if file >= 0 { Glibc.close(file) }
        file = -1
        log = nil
    }

    private func open(_ id: String) {
        mkdir(folder.path, 0o700)
        file = Glibc.open(folder.stepsPath(of: id), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        _ = flock(file, LOCK_EX | LOCK_NB)
        log = JournalLogFiles(folder, id, limits)
        folder.trim(to: limits)
    }
}
