internal import CLinux
internal import Glibc

/// Passes questions on to other servers, and their answers back, on the thread that calls it.
///
/// Each question has a socket of its own: the port that the kernel chooses for it makes an answer hard to forge.
final class NameRelay {
    private struct Flow {
        let peer: slipway_peer
        let question: NameQuestion
        let message: [UInt8]
        /// The servers that have not been asked yet.
        var servers: ArraySlice<HostAddress>
        var asked = 0.0
    }

    private let epoll: Int32
    /// The socket by which answers go back.
    private let own: Int32
    private var flows: [Int32: Flow] = [:]

    private static let mostFlows = 128
    /// Seconds until the next server is asked: less than the five after which programs ask once more.
    private static let patience = 2.0

    init(epoll: Int32, answeringFrom own: Int32) {
        self.epoll = epoll
        self.own = own
    }

    var isIdle: Bool { flows.isEmpty }

    func ask(_ message: [UInt8], _ question: NameQuestion, for peer: slipway_peer, _ servers: [HostAddress]) {
        if flows.count >= Self.mostFlows, let oldest = flows.min(by: { $0.value.asked < $1.value.asked })?.key {
            drop(oldest)
        }
        askNext(Flow(peer: peer, question: question, message: message, servers: servers[...]))
    }

    /// Takes what has come at the socket of a question.
    func take(at socket: Int32, through buffer: UnsafeMutableRawBufferPointer) {
        guard let flow = flows[socket] else { return }
        let count = recv(socket, buffer.baseAddress, buffer.count, 0)
        guard count >= 0 else {
            // Nobody listens there.
            if errno != EAGAIN, errno != EINTR { giveUp(socket) }
            return
        }
        let reply = Array(buffer.prefix(count))
        guard flow.question.isAnswered(by: reply) else { return }
        send(reply, to: flow.peer)
        drop(socket)
    }

    /// Asks others where nobody has answered for too long.
    func giveUpLate() {
        let limit = Clock.now - Self.patience
        for socket in flows.filter({ $0.value.asked < limit }).keys { giveUp(socket) }
    }

    func send(_ message: [UInt8], to peer: slipway_peer) {
        withUnsafePointer(to: peer) { peer in _ = slipway_answer(own, message, message.count, peer) }
    }

    private func giveUp(_ socket: Int32) {
        guard let flow = flows[socket] else { return }
        drop(socket)
        askNext(flow)
    }

    private func askNext(_ flow: Flow) {
        var flow = flow
        while let server = flow.servers.popFirst() {
            let socket = NameUpstream.reach(server, byDatagrams: true)
            guard socket >= 0 else { continue }
            guard slipway_send(socket, flow.message, flow.message.count) == flow.message.count,
                slipway_poll_watch(epoll, socket, 0) == 0
            else {
                close(socket)
                continue
            }
            flow.asked = Clock.now
            flows[socket] = flow
            return
        }
        send(NameAnswer.bytes(to: flow.question, .failed, limit: NameAnswer.datagramLimit), to: flow.peer)
    }

    private func drop(_ socket: Int32) {
        if flows.removeValue(forKey: socket) != nil { close(socket) }
    }

    deinit { for socket in flows.keys { close(socket) } }
}
