/// The addresses of a network: which it has, and which of them containers get.
public struct AddressPlan: Equatable, Sendable {
    /// All that the network has.
    public let subnet: Subnet
    /// Where the addresses of containers come from that ask for none; nil for the whole subnet.
    public let range: Subnet?
    /// The address that no container gets.
    public var gateway: String { IPv4.text(gatewayNumber) }

    private let gatewayNumber: UInt32

    /// - Parameter gateway: nil for the first address of the subnet.
    /// - Throws: `badNetwork` for a gateway or a range that is not of the subnet.
    init(_ subnet: Subnet, gateway: String? = nil, range: Subnet? = nil) throws(RuntimeError) {
        if let range, !subnet.contains(range.base) || range.prefix < subnet.prefix {
            throw .badNetwork(range.text, reason: "it is not a part of the subnet \(subnet.text)")
        }
        self.subnet = subnet
        self.range = range
        guard let gateway else {
            gatewayNumber = subnet.base + 1
            return
        }
        guard let number = IPv4.parse(gateway), Self.usable(of: subnet).contains(number) else {
            throw .badNetwork(gateway, reason: "it is not an address of the subnet \(subnet.text)")
        }
        gatewayNumber = number
    }

    /// All but the one that means the network, and the one that means all containers.
    private static func usable(of subnet: Subnet) -> Range<UInt32> {
        subnet.hosts.lowerBound - 1..<subnet.hosts.upperBound
    }

    /// Whether a container may have an address.
    func admits(_ number: UInt32) -> Bool { Self.usable(of: subnet).contains(number) && number != gatewayNumber }

    /// The lowest address that is free; nil where all are taken.
    func firstFree(besides taken: Set<UInt32>) -> UInt32? {
        let all = Self.usable(of: subnet)
        let first = max(all.lowerBound, range?.base ?? 0)
        // The last address of the range is one like all others, unless it is the subnet's last as well.
        let last = min(all.upperBound - 1, range?.hosts.upperBound ?? UInt32.max)
        return (first...last).first { $0 != gatewayNumber && !taken.contains($0) }
    }
}
