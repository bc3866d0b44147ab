internal import Glibc
internal import ImageFormat

/// How much may come out of all layers of an archive or an image together.
public struct ExtractionLimits: Equatable, Sendable {
    /// Bytes of the unpacked tars, and of the regular files with the holes of sparse ones.
    public var bytes: Int64
    /// Entries, and folders that entries need and none names.
    public var entries: Int64

    public init(bytes: Int64 = 64 << 30, entries: Int64 = 4_000_000) {
        self.bytes = bytes
        self.entries = entries
    }
}

extension Store {
    /// Those that a caller gives, else those that the store's user has chosen, else those that hold without a choice.
    func limits(_ given: ExtractionLimits?) throws(StoreError) -> ExtractionLimits {
        if let given { return given }
        return try ExtractionLimits.chosen(unpackLimit)
    }
}

extension ExtractionLimits {
    /// The environment's variable that sets the limit of bytes.
    static let variable = "SLIPWAY_MAX_UNPACKED"

    /// The limits by the variable's value; `badLimit` for one that is not a number of bytes.
    static func chosen(_ text: String?) throws(StoreError) -> ExtractionLimits {
        guard let text, !text.isEmpty else { return ExtractionLimits() }
        guard let bytes = ByteSize.bytes(text) else { throw .badLimit(text) }
        return ExtractionLimits(bytes: bytes)
    }
}
