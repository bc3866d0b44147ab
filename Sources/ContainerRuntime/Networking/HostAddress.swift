/// An address of the host on which a port is published.
public enum HostAddress: Equatable, Sendable {
    /// In host byte order.
    case four(UInt32)
    /// Sixteen bytes.
    case six([UInt8])

    /// 127.0.0.1.
    public static let loopback = HostAddress.four(IPv4.loopback)

    init?(four text: some StringProtocol) {
        guard let value = IPv4.parse(text) else { return nil }
        self = .four(value)
    }

    /// As RFC 4291 writes it: groups of four digits, one run of zeros as `::`, IPv4 in the last two.
    init?(six text: some StringProtocol) {
        let halves = String(text).components(dividedBy: "::")
        guard halves.count <= 2, let head = Self.groups(halves[0]), let tail = Self.groups(halves.last ?? "") else {
            return nil
        }
        if halves.count == 1 {
            guard head.count == 16 else { return nil }
            self = .six(head)
        } else {
            guard head.count + tail.count <= 14 else { return nil }
            self = .six(head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail)
        }
    }

    private static func groups(_ text: String) -> [UInt8]? {
        if text.isEmpty { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, let four = IPv4.parse(part) {
                bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: four >> $0) }
            } else if (1...4).contains(part.count), let group = UInt16(part, radix: 16), part.first != "+" {
                bytes += [UInt8(group >> 8), UInt8(group & 255)]
            } else {
                return nil
            }
        }
        return bytes
    }

    /// Whether it stands for all addresses of its family.
    var isAny: Bool {
        switch self {
        case .four(let value): value == 0
        case .six(let bytes): bytes.allSatisfy { $0 == 0 }
        }
    }

    /// As `ps` shows it; IPv6 in brackets.
    public var text: String {
        switch self {
        case .four(let value): IPv4.text(value)
        case .six(let bytes): "[\(Self.text(bytes))]"
        }
    }

    /// The longest run of zeros is left out (RFC 5952).
    private static func text(_ bytes: [UInt8]) -> String {
        let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        var best = 0..<0
        for start in groups.indices {
            let length = groups[start...].prefix { $0 == 0 }.count
            if length > best.count, length > 1 { best = start..<(start + length) }
        }
        let words = { (part: ArraySlice<UInt16>) in part.map { String($0, radix: 16) }.joined(separator: ":") }
        return best.isEmpty
            ? words(groups[...]) : words(groups[..<best.lowerBound]) + "::" + words(groups[best.upperBound...])
    }
}

extension String {
    /// The pieces between a divider of several characters.
    fileprivate func components(dividedBy divider: String) -> [String] {
        split(separator: divider, omittingEmptySubsequences: false).map(String.init)
    }
}

/// IPv4 addresses as numbers in host byte order.
enum IPv4 {
    static let loopback: UInt32 = 0x7F00_0001

    static func parse(_ text: some StringProtocol) -> UInt32? {
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
