public import BuildPlan
internal import Files
internal import Glibc

/// Writes a build's events into a `JournalFolder` as they come.
///
/// The output of the steps is kept whole up to a bound; of longer output, the beginning and the end are kept. A full
/// disk makes the journal incomplete, but does not fail the build.
public final class JournalWriter {
    private let folder: JournalFolder
    private let limits: JournalLimits
    private var file: Int32 = -1
    private var log: JournalLogFiles?
    private var pending: [UInt8] = []
    private var pendingLog: [UInt8] = []
    /// When the last write happened, in seconds since the build's start.
    private var flushedAt = 0.0
    /// The seconds that an event may wait to be written together with later ones.
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
        // Events are written soon, so that readers of the journal can follow a build. Output, and steps that follow
        // each other as fast as those from the cache, are collected: a write for each would cost too much time.
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

    /// Writes the events that wait. The builder's ticks call it while a step runs.
    public func flush(at time: Double) {
        flushedAt = time
        guard file >= 0 else { return }
        // Output is written before events, so that a reader that sees a step's end also finds all of its output.
        if !pendingLog.isEmpty { log?.write(pendingLog) }
        pendingLog.removeAll(keepingCapacity: true)
        // A full disk makes the journal incomplete, but must not fail the build.
        _ = WholeFile.writeAll(pending, to: file)
        pending.removeAll(keepingCapacity: true)
    }

    /// Writes the remaining events and closes the journal. From then on the build counts as ended.
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
