internal import CLinux
internal import Glibc
internal import SystemPackage

/// The sockets on which the host's side of published ports listens.
final class PortListeners: Sendable {
    struct Listener: Sendable {
        var socket: Int32
        var containerPort: UInt16
    }

    let listeners: [Listener]
    /// The ports as they are, with those that the system chose.
    let mappings: [PortMapping]

    /// Listens on all ports, or on none: `portTaken`, `portForbidden`.
    init(_ wanted: [PortMapping]) throws(RuntimeError) {
        var listeners: [Listener] = []
        var mappings: [PortMapping] = []
        do throws(RuntimeError) {
            for var mapping in wanted {
                let first = try Self.listen(mapping, isSix: false)
                listeners.append(Listener(socket: first, containerPort: mapping.containerPort))
                mapping.hostPort = slipway_local_port(first)
                // A name such as localhost may mean ::1 first. Without IPv6 there is nothing to miss.
                if mapping.address == nil || mapping.address == 0, let second = try? Self.listen(mapping, isSix: true) {
                    listeners.append(Listener(socket: second, containerPort: mapping.containerPort))
                }
                mappings.append(mapping)
            }
        } catch {
            for listener in listeners { close(listener.socket) }
            throw error
        }
        self.listeners = listeners
        self.mappings = mappings
    }

    private static func listen(_ mapping: PortMapping, isSix: Bool) throws(RuntimeError) -> Int32 {
        let address = mapping.address ?? IPv4.loopback
        let socket = slipway_listen(isSix ? 1 : 0, address, mapping.hostPort)
        if socket >= 0 { return socket }
        switch Errno.last {
        case .addressInUse:
            throw .portTaken(
                address: IPv4.text(address), port: mapping.hostPort, holder: PortHolder.find(port: mapping.hostPort))
        case .permissionDenied: throw .portForbidden(port: mapping.hostPort)
        default: throw .failed("listen on", "\(IPv4.text(address)):\(mapping.hostPort)")
        }
    }

    deinit { for listener in listeners { close(listener.socket) } }
}
