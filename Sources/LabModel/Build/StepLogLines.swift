/// A step's output as lines, in bounded memory: the first lines, the last ones, and how many lie between.
///
/// A carriage return starts its line again, as a terminal would show it; colours stay in the text as escapes.
public struct StepLogLines: Equatable, Sendable {
    /// Lines kept from the start and from the end.
    public static let headCount = 200
    public static let tailCount = 4000
    /// Bytes kept of one line.
    public static let lineBytes = 1000

    private var head: [String] = []
    /// A ring: the oldest line is at `oldest` once it is full.
    private var tail: [String] = []
    private var oldest = 0
    private var open: [UInt8] = []
    /// A carriage return came last: what follows overwrites the open line, unless it is a newline.
    private var isReturned = false
    /// How many lines were written, the open one included.
    private var ended = 0

    public init() {}

    /// Lines that were dropped between the head and the tail.
    public var dropped: Int { ended - head.count - tail.count }
    /// How many lines `line(at:)` has.
    public var count: Int { head.count + (dropped > 0 ? 1 : 0) + tail.count + (open.isEmpty ? 0 : 1) }

    /// What a view shows in a row of the log.
    public enum Line: Equatable, Sendable {
        case text(String)
        /// Here so many lines are left out.
        case omitted(Int)
    }

    /// The line at a position from 0; nil outside of the log.
    public func line(at index: Int) -> Line? {
        guard index >= 0 else { return nil }
        if index < head.count { return .text(head[index]) }
        var rest = index - head.count
        if dropped > 0 {
            if rest == 0 { return .omitted(dropped) }
            rest -= 1
        }
        if rest < tail.count { return .text(tail[(oldest + rest) % tail.count]) }
        return rest == tail.count && !open.isEmpty ? .text(String(decoding: open, as: UTF8.self)) : nil
    }

    public mutating func append(_ text: String) {
        for byte in text.utf8 { append(byte) }
    }

    private mutating func append(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\n"):
            endLine()
        case UInt8(ascii: "\r"):
            isReturned = true
        default:
            if isReturned { open.removeAll(keepingCapacity: true) }
            isReturned = false
            if open.count < Self.lineBytes { open.append(byte) }
        }
    }

    private mutating func endLine() {
        let line = String(decoding: open, as: UTF8.self)
        open.removeAll(keepingCapacity: true)
        isReturned = false
        ended += 1
        if head.count < Self.headCount {
            head.append(line)
        } else if tail.count < Self.tailCount {
            tail.append(line)
        } else {
            tail[oldest] = line
            oldest = (oldest + 1) % Self.tailCount
        }
    }
}
