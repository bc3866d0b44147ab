internal import CLinux
internal import Glibc
internal import SystemPackage
internal import Threads

/// A network namespace for one container, and the thread that lives in it.
///
/// A namespace belongs to a thread: sockets that the thread makes are inside, connections that it accepts from listeners
/// of the host are outside. So one thread can carry bytes between the two, without a process or any right beyond those
/// of the user namespace. The namespace goes with the thread and the container.
final class ContainerNetwork: Sendable {
    /// An address that only programs which listen on all addresses, or on this one, answer: as in Docker, one that
    /// listens on 127.0.0.1 is not reached from outside.
    static let address: UInt32 = 0xAC11_0002  // 172.17.0.2
    /// Where connections seem to come from, as they do in Docker.
    static let visitor: UInt32 = 0xAC11_0001  // 172.17.0.1

    /// The namespace as a file, for the container to join. Below /proc only processes that see ours could.
    let path: String
    private let stop: Int32

    /// Makes the namespace, and forwards connections of the listeners until the value goes.
    ///
    /// - Parameter path: an empty file of our own mounts, on which the namespace is bound.
    init(at path: FilePath, forwarding listeners: PortListeners) throws(RuntimeError) {
        self.path = path.string
        var ends: [Int32] = [-1, -1]
        guard slipway_pipe(&ends) == 0 else { throw .failed("make", "a pipe") }
        stop = ends[1]
        let start = ThreadStart(stop: ends[0], listeners: listeners)
        do throws(RuntimeError) {
            let origin = try start.run()
            try TextFile.write(path.string, [])
            if slipway_mount(-1, origin, path.string, nil, slipway_mount_bind, nil) != 0 {
                throw .failed("keep", "the network namespace")
            }
        } catch {
            close(ends[1])
            throw error
        }
    }

    deinit {
        slipway_unmount(path, 1)
        unlink(path)
        close(stop)
    }
}

/// What a container finds in a network that it has for itself: `bridge`. It is the same for each of them.
public enum OwnNetwork {
    /// Its address there, which `hostname -i` tells.
    public static let address = IPv4.text(ContainerNetwork.address)
    /// Where what reaches it seems to come from.
    public static let gateway = IPv4.text(ContainerNetwork.visitor)
    /// The bits of an address that are the network's, as in Docker.
    public static let prefix = 16
}

/// What the thread is given, and what it says when it is ready.
private final class ThreadStart: Sendable {
    private let stop: Int32
    private let listeners: PortListeners
    private let answer = Monitor<Result<String, RuntimeError>?>(nil)

    init(stop: Int32, listeners: PortListeners) {
        self.stop = stop
        self.listeners = listeners
    }

    /// Starts the thread and waits until its namespace is there.
    func run() throws(RuntimeError) -> String {
        guard let thread = WorkerThread({ self.live() }) else {
            throw .system(operation: "start a thread", .resourceTemporarilyUnavailable)
        }
        thread.detach()
        return try answer.wait { $0 }.get()
    }

    /// The thread's life.
    private func live() {
        let result = enter()
        answer.withLock { $0 = result }
        if case .success = result, let forwarder = PortForwarder(listeners, until: stop) { forwarder.run() }
        close(stop)
    }

    private func enter() -> Result<String, RuntimeError> {
        guard slipway_unshare_network() == 0 else { return .failure(.failed("make", "a network namespace")) }
        guard slipway_raise_loopback(ContainerNetwork.address, ContainerNetwork.visitor) == 0 else {
            return .failure(.failed("set up", "the loopback interface"))
        }
        var path = [UInt8](repeating: 0, count: 64)
        let count = path.withUnsafeMutableBytes { bytes in
            slipway_network_namespace_path(bytes.baseAddress?.assumingMemoryBound(to: CChar.self), 64)
        }
        return .success(String(decoding: path[..<Int(count)], as: UTF8.self))
    }
}
