internal import CLinux

/// The name servers that are asked for names that no container has.
enum NameUpstream: Equatable, Sendable {
    /// Those of the host, as its file has them at the time.
    case host
    /// Those that were given: they are reached from within the container, which may be on a network with them.
    case given([HostAddress])
    /// Nobody: the container has no way out.
    case nobody

    /// Those of `--dns`, or else the host's.
    init(given texts: [String], hasOutbound: Bool) {
        // Who asks itself would never be done.
        let given = texts.compactMap { HostAddress(four: $0) ?? HostAddress(six: $0) }
            .filter { $0 != .four(NameServer.address) }
        self = !given.isEmpty ? .given(given) : hasOutbound ? .host : .nobody
    }

    var servers: [HostAddress] {
        switch self {
        case .host: Self.servers(in: TextFile.read("/etc/resolv.conf") ?? "")
        case .given(let servers): servers
        case .nobody: []
        }
    }

    var isInside: Bool {
        switch self {
        case .host, .nobody: false
        case .given: true
        }
    }

    /// As the C library reads its file: three servers at most.
    static func servers(in text: String) -> [HostAddress] {
        let lines = text.split(separator: "\n").map { $0.split { $0 == " " || $0 == "\t" } }
        let named = lines.filter { $0.count > 1 && $0[0] == "nameserver" }.map { $0[1] }
        return Array(named.compactMap { HostAddress(four: $0) ?? HostAddress(six: $0) }.prefix(3))
    }

    /// A socket to a server: for datagrams without waiting, or a connection on which nothing takes longer than five
    /// seconds; -1 where there is none.
    static func reach(_ server: HostAddress, byDatagrams: Bool) -> Int32 {
        let bytes: [UInt8] =
            switch server {
            case .four(let address): [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: address >> $0) }
            case .six(let bytes): bytes
            }
        return slipway_reach(bytes, Int32(bytes.count), 53, byDatagrams ? 1 : 0, 5)
    }
}
