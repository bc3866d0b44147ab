/// A published port: `-p`.
public struct PortMapping: Equatable, Sendable {
    /// IPv4, in host byte order; 0 for all addresses. Nil where none was given: then both 127.0.0.1 and ::1.
    public var address: UInt32?
    /// 0 lets the system choose.
    public var hostPort: UInt16
    public var containerPort: UInt16

    public init(address: UInt32? = nil, hostPort: UInt16, containerPort: UInt16) {
        self.address = address
        self.hostPort = hostPort
        self.containerPort = containerPort
    }

    /// Reads `[[ip:][host]:]container[/tcp]`; both ports may be ranges of one length.
    public static func parse(_ text: String) throws(RuntimeError) -> [PortMapping] {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        if halves.count == 2, halves[1] != "tcp" {
            throw .badPort(text, reason: "only tcp ports can be published, not \(halves[1])")
        }
        let parts = halves[0].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), let last = parts.last else {
            throw .badPort(text, reason: "expected [address:][host port:]container port")
        }
        var address: UInt32?
        if parts.count == 3, !parts[0].isEmpty {
            guard let value = IPv4.parse(parts[0]) else {
                throw .badPort(text, reason: "\(parts[0]) is no IPv4 address")
            }
            address = value
        }
        let container = try range(last, in: text)
        let host = parts.count == 1 ? "" : parts[parts.count - 2]
        guard !host.isEmpty else {
            return container.map { PortMapping(address: address, hostPort: 0, containerPort: $0) }
        }
        let ports = try range(host, in: text)
        guard ports.count == container.count else {
            throw .badPort(text, reason: "the two ranges have different lengths")
        }
        return zip(ports, container).map { PortMapping(address: address, hostPort: $0, containerPort: $1) }
    }

    private static func range(_ text: String, in whole: String) throws(RuntimeError) -> ClosedRange<UInt16> {
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { UInt16($0) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, first > 0, first <= last else {
            throw .badPort(whole, reason: "\(text.isEmpty ? "nothing" : text) is not a port from 1 to 65535")
        }
        return first...last
    }

    /// `127.0.0.1:5000->5000/tcp`, as `ps` shows it.
    public var shown: String { "\(IPv4.text(address ?? IPv4.loopback)):\(hostPort)->\(containerPort)/tcp" }

    /// Reads what `shown` writes; nil for anything else.
    public init?(shown text: String) {
        guard let arrow = text.firstRange(of: "->"), let colon = text[..<arrow.lowerBound].lastIndex(of: ":"),
            let address = IPv4.parse(String(text[..<colon])),
            let hostPort = UInt16(text[text.index(after: colon)..<arrow.lowerBound]),
            let containerPort = UInt16(text[arrow.upperBound...].prefix { $0 != "/" })
        else { return nil }
        self.init(address: address, hostPort: hostPort, containerPort: containerPort)
    }
}

/// IPv4 addresses as numbers in host byte order.
enum IPv4 {
    static let loopback: UInt32 = 0x7F00_0001

    static func parse(_ text: String) -> UInt32? {
        let bytes = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard bytes.count == 4 else { return nil }
        var value: UInt32 = 0
        for byte in bytes {
            guard let byte else { return nil }
            value = value << 8 | UInt32(byte)
        }
        return value
    }

    static func text(_ address: UInt32) -> String {
        [24, 16, 8, 0].map { "\(address >> $0 & 255)" }.joined(separator: ".")
    }
}
