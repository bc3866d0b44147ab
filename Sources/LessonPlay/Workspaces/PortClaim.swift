internal import ContainerRuntime
internal import Glibc
internal import Synchronization

/// Keeps a port for one lab while nothing listens there yet, so that labs that are opened together do not choose the same.
///
/// A claim is a socket with a name that only the kernel knows: users share it without sharing a file, and it goes with the
/// process, however that ends.
enum PortClaim {
    /// What this process has claimed: asking its own socket again and again would fill its queue.
    private static let own = Mutex<Set<UInt16>>([])

    static func name(of port: UInt16) -> String { "slipway-port-\(port)" }

    /// Claims a port until the end of this process. Claiming one twice is not an error.
    ///
    /// - Returns: who has claimed it; nil once it is this process's. Where there are no such names, nobody has.
    static func take(_ port: UInt16) -> String? {
        guard !own.withLock({ $0.contains(port) }), let claim = socket() else { return nil }
        // It never accepts a connection: who connects only asks whose claim it is.
        if call(bind, claim, port) == 0, listen(claim, 4096) == 0 {
            own.withLock { _ = $0.insert(port) }
            return nil
        }
        let isTaken = errno == EADDRINUSE
        close(claim)
        return isTaken ? holder(of: port) : nil
    }

    private static func holder(of port: UInt16) -> String? {
        guard let asking = socket() else { return "another lab" }
        defer { close(asking) }
        // Process, user and group of the listener.
        var owner = [UInt32](repeating: 0, count: 3)
        var size = socklen_t(owner.count * MemoryLayout<UInt32>.size)
        guard call(connect, asking, port) == 0, getsockopt(asking, SOL_SOCKET, SO_PEERCRED, &owner, &size) == 0 else {
            return "another lab"
        }
        if owner[0] == UInt32(getpid()) { return nil }
        return owner[1] == geteuid() ? "another lab of yours" : "the lab of \(PortOwner.name(of: owner[1]))"
    }

    private static func socket() -> Int32? {
        let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        let made = Glibc.socket(AF_UNIX, Int32(kind), 0)
        return made >= 0 ? made : nil
    }

    /// Calls with the address of a port's name, whose first byte says that it is not a path.
    private static func call(
        _ function: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32, _ socket: Int32, _ port: UInt16
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = Array(name(of: port).utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.dropFirst().copyBytes(from: name) }
        let size = socklen_t(MemoryLayout<sa_family_t>.size + 1 + name.count)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { function(socket, $0, size) }
        }
    }
}
