/// The output of a step in bounded memory: its beginning, and its end.
struct KeptOutput {
    /// Bytes kept from the start, and at least from the end.
    static let headBytes = 1 << 20
    static let tailBytes = 1 << 20

    private var head: [UInt8] = []
    private var tail: [UInt8] = []
    /// Bytes between the two that are gone.
    private var left: Int64 = 0

    mutating func append(_ text: String) {
        let bytes = Array(text.utf8)
        let room = min(bytes.count, Self.headBytes - head.count)
        head += bytes[..<room]
        tail += bytes[room...]
        guard tail.count > 2 * Self.tailBytes else { return }
        let excess = tail.count - Self.tailBytes
        left += Int64(excess)
        tail.removeFirst(excess)
    }

    /// All that is kept; where something is gone, a line says how much.
    var text: String {
        let gap = left > 0 ? "\n… \(Quantity.bytes(left)) of output left out …\n" : ""
        return String(decoding: head, as: UTF8.self) + gap + String(decoding: tail, as: UTF8.self)
    }

    /// The last bytes as text.
    func end(_ count: Int) -> String {
        String(decoding: (tail.count < count ? head.suffix(count) + tail : tail[...]).suffix(count), as: UTF8.self)
    }
}
