internal import CLinux
internal import Glibc

/// Carries bytes between connections of the host and connections in a container, all on one thread.
final class PortForwarder {
    private let listeners: PortListeners
    private let stop: Int32
    private let epoll: Int32
    /// By descriptor: each connection is here twice, once for either end.
    private var connections: [Int32: ForwardedConnection] = [:]
    private let datagrams: DatagramForwarder
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)

    /// Connections that had more to move than was their turn.
    private var unfinished: [ForwardedConnection] = []

    /// Nil where the system has no descriptors left.
    init?(_ listeners: PortListeners, until stop: Int32) {
        epoll = slipway_poll_create()
        self.listeners = listeners
        self.stop = stop
        datagrams = DatagramForwarder(epoll: epoll)
        guard epoll >= 0 else { return nil }
        // Two descriptors a connection: the usual soft limit of 1,024 is soon reached.
        slipway_raise_descriptor_limit()
        slipway_poll_watch(epoll, stop, 0)
        for listener in listeners.listeners { slipway_poll_watch(epoll, listener.socket, 0) }
    }

    /// Forwards until the other end of `stop` is closed.
    func run() {
        var ready = [Int32](repeating: -1, count: 64)
        while true {
            let count = slipway_poll_wait(epoll, &ready, 64, unfinished.isEmpty ? -1 : 0)
            guard count >= 0 || errno == EINTR else { return }
            let resumed = unfinished
            unfinished = []
            for connection in resumed { move(connection) }
            for descriptor in ready.prefix(Int(max(0, count))) {
                if descriptor == stop { return }
                handle(descriptor)
            }
        }
    }

    private func handle(_ descriptor: Int32) {
        if let connection = connections[descriptor] {
            move(connection)
        } else if let listener = listeners.listeners.first(where: { $0.socket == descriptor }) {
            switch listener.transport {
            case .tcp: accept(listener)
            case .udp: datagrams.pass(from: listener, through: buffer)
            }
        } else {
            datagrams.answer(from: descriptor, through: buffer)
        }
    }

    private func move(_ connection: ForwardedConnection) {
        switch connection.move(through: buffer) {
        case .waits: return
        case .hasMore: unfinished.append(connection)
        case .isOver: drop(connection)
        }
    }

    private func accept(_ listener: PortListeners.Listener) {
        let outer = slipway_accept(listener.socket)
        guard outer >= 0 else { return }
        let inner = slipway_connect(ContainerNetwork.visitor, ContainerNetwork.address, listener.containerPort, 0)
        guard inner >= 0 else { return slipway_abort_connection(outer) }
        let connection = ForwardedConnection(outer: outer, inner: inner)
        connections[outer] = connection
        connections[inner] = connection
        // Edges: each event says that something changed, and `move` does all that can be done.
        slipway_poll_watch(epoll, inner, 1)
        slipway_poll_watch(epoll, outer, 1)
    }

    private func drop(_ connection: ForwardedConnection) {
        connections[connection.outer] = nil
        connections[connection.inner] = nil
        connection.close()
    }

    deinit {
        for connection in connections.values { connection.close() }
        close(epoll)
        buffer.deallocate()
    }
}
