internal import Glibc
internal import ImageFormat
public import SystemPackage

/// What happened in a store, in files of it: a JSON object a line, `events.jsonl` after `events.earlier.jsonl`.
///
/// Each process writes a line for what it has done, with one write at the end of the file. Writing never fails for the
/// caller, because the event has happened even if its line cannot be written.
public struct EventLog: Sendable {
    private let store: FilePath

    public init(store: FilePath) { self.store = store }

    /// Bytes of one file: at twice as many the oldest half goes.
    private static let limit = 4 << 20

    private var path: FilePath { store.appending("events.jsonl") }
    private var earlier: FilePath { store.appending("events.earlier.jsonl") }

    static func moment() -> (seconds: Int64, nanoseconds: Int64) {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return (Int64(time.tv_sec), Int64(time.tv_nsec))
    }

    /// Adds a line.
    public func write(_ event: RuntimeEvent) {
        let file = open(path.string, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        defer { close(file) }
        let line = event.json.encoded() + [UInt8(ascii: "\n")]
        WholeWrite.write(line[...], to: file)
        var status = stat()
        if fstat(file, &status) == 0, status.st_size > Self.limit { rename(path.string, earlier.string) }
    }

    /// Reads the lines, those that were there first.
    public func reader() -> EventReader { EventReader(path, earlier: earlier) }
}

/// Reads the events of a store as they come.
public final class EventReader {
    private let path: FilePath
    private var file: Int32
    /// Whether what is open is the file before the last.
    private var isEarlier: Bool
    private var waiting: [UInt8] = []

    fileprivate init(_ path: FilePath, earlier: FilePath) {
        self.path = path
        file = open(earlier.string, O_RDONLY | O_CLOEXEC)
        isEarlier = file >= 0
        if !isEarlier { file = open(path.string, O_RDONLY | O_CLOEXEC) }
    }

    /// The events since the last call; empty where nothing has happened.
    public func next() -> [RuntimeEvent] {
        if file < 0 { file = open(path.string, O_RDONLY | O_CLOEXEC) }
        guard file >= 0 else { return [] }
        var found = rest()
        // Once a file has been renamed, only a process that had it open still writes into it.
        if found.isEmpty, isEarlier || !isCurrent {
            found = rest()
            let following = open(path.string, O_RDONLY | O_CLOEXEC)
            guard following >= 0 else { return found }
            close(file)
            (file, isEarlier, waiting) = (following, false, [])
            found += rest()
        }
        return found
    }

    private var isCurrent: Bool {
        var (own, named) = (stat(), stat())
        return fstat(file, &own) == 0 && stat(path.string, &named) == 0 && own.st_ino == named.st_ino
    }

    private func rest() -> [RuntimeEvent] {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(file, &buffer, buffer.count), count > 0 { waiting += buffer[..<count] }
        guard let end = waiting.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        let lines = waiting[...end].split(separator: UInt8(ascii: "\n"))
        waiting.removeFirst(end + 1)
        return lines.compactMap { line in (try? JSON(parsing: Array(line))).flatMap { RuntimeEvent(json: $0) } }
    }

    deinit { if file >= 0 { close(file) } }
}
