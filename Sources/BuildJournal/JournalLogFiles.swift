internal import BuildPlan
internal import Files
internal import Glibc

/// Writes the files of a build's log.
final class JournalLogFiles {
    private let folder: JournalFolder
    private let id: String
    private let limits: JournalLimits
    /// The open file, or -1. It is made with the first output, which a build from the cache does not have.
    private var file: Int32 = -1
    private var generation = 0
    /// The bytes in the open file, including those that are about to be written.
    private var size = 0
    private var counts = LogCounts()

    init(_ folder: JournalFolder, _ id: String, _ limits: JournalLimits) {
        self.folder = folder
        self.id = id
        self.limits = limits
    }

    deinit { if file >= 0 { close(file) } }

    /// The number of the file to begin before a line of this length is written; nil where the open file has room.
    func place(for bytes: Int) -> Int? {
        guard file >= 0 else { return generation }
        let isFull = size > 0 && size + bytes > (generation == 0 ? limits.head : limits.segment)
        return isFull ? generation + 1 : nil
    }

    /// Begins a file. The one before must be complete.
    func begin(_ next: Int) {
        if file >= 0 { close(file) }
        generation = next
        file = open(folder.logPath(of: id, next), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        size = 0
        guard next > 0 else { return }
        write(counts.line)
        if next > 2 { unlink(folder.logPath(of: id, next - 2)) }
    }

    /// Counts a line of this length, which is about to be written into the open file.
    func count(_ bytes: Int, _ log: StepLog) {
        size += bytes
        counts.add(log)
    }

    func write(_ bytes: [UInt8]) { if file >= 0 { _ = WholeFile.writeAll(bytes, to: file) } }
}
