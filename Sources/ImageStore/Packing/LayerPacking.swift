public import ImageFormat

/// How the tar of a layer is packed: `none`, `gzip`, `zstd`, or one of these with a level, as in `zstd:19`.
public struct LayerPacking: Hashable, Sendable, CustomStringConvertible {
    public var compression: MediaType.Compression
    /// The effort, in the numbers of the format; nil for the usual one.
    public var level: Int?

    /// - Parameter level: one of ``levels(of:)``.
    public init(_ compression: MediaType.Compression, level: Int? = nil) {
        self.compression = compression
        self.level = level
    }

    /// Reads `FORMAT` or `FORMAT:LEVEL`; nil for anything else, a level that the format does not have included.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let compression = parts.first.flatMap({ MediaType.Compression(rawValue: String($0)) }) else { return nil }
        self.init(compression)
        guard parts.count == 2 else { return }
        guard let level = Int(parts[1]), Self.levels(of: compression)?.contains(level) == true else { return nil }
        self.level = level
    }

    /// The levels that a format has; nil for one without.
    public static func levels(of compression: MediaType.Compression) -> ClosedRange<Int>? {
        switch compression {
        case .none: nil
        case .gzip: 0...9
        case .zstd: 1...22
        }
    }

    public var description: String { level.map { "\(compression.rawValue):\($0)" } ?? compression.rawValue }
}
