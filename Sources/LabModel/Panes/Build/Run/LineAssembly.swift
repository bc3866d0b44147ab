/// Puts a log's lines together from its pieces: a carriage return starts its line again, as a terminal would show it;
/// colours stay in the text as escapes.
public struct LineAssembly: Equatable, Sendable {
    /// Bytes kept of one line.
    public static let lineBytes = 1000

    private var open: [UInt8] = []
    /// A carriage return came last: what follows overwrites the open line, unless it is a newline.
    private var isReturned = false

    public init() {}

    /// The line that has not ended; nil where nothing has been written since the last end.
    public var rest: String? { open.isEmpty ? nil : String(decoding: open, as: UTF8.self) }

    /// Calls back with each line that a piece ends.
    public mutating func append(_ text: String, line: (String) -> Void) {
        var text = text
        text.withUTF8 { bytes in
            var rest = bytes[...]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                add(rest[..<end])
                line(String(decoding: open, as: UTF8.self))
                open.removeAll(keepingCapacity: true)
                isReturned = false
                rest = rest[(end + 1)...]
            }
            add(rest)
        }
    }

    /// Adds bytes without a newline.
    private mutating func add(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        var rest = bytes
        while let start = rest.firstIndex(of: UInt8(ascii: "\r")) {
            overwrite(rest[..<start])
            isReturned = true
            rest = rest[(start + 1)...]
        }
        overwrite(rest)
    }

    private mutating func overwrite(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        guard !bytes.isEmpty else { return }
        if isReturned { open.removeAll(keepingCapacity: true) }
        isReturned = false
        open += bytes.prefix(Self.lineBytes - min(open.count, Self.lineBytes))
    }
}
