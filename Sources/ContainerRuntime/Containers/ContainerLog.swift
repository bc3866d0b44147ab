internal import Glibc
internal import ImageFormat
internal import SystemPackage

/// Writes a container's log, line by line: `{"log":"text\n","stream":"stdout","time":"…"}`.
final class LogWriter {
    private let file: Int32
    private var waiting: [Runtime.Stream: [UInt8]] = [:]
    /// A line without an end is cut here, as Docker does.
    private static let longest = 16_384

    init(_ path: FilePath) throws(RuntimeError) {
        file = open(path.string, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .failed("create", path.string) }
    }

    /// Writes the whole lines, and keeps the rest until its end comes.
    func write(_ stream: Runtime.Stream, _ bytes: UnsafeRawBufferPointer) {
        var entries: [UInt8] = []
        var line = waiting[stream] ?? []
        let time = Timestamp.now()
        for byte in bytes {
            line.append(byte)
            guard byte == UInt8(ascii: "\n") || line.count >= Self.longest else { continue }
            entries += Self.entry(line, stream, time)
            line.removeAll(keepingCapacity: true)
        }
        waiting[stream] = line
        append(entries)
    }

    private static func entry(_ line: [UInt8], _ stream: Runtime.Stream, _ time: String) -> [UInt8] {
        JSON.object([
            "log": .string(String(decoding: line, as: UTF8.self)),
            "stream": .string(stream == .stdout ? "stdout" : "stderr"), "time": .string(time),
        ]).encoded() + [UInt8(ascii: "\n")]
    }

    private func append(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return }
            rest = rest.dropFirst(max(0, count))
        }
    }

    /// Writes what has no end of line.
    func finish() {
        for stream in [Runtime.Stream.stdout, .stderr] {
            if let line = waiting.removeValue(forKey: stream), !line.isEmpty {
                append(Self.entry(line, stream, Timestamp.now()))
            }
        }
    }

    deinit { close(file) }
}

/// A line of a container's log.
public struct LogEntry: Equatable, Sendable {
    /// With its line end, where it had one.
    public var text: String
    public var isError: Bool
    /// RFC 3339.
    public var time: String

    init?(line: ArraySlice<UInt8>) {
        guard let json = try? JSON(parsing: Array(line)), let text = json["log"]?.string else { return nil }
        self.text = text
        isError = json["stream"]?.string == "stderr"
        time = json["time"]?.string ?? ""
    }
}

/// Reads a container's log as it grows.
public final class LogReader {
    private let file: Int32
    private var waiting: [UInt8] = []

    /// Nil where the container has no log yet.
    public init?(_ folder: ContainerFolder) {
        file = open(folder.logPath.string, O_RDONLY | O_CLOEXEC)
        if file < 0 { return nil }
    }

    /// The entries since the last call, at most about a MiB of them; empty once all are read.
    public func next() -> [LogEntry] {
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        let count = read(file, &buffer, buffer.count)
        guard count > 0 else { return [] }
        waiting += buffer[..<count]
        guard let end = waiting.lastIndex(of: UInt8(ascii: "\n")) else { return next() }
        let entries = waiting[...end].split(separator: UInt8(ascii: "\n")).compactMap { LogEntry(line: $0) }
        waiting.removeFirst(end + 1)
        return entries
    }

    deinit { close(file) }
}
