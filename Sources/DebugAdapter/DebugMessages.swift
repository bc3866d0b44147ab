public import ImageFormat

/// Reads messages of the Debug Adapter Protocol from a stream of bytes: a header with the length, then JSON.
public struct DebugMessageReader: Sendable {
    private var pending: [UInt8] = []

    /// The most bytes of a message. Editors send a few hundred.
    public static let limit = 8 << 20

    public init() {}

    /// Takes the bytes that have arrived, and returns the messages that they complete.
    ///
    /// - Throws: `DebugProtocolError` for bytes that are not messages. Nothing after them can be read.
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

    /// The start and the length of the first message; nil while its header is incomplete.
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

/// Why some bytes are not messages of the protocol.
public enum DebugProtocolError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is no header with a Content-Length.
    case noHead
    case notJSON

    /// The sentence for a person who has started the adapter by hand.
    public var description: String {
        switch self {
        case .noHead:
            "What came on standard input is not a message of the Debug Adapter Protocol: it has no Content-Length. An editor starts this command and speaks with it; `slipway dap --help` says how."
        case .notJSON:
            "What came on standard input is not a message of the Debug Adapter Protocol: its content is not JSON. An editor starts this command and speaks with it."
        }
    }
}

/// Writes messages for the client.
public enum DebugMessage {
    /// A message as it is sent: a header with its length, then the JSON.
    public static func bytes(of json: JSON) -> [UInt8] {
        let content = json.encoded()
        return Array("Content-Length: \(content.count)\r\n\r\n".utf8) + content
    }
}
