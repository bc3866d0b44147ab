internal import Glibc
internal import ImageFormat
internal import SystemPackage

/// Reads a container's log as it grows, from one file of it to the next.
public final class LogReader {
    private let path: FilePath
    private var file: Int32
    private var waiting: [UInt8] = []
    /// Bytes of output up to here.
    private var passed: Int64 = 0
    /// Bytes of output before the entries so far that were not kept.
    public private(set) var lostBytes: Int64 = 0
    /// Lines that cannot be read as entries.
    public private(set) var damagedLines = 0

    /// Nil where the container has no log yet.
    public init?(_ folder: ContainerFolder) {
        path = folder.logPath
        file = open(LogFiles.earlier(path).string, O_RDONLY | O_CLOEXEC)
        if file < 0 { file = open(path.string, O_RDONLY | O_CLOEXEC) }
        if file < 0 { return nil }
    }

    /// The entries since the last call, at most about a MiB of them; empty once all are read.
    public func next() -> [LogEntry] {
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(&buffer)
            guard count > 0 else { return [] }
            waiting += buffer[..<count]
            guard let end = waiting.lastIndex(of: UInt8(ascii: "\n")) else { continue }
            let entries = waiting[...end].split(separator: UInt8(ascii: "\n")).compactMap { entry(of: $0) }
            waiting.removeFirst(end + 1)
            if !entries.isEmpty { return entries }
        }
    }

    /// Bytes of this file, or of the next one once this one is read and will not grow any more.
    private func read(_ buffer: inout [UInt8]) -> Int {
        var count = Glibc.read(file, &buffer, buffer.count)
        guard count == 0, let next = following() else { return count }
        // What was written between the look at the file and the look at its name.
        count = Glibc.read(file, &buffer, buffer.count)
        guard count == 0 else { return count }
        let opened = open(next.string, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { return 0 }
        close(file)
        file = opened
        waiting = []
        return Glibc.read(file, &buffer, buffer.count)
    }

    /// The file after this one; nil where this is the last.
    private func following() -> FilePath? {
        var status = stat()
        guard fstat(file, &status) == 0 else { return nil }
        let earlier = LogFiles.earlier(path)
        switch status.st_ino {
        case Self.inode(path): return nil
        case Self.inode(earlier): return path
        // This file is gone by now, and perhaps others after it: the beginning of the next one has their size.
        default: return Self.inode(earlier) == nil ? path : earlier
        }
    }

    private static func inode(_ path: FilePath) -> ino_t? {
        var status = stat()
        return stat(path.string, &status) == 0 ? status.st_ino : nil
    }

    private func entry(of line: ArraySlice<UInt8>) -> LogEntry? {
        let json = try? JSON(parsing: Array(line))
        if let before = json?["before"]?.integer, (0...Self.mostBytes).contains(before) {
            lostBytes += max(0, before - passed)
            passed = before
            return nil
        }
        guard let entry = json.flatMap({ LogEntry(json: $0) }) else {
            damagedLines += 1
            return nil
        }
        passed += Int64(entry.text.utf8.count)
        return entry
    }

    /// More output than anybody ever wrote, and small enough for sums of it.
    private static let mostBytes: Int64 = 1 << 60

    deinit { close(file) }
}
