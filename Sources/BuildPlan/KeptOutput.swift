/// The beginning and the end of a step's output, kept in bounded memory.
struct KeptOutput {
    /// The most bytes that are kept of the beginning; of the end, at least `tailBytes` are kept.
    static let headBytes = 1 << 20
    static let tailBytes = 1 << 20

    private var head: [UInt8] = []
    private var tail: [UInt8] = []
    /// The number of bytes between beginning and end that were dropped.
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

    /// Everything that is kept. Where bytes were dropped, a line says how many.
    var text: String {
        let gap = left > 0 ? "\n… \(Quantity.bytes(left)) of output left out …\n" : ""
        return String(decoding: head, as: UTF8.self) + gap + String(decoding: tail, as: UTF8.self)
    }

    /// The last `count` bytes as text.
    func end(_ count: Int) -> String {
        String(decoding: (tail.count < count ? head.suffix(count) + tail : tail[...]).suffix(count), as: UTF8.self)
    }
}
