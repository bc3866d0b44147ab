internal import CLinux
internal import Glibc
internal import SystemPackage

/// The sockets on which the host's side of published ports listens.
final class PortListeners: Sendable {
    struct Listener: Sendable {
        var socket: Int32
        var containerPort: UInt16
        var transport: PortMapping.Transport
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
                let first = try Self.listen(&mapping, on: mapping.address ?? .loopback)
                listeners.append(Self.listener(first, mapping))
                mapping.hostPort = slipway_local_port(first)
                // A name such as localhost may mean ::1 first. Without IPv6 there is nothing to miss.
                if let twin = Self.twin(of: mapping.address), let second = try? Self.listen(&mapping, on: twin) {
                    listeners.append(Self.listener(second, mapping))
                }
                mappings.append(mapping)
            }
        } catch {
            for listener in listeners { Glibc.close(listener.socket) }
            throw error
        }
        self.listeners = listeners
        self.mappings = mappings
    }

    private static func listener(_ socket: Int32, _ mapping: PortMapping) -> Listener {
        Listener(socket: socket, containerPort: mapping.containerPort, transport: mapping.transport)
    }

    /// The IPv6 address that goes with no address, and with that of all.
    private static func twin(of address: HostAddress?) -> HostAddress? {
        switch address {
        case nil: .six([UInt8](repeating: 0, count: 15) + [1])
        case .four(0): .six([UInt8](repeating: 0, count: 16))
        case .four, .six: nil
        }
    }

    private static func socket(_ mapping: PortMapping, on address: HostAddress) -> Int32 {
        let isDatagram: Int32 = mapping.transport == .udp ? 1 : 0
        return switch address {
        case .four(let four): slipway_listen(four, mapping.hostPort, isDatagram)
        case .six(let six): slipway_listen_six(six, mapping.hostPort, isDatagram)
        }
    }

    /// Of several ports, the first that is free; the mapping is that one's from then on.
    private static func listen(_ mapping: inout PortMapping, on address: HostAddress) throws(RuntimeError) -> Int32 {
        var socket = Self.socket(mapping, on: address)
        while socket < 0, Errno.last == .addressInUse, let last = mapping.lastHostPort, mapping.hostPort < last {
            mapping.hostPort += 1
            socket = Self.socket(mapping, on: address)
        }
        if socket >= 0 {
            mapping.lastHostPort = nil
            return socket
        }
        switch Errno.last {
        case .addressInUse:
            throw .portTaken(
                address: address.text, port: mapping.hostPort,
                holder: PortHolder.find(port: mapping.hostPort, mapping.transport))
        case .permissionDenied: throw .portForbidden(port: mapping.hostPort)
        default: throw .failed("listen on", "\(address.text):\(mapping.hostPort)")
        }
    }

    /// Nobody listens any more. The descriptors stay taken, so that a thread that uses one meets no other's file.
    func close() {
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        guard nothing >= 0 else { return }
        defer { Glibc.close(nothing) }
        for listener in listeners {
            dup2(nothing, listener.socket)
            _ = fcntl(listener.socket, F_SETFD, FD_CLOEXEC)
        }
    }

    deinit { for listener in listeners { Glibc.close(listener.socket) } }
}
