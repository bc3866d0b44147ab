internal import BuildJournal
internal import BuildPlan
internal import Builder
public import Commands
public import ImageStore
internal import Printing

/// The work of `slipway why`: explains a build, or the differences between two builds.
public struct WhyRun {
    private let store: Store
    private let builds: KeptBuilds
    private let format: ReportFormat
    private let gate: CacheGate

    /// - Parameter gate: what the command line demands of the build that is explained.
    public init(in store: Store, format: ReportFormat, gate: CacheGate) {
        self.store = store
        builds = KeptBuilds(of: store)
        self.format = format
        self.gate = gate
    }

    /// Prints the explanation of a build.
    ///
    /// - Parameters:
    ///   - build: the ID of a build or the name of an image; nil for the last build.
    ///   - other: a second build to compare with the first; nil for none.
    ///   - nearest: whether the build is compared with the earlier build that has most steps in common with it.
    public func tell(of build: String?, beside other: String?, nearest: Bool) throws {
        if let build, let other { return try compare(builds.find(build), with: builds.find(other)) }
        let kept = try single(build)
        if nearest { return try compareWithNearest(kept) }
        let stream = store.journal.steps(of: kept.id)
        format.show(
            WhyReport(events: stream.events.map(\.event), damagedLines: stream.damagedLines.count).text,
            json: kept.json)
        // A build of another engine may not tell why a step ran, but a step that ran is a miss all the same.
        try gate.close(missed: kept.ran.map(\.text), isCached: kept.isCached)
    }

    private func single(_ build: String?) throws -> KeptBuild {
        guard let build else {
            guard let last = builds.ids.first else { throw CommandFailure("Nothing has been built in this store yet.") }
            return builds.build(last)
        }
        switch try builds.find(build) {
        case .build(let kept): return kept
        case .image:
            throw CommandFailure("No build of `\(build)` is remembered; the last \(JournalLimits().builds) are kept.")
        }
    }

    // MARK: Two builds

    private func compare(_ first: KeptBuilds.Found, with second: KeptBuilds.Found) throws {
        let hindsight = BuildHindsight(store: store)
        let memories = try [first, second].map { try memory(of: $0, hindsight) }
        try show(hindsight.difference(from: memories[0], to: memories[1]), failing: second)
    }

    private func memory(of found: KeptBuilds.Found, _ hindsight: BuildHindsight) throws -> BuildMemory {
        if let memory = hindsight.memory(of: found.memoryName) { return memory }
        let name = String(found.memoryName.prefix(19))
        throw CommandFailure(
            "What the steps of \(name) stood on is not known: it was not built here, or by an older Slipway. Build it again to compare it."
        )
    }

    private func compareWithNearest(_ kept: KeptBuild) throws {
        let hindsight = BuildHindsight(store: store)
        let own = try memory(of: .build(kept), hindsight)
        let earlier = builds.ids.filter { $0 < kept.id }.map(builds.build).filter { $0.memoryName != kept.memoryName }
        let known = earlier.compactMap { build in hindsight.memory(of: build.memoryName).map { (build, $0) } }
        guard let place = hindsight.nearest(to: own, of: known.map(\.1)) else {
            throw CommandFailure("No earlier build is remembered that \(kept.id) could be compared with.")
        }
        if format == .text {
            let nearest = known[place].0
            Line.print("Nearest to \(kept.id) is \(nearest.id), \(nearest.start?.tags.first ?? "without a name").")
        }
        try show(hindsight.difference(from: known[place].1, to: own), failing: .build(kept))
    }

    /// - Parameter later: the second build. If it failed, the report says where.
    private func show(_ difference: BuildDifference, failing later: KeptBuilds.Found) throws {
        let report = DifferenceReport(difference)
        format.show(report.text, json: report.json)
        if format == .text, case .build(let kept) = later, let (step, failure) = kept.failure {
            Line.print("Then it failed at line \(step.firstLine), \(step.text): \(failure.message)")
        }
        var missed: [String] = []
        var same: Set<String> = []
        for step in difference.steps {
            switch step.verdict {
            case .base: break
            case .same: same.insert(step.outline.text)
            case .differs: missed.append(step.outline.text)
            }
        }
        try gate.close(missed: missed) { words in
            if missed.contains(where: { $0.hasPrefix(words) }) { return false }
            return same.contains { $0.hasPrefix(words) } ? true : nil
        }
    }
}
