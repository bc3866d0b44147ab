internal import CLinux
internal import Glibc
internal import Synchronization
internal import Threads

/// The name server of a container on a network: it knows the names of the others there, and asks the host's servers for the
/// rest. It answers at 127.0.0.11, where Docker's does, for as long as the value lives.
///
/// Its sockets are in the container's network. The threads that read them are not, so that they can reach what the host
/// reaches: a socket stays where it was made.
final class NameServer: Sendable {
    static let address: UInt32 = 0x7F00_000B  // 127.0.0.11

    private let stop: Int32

    /// Nil where something in the container has the port already.
    init?(in namespace: String, _ lookup: NameLookup) {
        guard let sockets = NameSockets(in: namespace) else { return nil }
        var ends: [Int32] = [-1, -1]
        guard slipway_pipe(&ends) == 0 else { return nil }
        stop = ends[1]
        let stopped = ends[0]
        let thread = WorkerThread {
            let isThere = !lookup.upstream.isInside || slipway_enter_network(namespace) == 0
            if isThere, let desk = NameDesk(sockets, lookup, until: stopped) { desk.run() }
            close(stopped)
        }
        guard let thread else {
            // The value is complete: `deinit` closes the other end.
            close(stopped)
            return nil
        }
        thread.detach()
    }

    deinit { close(stop) }
}

/// The sockets of a name server in a container's network.
private final class NameSockets: Sendable {
    let datagrams: Int32
    let connections: Int32

    init?(in namespace: String) {
        let result = Mutex<(Int32, Int32)>((-1, -1))
        // A thread that has entered a network cannot always go back, so this one ends.
        let opener = WorkerThread {
            guard slipway_enter_network(namespace) == 0 else { return }
            let sockets = (slipway_listen(NameServer.address, 53, 1), slipway_listen(NameServer.address, 53, 0))
            result.withLock { $0 = sockets }
        }
        opener?.join()
        (datagrams, connections) = result.withLock { $0 }
        guard datagrams >= 0, connections >= 0 else { return nil }
    }

    deinit { for socket in [datagrams, connections] where socket >= 0 { close(socket) } }
}

/// Answers what comes to the sockets, on the thread that calls it.
private final class NameDesk {
    private let sockets: NameSockets
    private let lookup: NameLookup
    private let stop: Int32
    private let epoll: Int32
    private let relay: NameRelay
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: NameAnswer.messageLimit, alignment: 16)
    private let open = OpenConnections()

    private static let mostConnections = 16

    /// How many connections there are: each is told off by its own thread.
    private final class OpenConnections: Sendable {
        let count = Mutex(0)
    }

    /// Nil where the system has no descriptors left.
    init?(_ sockets: NameSockets, _ lookup: NameLookup, until stop: Int32) {
        self.sockets = sockets
        self.lookup = lookup
        self.stop = stop
        epoll = slipway_poll_create()
        relay = NameRelay(epoll: epoll, answeringFrom: sockets.datagrams)
        guard epoll >= 0 else { return nil }
        for descriptor in [stop, sockets.datagrams, sockets.connections] { slipway_poll_watch(epoll, descriptor, 0) }
    }

    /// Serves until the other end of `stop` is closed.
    func run() {
        var ready = [Int32](repeating: -1, count: 64)
        while true {
            let count = slipway_poll_wait(epoll, &ready, 64, relay.isIdle ? -1 : 250)
            guard count >= 0 || errno == EINTR else { return }
            for descriptor in ready.prefix(Int(max(0, count))) {
                if descriptor == stop { return }
                if descriptor == sockets.datagrams {
                    takeDatagrams()
                } else if descriptor == sockets.connections {
                    takeConnection()
                } else {
                    relay.take(at: descriptor, through: buffer)
                }
            }
            relay.giveUpLate()
        }
    }

    private func takeDatagrams() {
        // In turns, so that answers are not held up by one who asks without an end.
        for _ in 0..<64 {
            var peer = slipway_peer()
            let count = slipway_receive(sockets.datagrams, buffer.baseAddress, buffer.count, &peer)
            guard count >= 0 else { return }
            let message = Array(buffer.prefix(count))
            switch lookup.outcome(of: message, limit: NameAnswer.datagramLimit) {
            case .answer(let bytes): relay.send(bytes, to: peer)
            case .ask(let question, let servers): relay.ask(message, question, for: peer, servers)
            case .silence: break
            }
        }
    }

    private func takeConnection() {
        let socket = slipway_accept_waiting(sockets.connections, 5)
        guard socket >= 0 else { return }
        let connection = NameConnection(socket: socket, lookup: lookup)
        let open = open
        let hasRoom = open.count.withLock { count in
            guard count < Self.mostConnections else { return false }
            count += 1
            return true
        }
        guard hasRoom else {
            close(socket)
            return
        }
        let thread = WorkerThread {
            connection.serve()
            open.count.withLock { $0 -= 1 }
        }
        guard let thread else {
            close(socket)
            open.count.withLock { $0 -= 1 }
            return
        }
        thread.detach()
    }

    deinit {
        if epoll >= 0 { close(epoll) }
        buffer.deallocate()
    }
}
