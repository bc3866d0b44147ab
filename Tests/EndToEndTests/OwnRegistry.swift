import Foundation
import Glibc
import Synchronization

/// A registry of the test's own making, on loopback: it answers what the test says, and remembers what it was asked.
final class OwnRegistry: Sendable {
    struct Request: Sendable {
        var method: String
        /// With its query.
        var path: String
        /// Names in lower case.
        var fields: [String: String]
    }

    enum Reply: Sendable {
        case answer(Int, [String: String] = [:], Data = Data())
        /// A body without end.
        case endless(Int = 200, [String: String] = [:])
        /// Nothing at all, as long as the client waits.
        case silence
        /// Two bytes a second, and never the last one: of the head, or of a body.
        case drip(ofHead: Bool)
        /// A body that is shorter than its head promises.
        case cut([String: String] = [:], Data, promised: Int)
    }

    /// `127.0.0.1:PORT`
    let domain: String
    private let listener: Int32
    private let answer: @Sendable (Request) -> Reply
    private let log = Mutex<[Request]>([])
    private let sent = Mutex(0)
    private let open = Mutex(0)

    init(_ answer: @escaping @Sendable (Request) -> Reply) throws {
        let port = try freePort()
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.answer = answer
        self.listener = listener
        domain = "127.0.0.1:\(port)"
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) }
        }
        guard bound == 0, listen(listener, 64) == 0 else { throw POSIXError(.EADDRINUSE) }
        Thread { [weak self] in
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                Thread { [weak self] in
                    self?.serve(connection)
                    close(connection)
                }.start()
            }
        }.start()
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    var requests: [Request] { log.withLock { $0 } }

    /// Bytes that clients have been given, or their sockets' buffers.
    var sentBytes: Int { sent.withLock { $0 } }

    /// Connections that nobody has closed.
    var openConnections: Int { open.withLock { $0 } }

    private func serve(_ connection: Int32) {
        open.withLock { $0 += 1 }
        defer { open.withLock { $0 -= 1 } }
        guard let request = Self.readHead(connection) else { return }
        log.withLock { $0.append(request) }
        let isHead = request.method == "HEAD"
        switch answer(request) {
        case .answer(let status, let fields, let body):
            send(Self.head(status, fields, length: body.count) + (isHead ? Data() : body), to: connection)
        case .endless(let status, let fields):
            guard send(Self.head(status, fields, length: nil), to: connection) else { return }
            let piece = Data(repeating: 0x20, count: 1 << 16)
            while send(piece, to: connection) {}
        case .silence: Self.waitForEnd(of: connection)
        case .drip(let ofHead):
            guard send(Self.head(200, [:], length: nil).dropLast(ofHead ? 2 : 0), to: connection) else { return }
            // A field of any length; the pause is what a slow server is.
            while send(Data("x".utf8), to: connection) { usleep(500_000) }
        case .cut(let fields, let body, let promised):
            send(Self.head(200, fields, length: promised) + body, to: connection)
        }
    }

    /// Until the client closes it.
    private static func waitForEnd(of connection: Int32) {
        var byte: UInt8 = 0
        while read(connection, &byte, 1) > 0 {}
    }

    private static func head(_ status: Int, _ fields: [String: String], length: Int?) -> Data {
        var text = "HTTP/1.1 \(status) X\r\nConnection: close\r\n"
        for (name, value) in fields { text += "\(name): \(value)\r\n" }
        if let length { text += "Content-Length: \(length)\r\n" }
        return Data((text + "\r\n").utf8)
    }

    @discardableResult
    private func send(_ data: Data, to connection: Int32) -> Bool {
        var rest = Array(data)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            sent.withLock { $0 += count }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func readHead(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while !bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            guard bytes.count < 1 << 16, read(connection, &byte, 1) == 1 else { return nil }
            bytes.append(byte)
        }
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ").map(String.init)
        guard words.count == 3 else { return nil }
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        return Request(method: words[0], path: words[1], fields: fields)
    }
}

/// The documents and blobs of one image, for an `OwnRegistry` to serve under any name.
struct Wares: Sendable {
    static let manifestType = "application/vnd.oci.image.manifest.v1+json"
    static let indexType = "application/vnd.oci.image.index.v1+json"

    var manifest: Data
    var type = Wares.manifestType
    /// By digest.
    var blobs: [String: Data]
    /// What stands in place of an ordinary answer, by what the path ends with.
    var instead: [String: OwnRegistry.Reply] = [:]

    /// Reads a folder that `slipway save --format oci-dir` has written.
    init(layout: URL) throws {
        let folder = layout.appending(path: "blobs/sha256")
        blobs = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            blobs["sha256:" + name] = try Data(contentsOf: folder.appending(path: name))
        }
        let index = try Self.object(Data(contentsOf: layout.appending(path: "index.json")))
        let entries = index["manifests"] as? [[String: Any]] ?? []
        guard let digest = entries.first?["digest"] as? String, let bytes = blobs[digest] else {
            throw CocoaError(.fileReadCorruptFile)
        }
        manifest = bytes
    }

    func reply(_ request: OwnRegistry.Request) -> OwnRegistry.Reply {
        let path = String(request.path.prefix { $0 != "?" })
        if let other = instead.first(where: { path.hasSuffix($0.key) }) { return other.value }
        if path == "/v2/" { return .answer(200) }
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        if path.contains("/manifests/"), let document = blobs[name], name.hasPrefix("sha256:") {
            return .answer(200, ["Content-Type": Self.manifestType], document)
        }
        if path.contains("/manifests/") { return .answer(200, ["Content-Type": type], manifest) }
        return blobs[name].map { .answer(200, [:], $0) } ?? .answer(404)
    }

    // MARK: Changes

    static func object(_ data: Data) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    static func encoded(_ object: Any) throws -> Data {
        try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    }

    static func digest(_ data: Data) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try data.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let sum = try Program(folder: FileManager.default.temporaryDirectory).run(["sha256sum", file.path])
        return "sha256:" + sum.output.prefix(64)
    }

    /// The manifest as a value, to be changed.
    mutating func change(_ body: (inout [String: Any]) throws -> Void) throws {
        var value = try Self.object(manifest)
        try body(&value)
        manifest = try Self.encoded(value)
    }

    var layer: String { get throws { try descriptor("layers") } }
    var config: String { get throws { try descriptor("config") } }

    private func descriptor(_ name: String) throws -> String {
        let value = try Self.object(manifest)[name]
        let one = value as? [String: Any] ?? (value as? [[String: Any]])?.first
        guard let digest = one?["digest"] as? String else { throw CocoaError(.coderValueNotFound) }
        return digest
    }

    /// Serves another config or another only layer, with a manifest that promises just that.
    mutating func replace(_ name: String, by data: Data) throws {
        let digest = try Self.digest(data)
        blobs[digest] = data
        try change { manifest in
            let old = manifest[name] as? [String: Any] ?? (manifest[name] as? [[String: Any]])?.first ?? [:]
            let new = old.merging(["digest": digest, "size": data.count]) { $1 }
            manifest[name] = name == "layers" ? [new] : new
        }
    }
}
