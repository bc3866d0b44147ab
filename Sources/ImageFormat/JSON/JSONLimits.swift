/// How much JSON is accepted from outside.
public struct JSONLimits: Equatable, Sendable {
    /// Bytes of the whole text.
    public var bytes: Int
    /// Objects and arrays inside each other.
    public var depth: Int

    public init(bytes: Int = 4 << 20, depth: Int = 64) {
        self.bytes = bytes
        self.depth = depth
    }
}

/// Why a text is not JSON that we take. Offsets count bytes from 0.
public enum JSONError: Error, Equatable, Sendable {
    case tooLong(limit: Int)
    case tooDeep(limit: Int, offset: Int)
    case unexpectedEnd
    case unexpectedByte(UInt8, offset: Int)
    case badEscape(offset: Int)
    case badNumber(offset: Int)
    /// Bytes after the end of the value.
    case trailingBytes(offset: Int)
}
