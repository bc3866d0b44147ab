import ArgumentParser
import Files
import FoundationEssentials
import Glibc
import ImageFormat
import Printing
import RegistryClient
import Synchronization

/// `slipway-registry fetch URL --to FILE`: what a URL gives, for `ADD`; FILE is there only once it is whole.
///
///     {"event":"progress","completed":65536,"total":3626897}
///     {"event":"fetched","bytes":3626897,"etag":"\"abc\"","modified":1700000000}
///     {"event":"unchanged"}
struct Fetch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Fetch a file over HTTP.")

    @Argument(help: "http://… or https://…")
    var url: String

    @Option(help: "Where the file goes.")
    var to: String

    @Option(help: "What an earlier answer was marked with: where it is still the same, nothing is fetched.")
    var etag: String?

    func run() async throws {
        let target = FetchTarget(path: to, limit: try FetchLimit(environment: ProcessInfo.processInfo.environment))
        let answer: RegistryResponse
        do {
            let transport = CurlTransport(
                limits: try TransferLimits(environment: ProcessInfo.processInfo.environment),
                authorities: try Certificates.bundle(for: nil))
            answer = try await FileDownload(over: transport).run(url, etag: etag) { try target.receive($0, of: $1) }
        } catch {
            target.discard()
            throw error
        }
        if answer.status == 304 { return FetchLine.write(["event": .string("unchanged")]) }
        try target.finish()
        FetchLine.write([
            "event": .string("fetched"), "bytes": .integer(target.count),
            "etag": answer.fields["etag"].map(JSON.string),
            "modified": answer.fields["last-modified"].flatMap(HTTPDate.seconds).map(JSON.integer),
        ])
    }
}

/// The file that is fetched, under another name until it is whole.
final class FetchTarget: Sendable {
    private struct State {
        var descriptor: Int32?
        var count: Int64 = 0
        var percent: Int64 = -1
    }

    private let path: String
    private let limit: FetchLimit
    private let state = Mutex(State())

    init(path: String, limit: FetchLimit) {
        self.path = path
        self.limit = limit
    }

    /// Bytes so far.
    var count: Int64 { state.withLock { $0.count } }

    func receive(_ head: RegistryResponse, of bytes: [UInt8]) throws {
        let total = head.fields["content-length"].flatMap { Int64($0) } ?? 0
        try limit.demand(total)
        try state.withLock { state in
            state.count += Int64(bytes.count)
            try limit.demand(state.count)
            guard WholeFile.writeAll(bytes, to: try open(&state)) else { throw cannotWrite() }
            let percent = total > 0 ? Int64(Double(state.count) / Double(total) * 100) : -1
            guard percent != state.percent else { return }
            state.percent = percent
            FetchLine.write([
                "event": .string("progress"), "completed": .integer(state.count), "total": .integer(total),
            ])
        }
    }

    /// Takes away what came of a file that did not become whole.
    func discard() {
        state.withLock { state in
            guard let descriptor = state.descriptor else { return }
            close(descriptor)
            state.descriptor = nil
            unlink(path + ".part")
        }
    }

    func finish() throws {
        try state.withLock { state in
            let descriptor = try open(&state)
            state.descriptor = nil
            // A network file system may report a full disk only when the file is closed.
            guard close(descriptor) == 0 else { throw cannotWrite() }
        }
        guard rename(path + ".part", path) == 0 else { throw cannotWrite() }
    }

    private func open(_ state: inout State) throws -> Int32 {
        if let descriptor = state.descriptor { return descriptor }
        let made = Glibc.open(path + ".part", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard made >= 0 else { throw cannotWrite() }
        state.descriptor = made
        return made
    }

    private func cannotWrite() -> RegistryError { .cannotWrite(path: path, reason: ErrnoWords.last) }
}

/// How large a file may be that is fetched.
struct FetchLimit: Sendable {
    static let variable = "SLIPWAY_MAX_DOWNLOAD"
    /// Bytes.
    var bytes: Int64 = 16 << 30

    /// - Throws: `badSetting` for a value that is not a number of bytes.
    init(environment: [String: String]) throws(RegistryError) {
        guard let text = environment[Self.variable], !text.isEmpty else { return }
        guard let bytes = ByteSize.bytes(text) else {
            throw .badSetting(Self.variable, value: text, expected: "a number of bytes, for example 500M or 64G")
        }
        self.bytes = bytes
    }

    func demand(_ count: Int64) throws {
        guard count <= bytes else {
            throw ValidationError(
                "the file is larger than \(bytes) bytes: if it is meant to be, set \(Self.variable), for example to 64G"
            )
        }
    }
}

/// A line of standard output.
enum FetchLine {
    static func write(_ members: KeyValuePairs<String, JSON?>) {
        let line = PrintableText.escaped(json: JSON.object(members).encoded()) + [UInt8(ascii: "\n")]
        StandardStream.output.write(line, as: .jsonLines)
    }
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`
enum HTTPDate {
    static func seconds(_ text: String) -> Int64? {
        let words = text.split { " :,".contains($0) }
        guard words.count >= 7, let day = Int32(words[1]), let month = months.firstIndex(of: words[2]),
            let year = Int32(words[3]), (1900...9999).contains(year), let hour = Int32(words[4]),
            let minute = Int32(words[5]), let second = Int32(words[6])
        else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (year - 1900, Int32(month), day)
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (hour, minute, second)
        return Int64(timegm(&parts))
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
