internal import CLinux
internal import Glibc

/// Two connections that are one to those at their ends.
final class ForwardedConnection {
    let outer: Int32
    let inner: Int32
    private var inward: Flow
    private var outward: Flow
    private var state = State.connecting

    private enum State {
        case connecting, open, refused, closed
    }

    init(outer: Int32, inner: Int32) {
        self.outer = outer
        self.inner = inner
        inward = Flow(from: outer, to: inner)
        outward = Flow(from: inner, to: outer)
    }

    /// What a turn came to.
    enum Turn {
        case waits, hasMore, isOver
    }

    /// Moves what can be moved in one turn.
    func move(through buffer: UnsafeMutableRawBufferPointer) -> Turn {
        guard state != .closed else { return .waits }
        if state == .connecting {
            guard slipway_connection_error(inner) == 0 else {
                state = .refused
                return .isOver
            }
            state = .open
        }
        let hasMore = [inward.move(through: buffer), outward.move(through: buffer)].contains(true)
        if inward.isBroken || outward.isBroken || inward.isOver && outward.isOver { return .isOver }
        return hasMore ? .hasMore : .waits
    }

    func close() {
        guard state != .closed else { return }
        // Who speaks to a port on which nothing listens is to see a refusal, not an empty answer.
        if state == .refused || inward.isBroken || outward.isBroken {
            slipway_abort_connection(outer)
        } else {
            Glibc.close(outer)
        }
        Glibc.close(inner)
        state = .closed
    }
}

/// One direction of a connection.
private struct Flow {
    private let source: Int32
    private let target: Int32
    /// What the target did not take yet.
    private var waiting: [UInt8] = []
    private var hasEnded = false
    private(set) var isOver = false
    private(set) var isBroken = false

    init(from source: Int32, to target: Int32) {
        self.source = source
        self.target = target
    }

    /// Reads and writes until either side would block; whether more remains after a fair share.
    ///
    /// Reads no more than the target takes: who sends too fast waits.
    mutating func move(through buffer: UnsafeMutableRawBufferPointer) -> Bool {
        for _ in 0..<16 where !isOver && !isBroken {
            guard sendWaiting() else { return false }
            if hasEnded {
                // The target may still answer: only this direction closes.
                shutdown(target, Int32(SHUT_WR))
                isOver = true
                return false
            }
            let count = recv(source, buffer.baseAddress, buffer.count, 0)
            if count == 0 {
                hasEnded = true
            } else if count > 0 {
                send(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            } else if errno != EINTR {
                isBroken = errno != EAGAIN && errno != ENOTCONN
                return false
            }
        }
        return !isOver && !isBroken
    }

    /// Whether nothing waits any more.
    private mutating func sendWaiting() -> Bool {
        guard !waiting.isEmpty else { return true }
        let bytes = waiting
        waiting = []
        bytes.withUnsafeBytes { send($0) }
        return waiting.isEmpty && !isBroken
    }

    private mutating func send(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let count = slipway_send(target, part.baseAddress, part.count)
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN || errno == ENOTCONN {
                waiting = Array(rest)
                return
            } else if errno != EINTR {
                isBroken = true
                return
            }
        }
    }
}
