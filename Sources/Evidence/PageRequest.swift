internal import Clocks
internal import Glibc

/// A GET request for a page of this machine. It is written here because a network library would follow proxies and
/// redirects, but a check is about the container's own answer.
public struct PageRequest {
    /// The host name: `localhost` or another name of this machine.
    public let host: String
    /// The TCP port.
    public let port: UInt16
    /// The path of the page, with a leading `/`.
    public let path: String

    /// The answer to the request.
    public struct Reply: Sendable, Equatable {
        /// The HTTP status.
        public var status: Int
        /// The body as text.
        public var body: String
    }

    /// The reply; nil where nothing answers. Blocks for at most five seconds, or two while no data arrives. A page that
    /// takes longer is cut off.
    public func fetch() -> Reply? {
        for address in Self.loopbacks {
            if let reply = exchange(address), let page = Self.parse(reply) { return page }
        }
        return nil
    }

    private static let loopbacks: [UInt32] = [0x7F00_0001]
    private static let replyLimit = 1 << 20
    /// How many seconds a whole reply may take.
    private static let patience = 3.0

    private func exchange(_ address: UInt32) -> [UInt8]? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 2, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        guard connect(descriptor, to: address) else { return nil }
        let request = "GET \(path) HTTP/1.0\r\nHost: \(host):\(port)\r\nAccept: */*\r\n\r\n"
        guard send(descriptor, request, request.utf8.count, Int32(MSG_NOSIGNAL)) == request.utf8.count else {
            return nil
        }
        return Self.readAll(descriptor)
    }

    private func connect(_ descriptor: Int32, to address: UInt32) -> Bool {
        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        target.sin_port = port.bigEndian
        target.sin_addr.s_addr = address.bigEndian
        return withUnsafePointer(to: &target) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        } == 0
    }

    private static func readAll(_ descriptor: Int32) -> [UInt8] {
        var reply: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        let deadline = MonotonicClock.now + patience
        while reply.count < replyLimit, MonotonicClock.now < deadline {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            reply += buffer[..<count]
        }
        return reply
    }

    /// Status and body; nil where the reply is not HTTP.
    static func parse(_ reply: [UInt8]) -> Reply? {
        let marker = Array("\r\n\r\n".utf8)
        guard reply.starts(with: Array("HTTP/".utf8)), reply.count > marker.count else { return nil }
        let end = (0...(reply.count - marker.count)).first { reply[$0..<($0 + marker.count)].elementsEqual(marker) }
        guard let end else { return nil }
        let head = String(decoding: reply[..<end], as: UTF8.self)
        let words = head.prefix { !$0.isNewline }.split(separator: " ")
        guard words.count >= 2, let status = Int(words[1]) else { return nil }
        return Reply(status: status, body: String(decoding: reply[(end + marker.count)...], as: UTF8.self))
    }
}

extension PageRequest {
    /// The request for an address of this machine, such as `http://localhost:5000/path`; nil for any other address.
    public init?(_ url: String) {
        guard url.hasPrefix("http://") else { return nil }
        let rest = url.dropFirst("http://".count)
        let authority = rest.prefix { $0 != "/" }
        let parts = authority.split(separator: ":")
        guard let name = parts.first, name == "localhost" || name == "127.0.0.1", parts.count <= 2 else { return nil }
        guard let port = parts.count == 2 ? UInt16(parts[1]) : 80 else { return nil }
        let path = rest.dropFirst(authority.count)
        self.init(host: String(name), port: port, path: path.isEmpty ? "/" : String(path))
    }
}
