internal import CLinux
internal import Glibc

/// Carries datagrams between senders on the host and a container's port.
///
/// Each sender has a socket of its own in the container's network, so that answers find their way back. The socket goes
/// when there are too many: the one that was used longest ago.
final class DatagramForwarder {
    /// A sender and the listener that it speaks to.
    private struct Sender: Hashable {
        let listener: Int32
        let address: [UInt8]
    }

    private struct Flow {
        let sender: Sender
        let peer: slipway_peer
        var lastUse: UInt64
    }

    private let epoll: Int32
    private var sockets: [Sender: Int32] = [:]
    /// By the socket in the container's network.
    private var flows: [Int32: Flow] = [:]
    private var uses: UInt64 = 0

    private static let mostFlows = 512

    init(epoll: Int32) { self.epoll = epoll }

    /// Passes on what waits at a listener.
    func pass(from listener: PortListeners.Listener, through buffer: UnsafeMutableRawBufferPointer) {
        for _ in 0..<64 {
            var peer = slipway_peer()
            let count = slipway_receive(listener.socket, buffer.baseAddress, buffer.count, &peer)
            guard count >= 0 else { return }
            guard let socket = socket(for: peer, listener) else { continue }
            // What the container does not take is lost, as datagrams are.
            _ = slipway_send(socket, buffer.baseAddress, count)
        }
    }

    /// Passes answers on to who asked.
    func answer(from socket: Int32, through buffer: UnsafeMutableRawBufferPointer) {
        guard let flow = flows[socket] else { return }
        while true {
            let count = recv(socket, buffer.baseAddress, buffer.count, 0)
            // Nothing waits, or nobody listens there: an error is read once, and gone.
            guard count >= 0 else { return }
            withUnsafePointer(to: flow.peer) { peer in
                _ = slipway_answer(flow.sender.listener, buffer.baseAddress, count, peer)
            }
        }
    }

    private func socket(for peer: slipway_peer, _ listener: PortListeners.Listener) -> Int32? {
        let address = withUnsafeBytes(of: peer.bytes) { Array($0.prefix(Int(peer.length))) }
        let sender = Sender(listener: listener.socket, address: address)
        uses += 1
        if let known = sockets[sender] {
            flows[known]?.lastUse = uses
            return known
        }
        if flows.count >= Self.mostFlows { dropOldest() }
        let socket = slipway_connect(ContainerNetwork.visitor, ContainerNetwork.address, listener.containerPort, 1)
        guard socket >= 0 else { return nil }
        sockets[sender] = socket
        flows[socket] = Flow(sender: sender, peer: peer, lastUse: uses)
        slipway_poll_watch(epoll, socket, 0)
        return socket
    }

    private func dropOldest() {
        guard let (socket, flow) = flows.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
        flows[socket] = nil
        sockets[flow.sender] = nil
        close(socket)
    }

    deinit { for socket in flows.keys { close(socket) } }
}
