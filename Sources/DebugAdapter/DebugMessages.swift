public import ImageFormat

/// Takes messages of the Debug Adapter Protocol out of a stream of bytes: a head with the length, then JSON.
public struct DebugMessageReader: Sendable {
    private var pending: [UInt8] = []

    /// Bytes of a message at most; editors send a few hundred.
    public static let limit = 8 << 20

    public init() {}

    /// Takes bytes as they came, and gives the messages that they complete.
    ///
    /// - Throws: `DebugProtocolError` for bytes that are no messages; nothing can be read behind them.
    public mutating func take(_ bytes: some Sequence<UInt8>) throws(DebugProtocolError) -> [JSON] {
        pending += bytes
        var messages: [JSON] = []
        while let (start, length) = try head() {
            guard pending.count >= start + length else { break }
            let content = Array(pending[start..<(start + length)])
            guard let json = try? JSON(parsing: content, limits: JSONLimits(bytes: Self.limit)) else {
                throw .notJSON
            }
            messages.append(json)
            pending.removeFirst(start + length)
        }
        return messages
    }

    /// Where the first message begins, and how long it is; nil while its head is not whole.
    private func head() throws(DebugProtocolError) -> (start: Int, length: Int)? {
        let mark = Array("\r\n\r\n".utf8)
        guard let end = pending.indices.first(where: { pending[$0...].starts(with: mark) }) else {
            guard pending.count < 4_096 else { throw .noHead }
            return nil
        }
        let lines = String(decoding: pending[..<end], as: UTF8.self).split(whereSeparator: \.isNewline)
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "content-length",
                let length = Int(parts[1].drop { $0 == " " }), (0...Self.limit).contains(length)
            else { continue }
            return (end + mark.count, length)
        }
        throw .noHead
    }
}

/// Why bytes are not messages of the protocol.
public enum DebugProtocolError: Error, Equatable, Sendable {
    /// There is no head with a Content-Length.
    case noHead
    case notJSON
}

/// A message on its way to the client, with its head.
public enum DebugMessage {
    public static func bytes(of json: JSON) -> [UInt8] {
        let content = json.encoded()
        return Array("Content-Length: \(content.count)\r\n\r\n".utf8) + content
    }
}
