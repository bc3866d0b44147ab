import ArgumentParser
import Foundation
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
        let target = FetchTarget(path: to)
        let answer = try await FetchRequest(url: url, etag: etag).send { try target.take($0, of: $1) }
        if answer.status == 304 { return FetchLine.write(["event": .string("unchanged")]) }
        try target.finish()
        FetchLine.write([
            "event": .string("fetched"), "bytes": .integer(target.count),
            "etag": answer.fields["etag"].map(JSON.string),
            "modified": answer.fields["last-modified"].flatMap(HTTPDate.seconds).map(JSON.integer),
        ])
    }
}

/// A GET that goes where redirects lead.
struct FetchRequest {
    var url: String
    var etag: String?

    private static let redirects = 10

    func send(receive: @escaping @Sendable (RegistryResponse, [UInt8]) throws -> Void) async throws -> RegistryResponse
    {
        let transport = URLSessionTransport(idleSeconds: 30)
        var place = url
        for _ in 0...Self.redirects {
            var request = RegistryRequest(url: place)
            if let etag { request.fields["If-None-Match"] = etag }
            let answer = try await transport.send(request) { if $0.status == 200 { try receive($0, $1) } }
            switch answer.status {
            case 200, 304: return answer
            case 301, 302, 303, 307, 308: place = try Self.next(answer, from: place)
            default: throw ValidationError("the server answers with status \(answer.status)")
            }
        }
        throw ValidationError("it leads through more than \(Self.redirects) redirects")
    }

    private static func next(_ answer: RegistryResponse, from place: String) throws -> String {
        guard let location = answer.fields["location"],
            let next = URL(string: location, relativeTo: URL(string: place))?.absoluteURL,
            ["http", "https"].contains(next.scheme?.lowercased())
        else { throw ValidationError("`\(place)` redirects to nowhere") }
        return next.absoluteString
    }
}

/// The file that is fetched, under another name until it is whole.
final class FetchTarget: Sendable {
    private struct State {
        var file: FileHandle?
        var count: Int64 = 0
        var percent: Int64 = -1
    }

    private let path: String
    private let state = Mutex(State())

    init(path: String) { self.path = path }

    /// Bytes so far.
    var count: Int64 { state.withLock { $0.count } }

    func take(_ head: RegistryResponse, of bytes: [UInt8]) throws {
        let total = head.fields["content-length"].flatMap { Int64($0) } ?? 0
        try state.withLock { state in
            try open(&state).write(contentsOf: Data(bytes))
            state.count += Int64(bytes.count)
            guard total > 0, state.count * 100 / total != state.percent else { return }
            state.percent = state.count * 100 / total
            FetchLine.write([
                "event": .string("progress"), "completed": .integer(state.count), "total": .integer(total),
            ])
        }
    }

    func finish() throws {
        try state.withLock { try open(&$0).close() }
        guard rename(path + ".part", path) == 0 else {
            throw ValidationError("`\(path)` cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    private func open(_ state: inout State) throws -> FileHandle {
        if let file = state.file { return file }
        guard FileManager.default.createFile(atPath: path + ".part", contents: nil),
            let made = FileHandle(forWritingAtPath: path + ".part")
        else { throw ValidationError("`\(path)` cannot be written") }
        state.file = made
        return made
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
