public import Doctor
public import ImageFormat

/// Findings for programs.
public enum MachineReport {
    /// - Parameter isRoot: whether cures are written as root types them.
    public static func json(_ findings: [MachineFinding], asRoot isRoot: Bool) -> JSON {
        .object([
            "usable": .bool(Diagnosis.isUsable(findings)),
            "findings": .array(
                findings.map { finding in
                    .object([
                        "id": .string(finding.id), "title": .string(finding.title),
                        "state": .string(finding.state.rawValue), "found": .string(finding.found),
                        "limit": finding.limit.map(JSON.string),
                        "cure": finding.cure.map { .string($0.text(asRoot: isRoot)) },
                        "needsNoDecision": finding.cure.map { .bool($0.needsNoDecision) },
                    ])
                }),
        ])
    }
}
