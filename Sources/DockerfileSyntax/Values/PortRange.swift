/// A word of EXPOSE: `5000`, `5000/udp`, `5000-5010/tcp`. As docker does it takes the host's part of `-p` as well,
/// `127.0.0.1:8080:80`, which means nothing here: Docker's build check `ExposeInvalidFormat` tells the learner.
public struct PortRange: Equatable, Sendable {
    /// Each port as the image's config names it: `5000/tcp`.
    public let ports: [String]

    /// Nil for what is none.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let kind = parts.count == 2 ? parts[1].lowercased() : "tcp"
        let fields = (parts.first ?? "").split(separator: ":", omittingEmptySubsequences: false)
        guard ["tcp", "udp", "sctp"].contains(kind), let range = Self.range(fields.last ?? ""),
            Self.isHost(fields.dropLast())
        else { return nil }
        ports = range.map { "\($0)/\(kind)" }
    }

    private static func range(_ text: Substring) -> ClosedRange<UInt16>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt16($0) ?? 0 }
        guard let first = ends.first, let last = ends.last, ends.count <= 2, first > 0, first <= last else {
            return nil
        }
        return first...last
    }

    /// An address and a port of the host, either of which may be missing.
    private static func isHost(_ fields: ArraySlice<Substring>) -> Bool {
        guard let port = fields.last else { return true }
        let address = fields.dropLast().joined(separator: ":")
        return (port.isEmpty || range(port) != nil) && address.allSatisfy { $0.isHexDigit || ".:[]".contains($0) }
    }
}

/// The values that STOPSIGNAL takes.
public enum StopSignal {
    /// Whether it is a signal's number or name.
    public static func isKnown(_ text: String) -> Bool {
        if let number = Int(text) { return (1...64).contains(number) }
        let name = text.uppercased()
        return names.contains(name.hasPrefix("SIG") ? String(name.dropFirst(3)) : name)
    }

    private static let names: Set<String> = Set(
        """
        ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP \
        TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ
        """.split(separator: " ").map(String.init)
            + (0...15).map { $0 == 0 ? "RTMIN" : "RTMIN+\($0)" } + (0...14).map { $0 == 0 ? "RTMAX" : "RTMAX-\($0)" })
}
