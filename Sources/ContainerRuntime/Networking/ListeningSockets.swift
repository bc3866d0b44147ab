/// A TCP socket that listens inside of a container's network.
public struct ListeningSocket: Hashable, Sendable {
    public let port: UInt16
    /// Whether only the container itself can reach it.
    public let isLoopback: Bool

    /// The sockets that listen in a table of proc(5), `net/tcp` or `net/tcp6`.
    static func sockets(in table: String) -> [ListeningSocket] {
        table.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count > 3, fields[3] == "0A", let colon = fields[1].lastIndex(of: ":"),
                let port = UInt16(fields[1][fields[1].index(after: colon)...], radix: 16)
            else { return nil }
            return ListeningSocket(port: port, isLoopback: isLoopback(fields[1][..<colon]))
        }
    }

    /// 127.0.0.0/8, ::1, and the former written as the latter; a word of four bytes is in the machine's order.
    private static func isLoopback(_ address: Substring) -> Bool {
        let isMapped = address.hasPrefix("0000000000000000FFFF0000")
        return address.count == 8 || isMapped
            ? address.hasSuffix("7F") : address == "00000000000000000000000001000000"
    }
}

extension ContainerFolder {
    /// What listens in the container's network; nil where it does not run, or nobody may look.
    public func listeningSockets() -> [ListeningSocket]? {
        guard case .running(let running) = state, let process = Signals.firstProcess(of: running.process) else {
            return nil
        }
        let tables = ["tcp", "tcp6"].compactMap { TextFile.read("/proc/\(process)/net/\($0)") }
        guard !tables.isEmpty else { return nil }
        return Array(Set(tables.flatMap(ListeningSocket.sockets)))
    }
}
