internal import Clocks
internal import Glibc
internal import ImageFormat
internal import SystemPackage

/// Writes a container's log, line by line: `{"log":"text\n","stream":"stdout","time":"…"}`.
///
/// The log has two files at most, `log` and, before it, `log.1`, as docker's with `max-size` and `max-file`: so its
/// last lines are there, and a container that talks for ever fills no disk. A file that was not the first begins with
/// `{"before":BYTES}`, the bytes of output that were written before it.
final class LogWriter {
    private let path: FilePath
    private let limit: Int
    private var file: Int32 = -1
    /// Bytes of the open file, and of the output in all files so far.
    private var size = 0
    private var written: Int64 = 0
    private var waiting: [Runtime.Stream: [UInt8]] = [:]
    /// Bytes that one file may have.
    static let fileLimit = 16 << 20
    /// A line without an end is cut here, as Docker does.
    private static let longest = 16_384

    init(_ path: FilePath, limit: Int? = nil) throws(RuntimeError) {
        self.path = path
        self.limit = limit ?? Self.fileLimit
        guard begin() else { throw .failed("create", path.string) }
    }

    private func begin() -> Bool {
        file = open(path.string, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        return file >= 0
    }

    /// The file becomes the one before, in place of the last of that name. If that fails, because the container's folder is
    /// gone for example, the file begins anew: a log without a bound fills the disk.
    private func rotate() {
        if rename(path.string, LogFiles.earlier(path).string) == 0 {
            close(file)
            guard begin() else { return }
        } else if ftruncate(file, 0) != 0 {
            return
        }
        size = 0
        append(JSON.object(["before": .integer(written)]).encoded() + [UInt8(ascii: "\n")])
    }

    /// Writes the whole lines, and keeps the rest until its end comes.
    func write(_ stream: Runtime.Stream, _ bytes: UnsafeRawBufferPointer) {
        if size >= limit { rotate() }
        var entries: [UInt8] = []
        var line = waiting[stream] ?? []
        let end = Self.end(of: stream)
        for byte in bytes {
            line.append(byte)
            guard byte == UInt8(ascii: "\n") || line.count >= Self.longest else { continue }
            add(line, end, to: &entries)
            line.removeAll(keepingCapacity: true)
        }
        waiting[stream] = line
        append(entries)
    }

    /// The end of every line that comes at this moment, so that only the text is encoded for each.
    private static func end(of stream: Runtime.Stream) -> [UInt8] {
        let name = stream == .stdout ? "stdout" : "stderr"
        return Array(#","stream":"\#(name)","time":"\#(Timestamp.now())"}"#.utf8) + [UInt8(ascii: "\n")]
    }

    private func add(_ line: [UInt8], _ end: [UInt8], to entries: inout [UInt8]) {
        let text = String(decoding: line, as: UTF8.self)
        written += Int64(text.utf8.count)
        entries += #"{"log":"#.utf8
        entries += JSON.string(text).encoded()
        entries += end
    }

    private func append(_ bytes: [UInt8]) {
        size += bytes.count
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return }
            rest = rest.dropFirst(max(0, count))
        }
    }

    /// Writes a last line that has no end of line.
    func finish() {
        for stream in [Runtime.Stream.stdout, .stderr] {
            if let line = waiting.removeValue(forKey: stream), !line.isEmpty {
                var entry: [UInt8] = []
                add(line, Self.end(of: stream), to: &entry)
                append(entry)
            }
        }
    }

    deinit { if file >= 0 { close(file) } }
}

/// Where the files of a container's log are.
enum LogFiles {
    /// The file before that one.
    static func earlier(_ path: FilePath) -> FilePath { FilePath(path.string + ".1") }
}

/// A line of a container's log.
public struct LogEntry: Equatable, Sendable {
    /// With its line end, where it had one.
    public var text: String
    public var isError: Bool
    /// RFC 3339.
    public var time: String

    init?(line: ArraySlice<UInt8>) {
        guard let json = try? JSON(parsing: Array(line)) else { return nil }
        self.init(json: json)
    }

    init?(json: JSON) {
        guard let text = json["log"]?.string else { return nil }
        self.text = text
        isError = json["stream"]?.string == "stderr"
        time = json["time"]?.string ?? ""
    }
}
