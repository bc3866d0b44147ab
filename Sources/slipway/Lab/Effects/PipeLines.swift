import Glibc

/// Reads a file descriptor to its end, in whole lines, and closes it. Blocks: for a thread of its own.
struct PipeLines {
    /// More of one line than this is cut off, so that a child cannot fill the lab's memory.
    private static let lineLimit = 1 << 20

    private let descriptor: Int32
    private var pending: [UInt8] = []

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// Calls back with all lines that one read completed, without their newlines.
    mutating func read(_ body: ([ArraySlice<UInt8>]) -> Void) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        defer { close(descriptor) }
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            let lines = take(buffer[..<count])
            if !lines.isEmpty { body(lines) }
        }
        if !pending.isEmpty { body([pending[...]]) }
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var pieces = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard let last = pieces.popLast() else { return [] }
        guard !pieces.isEmpty else {
            if pending.count < Self.lineLimit { pending += last }
            return []
        }
        pieces[0] = (pending + pieces[0])[...]
        pending = Array(last)
        return pieces
    }
}
