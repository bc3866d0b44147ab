internal import Dispatch
public import Glibc
internal import ImageFormat
internal import LabViews
internal import Synchronization

/// Tells this user's other terminals what the presenter should know: a JSON object a line, the newest first of all.
final class NotesServer: Sendable {
    private struct State {
        var last: [UInt8] = []
        var listeners: [Int32] = []
    }

    private let descriptor: Int32
    private let path: String
    private let state = Mutex(State())

    /// Nil where no socket can be made: the presentation goes on without notes.
    init?(folder: String) {
        path = folder + "/notes.sock"
        unlink(path)
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        self.descriptor = descriptor
        // Nobody else can open it between its making and a change of its mode.
        let mask = umask(0o177)
        let isBound = NotesAddress.with(path) { bind(descriptor, $0, $1) == 0 }
        umask(mask)
        guard isBound, listen(descriptor, 4) == 0 else {
            close(descriptor)
            return nil
        }
        DispatchQueue(label: "slipway.notes").async { self.accept() }
    }

    private func accept() {
        while true {
            let client = Glibc.accept(descriptor, nil, nil)
            guard client >= 0 else {
                if errno == EINTR || errno == ECONNABORTED { continue }
                return
            }
            _ = fcntl(client, F_SETFL, O_NONBLOCK)
            state.withLock {
                if Self.write($0.last, to: client) { $0.listeners.append(client) } else { close(client) }
            }
        }
    }

    func tell(_ notes: PresenterNotes) {
        let line = notes.json.encoded() + [UInt8(ascii: "\n")]
        state.withLock { state in
            state.last = line
            // A terminal that no longer reads is dropped, because it must never hold up the lesson.
            state.listeners = state.listeners.filter { listener in
                let isThere = Self.write(line, to: listener)
                if !isThere { close(listener) }
                return isThere
            }
        }
    }

    func stop() {
        unlink(path)
        state.withLock { $0.listeners.forEach { close($0) } }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.isEmpty || send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }
}

/// A Unix socket's address, however long its path: the kernel takes 108 bytes, and looks them up from a folder.
public enum NotesAddress {
    /// Calls `body` with the address of the socket at a path.
    public static func with(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Bool) -> Bool {
        let parts = path.split(separator: "/").map(String.init)
        let folder = open("/" + parts.dropLast().joined(separator: "/"), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0, let name = parts.last else { return false }
        defer { close(folder) }
        let short = "/proc/self/fd/\(folder)/\(name)"
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(short.utf8).prefix($0.count - 1)) }
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
