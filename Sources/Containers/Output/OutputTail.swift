/// The end of a container's output, while it passes: what the doctor reads.
struct OutputTail {
    private var bytes: [UInt8] = []

    /// A traceback is shorter.
    private static let limit = 32_768

    mutating func add(_ more: UnsafeRawBufferPointer) {
        bytes += more.suffix(Self.limit)
        if bytes.count > 2 * Self.limit { bytes.removeFirst(bytes.count - Self.limit) }
    }

    var text: String { String(decoding: bytes.suffix(Self.limit), as: UTF8.self) }
}
