/// What EXPOSE takes: `5000`, `5000/udp`, `5000-5010/tcp`.
struct PortRange {
    /// Each port as the image's config names it: `5000/tcp`.
    let ports: [String]

    init(_ text: String) throws(InstructionError) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let kind = parts.count == 2 ? parts[1].lowercased() : "tcp"
        let ends = (parts.first ?? "").split(separator: "-", omittingEmptySubsequences: false).map { UInt16($0) ?? 0 }
        guard ["tcp", "udp", "sctp"].contains(kind), let first = ends.first, let last = ends.last, ends.count <= 2,
            first > 0, first <= last
        else { throw .invalidPort(text) }
        ports = (first...last).map { "\($0)/\(kind)" }
    }
}

/// What STOPSIGNAL takes.
enum StopSignal {
    static func isKnown(_ text: String) -> Bool {
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
