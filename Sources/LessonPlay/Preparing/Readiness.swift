/// What `prepare` found, as the report that an instructor reads before a class.
public struct Readiness {
    /// Something that the lesson needs of this machine.
    struct Need {
        var name: String
        /// What there is.
        var found: String
        /// The command, or the sentence, that mends it; nil where all is well.
        var cure: String?
    }

    /// One step of the rehearsal.
    struct Rehearsed {
        var title: String
        var seconds: Double
        /// What its failing checks say.
        var failures: [String]
    }

    var title: String
    var needs: [Need] = []
    var steps: [Rehearsed] = []

    public var isReady: Bool { needs.allSatisfy { $0.cure == nil } && steps.allSatisfy(\.failures.isEmpty) }

    /// Whether wheels that could not be had may be why a step failed. A port that is taken, or a full disk, is a reason of
    /// its own, and a failure that names none of them has another.
    func mayMiss(_ wheels: [String]) -> Bool {
        guard needs.allSatisfy({ $0.cure == nil }) else { return false }
        let names = wheels.map { $0.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "." } }
        let said = steps.flatMap(\.failures).joined(separator: "\n").lowercased()
        return said.contains("pip install") || names.contains { said.contains($0.lowercased()) }
    }

    public var lines: [String] {
        let width = needs.map(\.name.count).max() ?? 0
        var lines = ["", "\(title): " + (isReady ? "ready, also without a network." : "not ready."), ""]
        for need in needs {
            lines.append("  \(need.cure == nil ? "ok     " : "MISSING")  \(padded(need.name, width))  \(need.found)")
            if let cure = need.cure { lines.append("           \(padded("", width))  \(cure)") }
        }
        if !steps.isEmpty { lines += ["", "  Rehearsed with the network off:"] }
        for (index, step) in steps.enumerated() {
            let mark = step.failures.isEmpty ? "ok     " : "FAILED "
            lines.append("  \(mark)  \(padded("\(index + 1)", 2)) \(seconds(step.seconds)) s  \(step.title)")
            lines += step.failures.map { "           \($0)" }
        }
        return lines
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private func seconds(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let text = "\(tenths / 10).\(tenths % 10)"
        return String(repeating: " ", count: max(0, 5 - text.count)) + text
    }
}
