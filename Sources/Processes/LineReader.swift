internal import Glibc

/// Reads a descriptor in whole lines, without their newlines. In time and memory linear in what comes.
public struct LineReader {
    /// What one look at the descriptor has given.
    public enum Step: Equatable {
        /// All lines that one read completed; none where only a part of a line came.
        case lines([ArraySlice<UInt8>])
        /// Nothing came in time.
        case nothing
        case end
    }

    /// More of one line than this is cut off, so that no program can fill this one's memory.
    private static let lineLimit = 1 << 20

    private let descriptor: Int32
    private var pending: [UInt8] = []
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var isOver = false

    /// - Parameter descriptor: open for reading; `read` closes it, `next` leaves it open.
    public init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// Calls back until the end, then closes the descriptor. Blocks: for a thread of its own.
    public mutating func read(_ body: ([ArraySlice<UInt8>]) -> Void) {
        defer { close(descriptor) }
        while true {
            switch next() {
            case .lines(let lines): if !lines.isEmpty { body(lines) }
            case .nothing: break
            case .end: return
            }
        }
    }

    /// Waits for what comes next. A last line without a newline is a line.
    /// - Parameter milliseconds: how long; negative for any time.
    public mutating func next(within milliseconds: Int32 = -1) -> Step {
        guard !isOver else { return .end }
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let ready = poll(&wait, 1, milliseconds)
        if ready == 0 || (ready < 0 && errno == EINTR) { return .nothing }
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return .nothing }
        guard count > 0 else {
            isOver = true
            return pending.isEmpty ? .end : .lines([pending[...]])
        }
        return .lines(splitLines(buffer[..<count]))
    }

    private mutating func splitLines(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var pieces = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard let last = pieces.popLast() else { return [] }
        guard !pieces.isEmpty else {
            pending += last.prefix(max(0, Self.lineLimit - pending.count))
            return []
        }
        pieces[0] = (pending + pieces[0])[...]
        pending = Array(last)
        return pieces
    }
}
