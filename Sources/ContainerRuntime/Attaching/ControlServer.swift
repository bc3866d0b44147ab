internal import CLinux
internal import Glibc
internal import SystemPackage

/// The socket in a container's folder at which its owner hears who wants to be attached to it.
///
/// Nothing here waits: what a client does not take yet is kept, up to a limit, and a client that falls behind further
/// is dropped.
final class ControlServer {
    private final class Client {
        let socket: Int32
        var arrived: [UInt8] = []
        var waiting: [UInt8] = []
        var isAttached = false
        var isGone = false

        init(socket: Int32) { self.socket = socket }

        deinit { close(socket) }
    }

    /// Readable when a client has something to say, or may take more.
    let events: Int32
    private let listener: Int32
    private let path: FilePath
    private var clients: [Client] = []

    private static let mostWaiting = 16 << 20

    /// Nil where the folder takes no socket: then nobody can attach.
    init?(in folder: FilePath) {
        path = folder.appending(Self.name)
        unlink(path.string)
        events = slipway_poll_create()
        listener = Self.inFolder(folder) { slipway_unix_listen($0) }
        guard events >= 0, listener >= 0 else {
            if events >= 0 { close(events) }
            return nil
        }
        slipway_poll_watch(events, listener, 0)
    }

    private static let name = "control"

    /// Calls `body` with a path of the socket that is short enough, however deep the folder lies.
    private static func inFolder(_ folder: FilePath, _ body: (String) -> Int32) -> Int32 {
        let directory = open(folder.string, slipway_open_path | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { return -1 }
        defer { close(directory) }
        return body("/proc/self/fd/\(directory)/\(name)")
    }

    /// A connection to the owner of a container; -1 and `errno` where there is none.
    static func connect(to folder: FilePath) -> Int32 { inFolder(folder) { slipway_unix_connect($0) } }

    var hasAttached: Bool { clients.contains { $0.isAttached } }

    /// Reads what clients have sent; `handle` does what each message asks for, and returns the answer.
    func serve(_ handle: (ControlMessage) -> ControlMessage?) {
        takeEvents()
        while true {
            let socket = slipway_unix_accept(listener, 0)
            guard socket >= 0 else { break }
            clients.append(Client(socket: socket))
            slipway_poll_watch(events, socket, 1)
        }
        for client in clients {
            flush(client)
            for message in read(client) {
                if case .attach = message { client.isAttached = true }
                if let answer = handle(message) { send(answer, to: client) }
            }
        }
        clients.removeAll { $0.isGone }
    }

    /// Takes what is told of the sockets. As long as it is not taken, `events` is readable, and whoever waits for that
    /// never rests: a client that could take more is something to be told.
    private func takeEvents() {
        var ready = [Int32](repeating: -1, count: 64)
        while slipway_poll_wait(events, &ready, 64, 0) == 64 {}
    }

    private func read(_ client: Client) -> [ControlMessage] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !client.isGone {
            let count = recv(client.socket, &buffer, buffer.count, 0)
            if count > 0 {
                client.arrived += buffer[..<count]
            } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
                client.isGone = true
            } else if errno == EAGAIN {
                break
            }
        }
        guard let messages = ControlMessage.take(from: &client.arrived) else {
            client.isGone = true
            return []
        }
        return messages
    }

    /// Shows a piece of the output to all who are attached.
    func show(_ stream: Runtime.Stream, _ bytes: UnsafeRawBufferPointer) {
        guard hasAttached else { return }
        let message = stream == .stdout ? ControlMessage.output(Array(bytes)) : .errors(Array(bytes))
        for client in clients where client.isAttached { send(message, to: client) }
    }

    /// Tells everybody, and waits until they have heard it, for a while.
    func finish(_ message: ControlMessage) {
        // Clients that have connected, and whose first message was not read yet.
        serve { _ in nil }
        for client in clients { send(message, to: client) }
        for _ in 0..<200 where clients.contains(where: { !$0.waiting.isEmpty && !$0.isGone }) {
            usleep(10_000)
            clients.forEach(flush)
        }
    }

    private func send(_ message: ControlMessage, to client: Client) {
        client.waiting += message.bytes
        flush(client)
        if client.waiting.count > Self.mostWaiting { client.isGone = true }
    }

    private func flush(_ client: Client) {
        while !client.waiting.isEmpty, !client.isGone {
            let count = client.waiting.withUnsafeBytes { slipway_send(client.socket, $0.baseAddress, $0.count) }
            if count > 0 {
                client.waiting.removeFirst(count)
            } else if errno == EAGAIN {
                return
            } else if errno != EINTR {
                client.isGone = true
            }
        }
    }

    deinit {
        close(listener)
        close(events)
        unlink(path.string)
    }
}
