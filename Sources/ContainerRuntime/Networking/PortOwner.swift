internal import Glibc

/// The user whose program listens on a port of this machine, which the kernel tells everybody.
public enum PortOwner {
    /// The number of the user; nil where nobody listens on the TCP port.
    public static func find(_ port: UInt16) -> UInt32? {
        ["/proc/net/tcp", "/proc/net/tcp6"].lazy.compactMap { TextFile.read($0) }
            .compactMap { user(in: $0, of: port) }.first
    }

    /// The name of a user of this machine; the number where there is no such user.
    public static func name(of user: UInt32) -> String {
        getpwuid(user).map { String(cString: $0.pointee.pw_name) } ?? "user \(user)"
    }

    /// The user of the first socket that listens on the port; the table is proc(5)'s.
    static func user(in table: String, of port: UInt16) -> UInt32? {
        for line in table.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: " ")
            // 0A: it listens.
            guard fields.count > 9, fields[3] == "0A", let colon = fields[1].lastIndex(of: ":"),
                UInt16(fields[1][fields[1].index(after: colon)...], radix: 16) == port
            else { continue }
            return UInt32(fields[7])
        }
        return nil
    }
}
