/// A published port: `-p`.
public struct PortMapping: Equatable, Sendable {
    /// The protocol of a port.
    public enum Transport: String, CaseIterable, Sendable {
        case tcp, udp
    }

    /// Nil where none was given: then both 127.0.0.1 and ::1.
    public var address: HostAddress?
    /// 0 lets the system choose.
    public var hostPort: UInt16
    /// The last of several ports of this machine, of which the first free one is taken; nil where there is no choice.
    public var lastHostPort: UInt16?
    public var containerPort: UInt16
    public var transport: Transport

    public init(
        address: HostAddress? = nil, hostPort: UInt16, lastHostPort: UInt16? = nil, containerPort: UInt16,
        transport: Transport = .tcp
    ) {
        self.address = address
        self.hostPort = hostPort
        self.lastHostPort = lastHostPort
        self.containerPort = containerPort
        self.transport = transport
    }

    /// Reads `[[ip:][host]:]container[/tcp|/udp]`; both ports may be ranges of one length, or the host's alone a range
    /// to choose from; an IPv6 address stands in brackets.
    public static func parse(_ text: String) throws(RuntimeError) -> [PortMapping] {
        let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let transport = halves.count == 2 ? Transport(rawValue: halves[1].lowercased()) : .tcp else {
            throw .badPort(text, reason: "only tcp and udp ports can be published, not \(halves[1])")
        }
        let (address, rest) = try Self.address(halves[0], in: text)
        let parts = rest.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), let last = parts.last else {
            throw .badPort(text, reason: "expected [address:][host port:]container port")
        }
        let container = try range(last, in: text)
        let host = parts.count == 1 ? "" : parts[0]
        // 0 says the same as nothing: the system chooses.
        guard !host.isEmpty, host != "0" else {
            return container.map { Self(address: address, hostPort: 0, containerPort: $0, transport: transport) }
        }
        let ports = try range(host, in: text)
        if container.count == 1, ports.count > 1 {
            return [
                Self(
                    address: address, hostPort: ports.lowerBound, lastHostPort: ports.upperBound,
                    containerPort: container.lowerBound, transport: transport)
            ]
        }
        guard ports.count == container.count else {
            throw .badPort(text, reason: "the two ranges have different lengths")
        }
        return zip(ports, container).map {
            Self(address: address, hostPort: $0, containerPort: $1, transport: transport)
        }
    }

    /// The address at the beginning, where there is one, and what is behind it.
    private static func address(
        _ text: Substring, in whole: String
    ) throws(RuntimeError) -> (HostAddress?, Substring) {
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]"), text[text.index(after: end)...].hasPrefix(":"),
                let six = HostAddress(six: text[text.index(after: text.startIndex)..<end])
            else { throw .badPort(whole, reason: "expected [IPv6 address]:[host port:]container port") }
            return (six, text[text.index(end, offsetBy: 2)...])
        }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].contains(":") else { return (nil, text) }
        if parts[0].isEmpty { return (nil, parts[1]) }
        guard let four = HostAddress(four: parts[0]) else {
            throw .badPort(whole, reason: "\(parts[0]) is not a valid IPv4 address")
        }
        return (four, parts[1])
    }

    private static func range(_ text: String, in whole: String) throws(RuntimeError) -> ClosedRange<UInt16> {
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { UInt16($0) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, first > 0, first <= last else {
            throw .badPort(whole, reason: "\(text.isEmpty ? "nothing" : text) is not a port from 1 to 65535")
        }
        return first...last
    }

    /// `80/tcp`
    public var containerName: String { "\(containerPort)/\(transport)" }
    /// `127.0.0.1:5000`, as `port` shows it.
    public var hostName: String { "\((address ?? .loopback).text):\(hostPort)" }
    /// `127.0.0.1:5000->5000/tcp`, as `ps` shows it.
    public var shown: String { "\(hostName)->\(containerName)" }

    /// As `-p` takes it: reading it gives the same again.
    var asked: String {
        let host = hostPort == 0 ? "" : "\(hostPort)" + (lastHostPort.map { "-\($0)" } ?? "")
        if let address { return "\(address.text):\(host):\(containerName)" }
        return hostPort == 0 ? containerName : "\(host):\(containerName)"
    }

    /// Reads what `shown` writes.
    public init?(shown text: String) {
        let halves = text.split(separator: ">", maxSplits: 1)
        guard halves.count == 2, halves[0].hasSuffix("-"),
            let mapping = (try? Self.parse("\(halves[0].dropLast()):\(halves[1])"))?.first, mapping.address != nil
        else { return nil }
        self = mapping
    }
}
