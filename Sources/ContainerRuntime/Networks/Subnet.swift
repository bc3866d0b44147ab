/// A range of IPv4 addresses: `172.18.0.0/16`.
public struct Subnet: Equatable, Sendable {
    /// In host byte order, without the bits of hosts.
    let base: UInt32
    /// How many bits of an address are the network's.
    public let prefix: Int

    init(base: UInt32, prefix: Int) {
        self.base = base & Self.mask(prefix)
        self.prefix = prefix
    }

    /// Reads `172.18.0.0/16`; nil for anything that leaves no room for a gateway and two containers.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let base = IPv4.parse(parts[0]), let prefix = Int(parts[1]), (8...29).contains(prefix)
        else { return nil }
        self.init(base: base, prefix: prefix)
    }

    private static func mask(_ prefix: Int) -> UInt32 { UInt32.max << UInt32(32 - prefix) }

    public var text: String { "\(IPv4.text(base))/\(prefix)" }

    func contains(_ address: UInt32) -> Bool { address & Self.mask(prefix) == base }

    func overlaps(_ other: Subnet) -> Bool { contains(other.base) || other.contains(base) }

    /// Those between the first address, which is the gateway's unless another is, and the last, which means all.
    var hosts: Range<UInt32> { base + 2..<(base | ~Self.mask(prefix)) }

    /// As Docker gives them out: 172.18.0.0/16 to 172.31.0.0/16, then 192.168.0.0/20 and on.
    static let pool =
        (18...31).map { Subnet(base: 172 << 24 | UInt32($0) << 16, prefix: 16) }
        + (0..<16).map { Subnet(base: 192 << 24 | 168 << 16 | UInt32($0) << 12, prefix: 20) }
}
