/// The findings as text.
public struct DoctorReport: Equatable, Sendable {
    /// In the order in which they are shown.
    public var findings: [MachineFinding]
    /// Whether the reader is root: then cures are without `sudo`.
    public var isRoot: Bool

    /// - Parameter isRoot: whether the reader is root.
    public init(_ findings: [MachineFinding], isRoot: Bool) {
        self.findings = findings
        self.isRoot = isRoot
    }

    /// A row for each finding; below those that limit something, what, and what mends it.
    public var lines: [String] {
        let width = findings.map(\.title.count).max() ?? 0
        let below = String(repeating: " ", count: 10 + width)
        var lines: [String] = []
        for finding in findings {
            let title = finding.title + String(repeating: " ", count: width - finding.title.count)
            lines.append("\(Self.mark(finding.state))  \(title)  \(finding.found)")
            if let limit = finding.limit { lines.append("\(below)\(limit)") }
            if let cure = finding.cure { lines.append("\(below)→ \(cure.text(asRoot: isRoot))") }
        }
        return lines + ["", summary]
    }

    static func mark(_ state: MachineFinding.State) -> String {
        switch state {
        case .good: "ok    "
        case .limited: "limit "
        case .broken: "BROKEN"
        }
    }

    /// The last line: what to do first.
    var summary: String {
        let broken = findings.filter { $0.state == .broken }.map(\.title)
        let limited = findings.filter { $0.state == .limited }.count
        let fixable = findings.contains { $0.cure?.needsNoDecision == true }
        let hint = fixable ? " `slipway doctor --fix` mends what needs no decision." : ""
        if !broken.isEmpty {
            return "Slipway does not work here: \(broken.joined(separator: ", ")).\(hint)"
        }
        return limited == 0
            ? "Everything is there."
            : "Slipway works here; \(limited) \(limited == 1 ? "thing is" : "things are") limited.\(hint)"
    }
}
