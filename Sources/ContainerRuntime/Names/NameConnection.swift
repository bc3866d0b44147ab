internal import CLinux
internal import Glibc

/// A connection to the name server, by which programs ask for answers that are too long for a datagram.
///
/// Each has a thread of its own, on which nothing takes longer than five seconds.
struct NameConnection: Sendable {
    /// Closed at the end.
    let socket: Int32
    let lookup: NameLookup

    func serve() {
        defer { close(socket) }
        while let message = Self.read(from: socket), let reply = reply(to: message),
            Self.write(reply, to: socket)
        {}
    }

    private func reply(to message: [UInt8]) -> [UInt8]? {
        switch lookup.outcome(of: message, limit: NameAnswer.messageLimit) {
        case .answer(let bytes): return bytes
        case .silence: return nil
        case .ask(let question, let servers):
            for server in servers {
                let other = NameUpstream.reach(server, byDatagrams: false)
                guard other >= 0 else { continue }
                defer { close(other) }
                if Self.write(message, to: other), let reply = Self.read(from: other), question.isAnswered(by: reply) {
                    return reply
                }
            }
            return NameAnswer.bytes(to: question, .failed, limit: NameAnswer.messageLimit)
        }
    }

    /// A message has its length before it. Nil at the end, and where nothing comes for too long.
    private static func read(from socket: Int32) -> [UInt8]? {
        guard let length = bytes(2, from: socket) else { return nil }
        return bytes(Int(length[0]) << 8 | Int(length[1]), from: socket)
    }

    private static func bytes(_ count: Int, from socket: Int32) -> [UInt8]? {
        var result = [UInt8](repeating: 0, count: count)
        var have = 0
        while have < count {
            let more = result.withUnsafeMutableBytes { buffer in
                recv(socket, buffer.baseAddress?.advanced(by: have), count - have, 0)
            }
            guard more > 0 else { return nil }
            have += more
        }
        return result
    }

    private static func write(_ message: [UInt8], to socket: Int32) -> Bool {
        var rest = ([UInt8(message.count >> 8 & 255), UInt8(message.count & 255)] + message)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { slipway_send(socket, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
