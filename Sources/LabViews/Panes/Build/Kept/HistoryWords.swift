import BuildPlan
import LabModel

/// The sentences of the kept builds.
enum HistoryWords {
    static let title = "The builds of this folder that are kept"
    static let keys = "Enter opens one, Esc goes back"
    static let wayBack = "h lists the builds, Esc goes to the newest"
    static let nothing = "No build of this folder is kept yet. F5 builds the image."

    static let columns = ["WHEN", "IMAGE", "OUTCOME", "CACHED", "TIME", "BUILD"]

    /// One build in these columns.
    static func cells(_ row: KeptBuildRow) -> [String] {
        let build = row.build
        let steps = build.hits + build.ran.count
        return [
            row.age.map(age) ?? "-", build.start?.tags.first.map(BuildWords.shortTag) ?? "-", build.outcome,
            steps > 0 ? "\(build.hits) of \(steps)" : "-", Quantity.seconds(build.seconds), build.id,
        ]
    }

    static func role(_ build: KeptBuild) -> Role {
        switch build.result {
        case .succeeded: .good
        case .failed, .refused: .bad
        case .stopped, .cancelled, nil: .attention
        }
    }

    static func headline(_ kept: KeptRun) -> String {
        let words = BuildWords.headline(kept.run, clock: kept.run.lastTime)
        return kept.run.start.map { "\($0.buildID): \(words)" } ?? words
    }

    /// Which two builds are held against each other: their IDs, when they began, and what they made.
    ///
    /// - Parameter now: the lab's clock.
    static func compared(_ run: BuildRun, with other: BuildRun, now: Double) -> String {
        var names: [String] = []
        for case let name? in [run, other].map({ $0.start?.tags.first.map(BuildWords.shortTag) })
        where !names.contains(name) { names.append(name) }
        let builds = "\(name(run, now)) beside \(name(other, now))"
        return names.isEmpty ? builds : "\(builds): \(names.joined(separator: ", "))"
    }

    private static func name(_ run: BuildRun, _ now: Double) -> String {
        let id = run.start?.buildID ?? "a build"
        return run.origin.map { "\(id) (\(age(now - $0)))" } ?? id
    }

    /// `5 min ago`.
    static func age(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "-" }
        let whole = max(0, Int(seconds))
        switch whole {
        case ..<5: return "just now"
        case ..<60: return "\(whole) s ago"
        case ..<3600: return "\(whole / 60) min ago"
        case ..<86_400: return "\(whole / 3600) h ago"
        case ..<172_800: return "yesterday"
        default: return "\(whole / 86_400) days ago"
        }
    }

    static func sentence(_ reason: String) -> String { reason.prefix(1).uppercased() + reason.dropFirst() + "." }
}
