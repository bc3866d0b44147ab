internal import Engines

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
        /// Instructions of its last build that ran, and fetch something when they run; looked at over Docker only.
        var downloads: [String] = []
    }

    /// A rehearsal that was before: nothing that it depends on has changed since.
    struct Earlier {
        /// Such as `2026-11-28`.
        var day: String
        /// The lesson's ID.
        var lesson: String
    }

    var title: String
    var engine: EngineName = .own
    /// The rehearsal that the steps are of; nil where it was now.
    var rehearsed: Earlier?
    var needs: [Need] = []
    var steps: [Rehearsed] = []

    /// Whether nothing is missing, and every step of the rehearsal has passed.
    public var isReady: Bool { needs.allSatisfy { $0.cure == nil } && steps.allSatisfy(\.failures.isEmpty) }

    /// Whether wheels that could not be had may be why a step failed. A port that is taken, or a full disk, is a reason of
    /// its own, and a failure that names none of them has another.
    func mayMiss(_ wheels: [String]) -> Bool {
        guard needs.allSatisfy({ $0.cure == nil }) else { return false }
        let names = wheels.map { $0.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "." } }
        let said = steps.flatMap(\.failures).joined(separator: "\n").lowercased()
        return said.contains("pip install") || names.contains { said.contains($0.lowercased()) }
    }

    /// Says which steps fetch something while they build: Docker's builds are not given what was fetched beforehand.
    mutating func addNetwork() {
        let users = steps.enumerated().filter { !$0.element.downloads.isEmpty }.map { index, step in
            "step \(index + 1) (\(step.downloads.joined(separator: ", ")))"
        }
        let found =
            users.isEmpty
            ? "no build of the rehearsal has fetched anything by pip, a package manager, curl or git"
            : "needed in front of the class by \(users.joined(separator: ", ")): Docker's builds get no wheels beforehand"
        needs.append(.init(name: "network", found: found, cure: nil))
    }

    private var verdict: String {
        if isReady, let rehearsed { return "ready already, also without a network (rehearsed on \(rehearsed.day))." }
        return switch (isReady, engine) {
        case (true, .own): "ready, also without a network."
        case (true, .docker): "ready, over Docker."
        case (false, .own), (false, .docker): "not ready."
        }
    }

    /// What a teacher reads: what there is, what is missing with its cure, and how long each step takes.
    public var lines: [String] {
        let width = needs.map(\.name.count).max() ?? 0
        var lines = ["", "\(title): \(verdict)", ""]
        for need in needs {
            lines.append("  \(need.cure == nil ? "ok     " : "MISSING")  \(padded(need.name, width))  \(need.found)")
            if let cure = need.cure { lines.append("           \(padded("", width))  \(cure)") }
        }
        switch engine {
        case _ where steps.isEmpty: break
        case .own: lines += ["", "  Rehearsed with the network off\(rehearsed.map { " on " + $0.day } ?? ""):"]
        case .docker: lines += ["", "  Rehearsed with the network that Docker gives to builds:"]
        }
        for (index, step) in steps.enumerated() {
            let mark = step.failures.isEmpty ? "ok     " : "FAILED "
            lines.append("  \(mark)  \(padded("\(index + 1)", 2)) \(seconds(step.seconds)) s  \(step.title)")
            lines += step.failures.map { "           \($0)" }
        }
        if let rehearsed {
            let command = "slipway prepare --again \(rehearsed.lesson)"
            lines += ["", "  Nothing has changed since then. To rehearse it again: \(command)"]
        }
        if engine == .docker, steps.contains(where: { !$0.failures.isEmpty }) { lines += ["", Self.memoryHint] }
        return lines
    }

    private static let memoryHint =
        "  A daemon remembers what was built there before, also of this lesson: `docker builder prune --all` empties its cache."

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private func seconds(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let text = "\(tenths / 10).\(tenths % 10)"
        return String(repeating: " ", count: max(0, 5 - text.count)) + text
    }
}
