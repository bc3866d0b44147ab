internal import Glibc

/// Who listens on a port, as far as /proc tells this user.
public enum PortHolder {
    /// Whether anybody listens on a TCP port of this machine, at whatever address.
    public static func isTaken(_ port: UInt16) -> Bool { tables(.tcp).contains { !inodes(in: $0, port: port).isEmpty } }

    private static func tables(_ transport: PortMapping.Transport) -> [String] {
        ["/proc/net/\(transport)", "/proc/net/\(transport)6"].compactMap { TextFile.read($0) }
    }

    /// `python3 (process 4711)`; nil where it cannot be told.
    public static func find(port: UInt16, _ transport: PortMapping.Transport = .tcp) -> String? {
        // A socket that takes datagrams has the state of a closed connection.
        let state = transport == .tcp ? "0A" : "07"
        let sockets = Set(
            tables(transport).flatMap { inodes(in: $0, port: port, state: state) }.map { "socket:[\($0)]" })
        guard !sockets.isEmpty else { return nil }
        for process in Directory.names(in: "/proc") where UInt32(process) != nil {
            let descriptors = "/proc/\(process)/fd"
            let holds = Directory.names(in: descriptors).contains { name in
                Directory.linkTarget("\(descriptors)/\(name)").map(sockets.contains) ?? false
            }
            guard holds, let name = TextFile.read("/proc/\(process)/comm") else { continue }
            return "\(name.filter { $0 != "\n" }) (process \(process))"
        }
        return nil
    }

    /// The inodes of sockets in a state (0A: they listen) on the port; the table is proc(5)'s.
    static func inodes(in table: String, port: UInt16, state: String = "0A") -> [Substring] {
        table.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count > 9, fields[3] == state, let colon = fields[1].lastIndex(of: ":"),
                UInt16(fields[1][fields[1].index(after: colon)...], radix: 16) == port
            else { return nil }
            return fields[9]
        }
    }
}
