import ArgumentParser
import BuildJournal
import BuildPlan
import Builder
import ImageFormat
import ImageStore
import Printing
import Surroundings
import SystemPackage

/// `slipway why`: for each step of a build, whether it came from the cache, and if not, why; or of two builds, in what
/// they are not the same.
struct WhyCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Explain a build, the last one by itself: what came from the cache, and why the rest ran.",
        discussion: """
            With two builds or images it says how the second one's steps would have come from the cache of the first. \
            `slipway builds` lists the builds that are kept.
            """)

    @Argument(help: "A build by its ID, or an image by name or ID; otherwise the build that was last.")
    var build: String?

    @Argument(help: "A second one, which is compared with the first.")
    var other: String?

    @Flag(help: "Compare the build with the earlier one that most of its steps are the same in.")
    var nearest = false

    @Option(
        parsing: .unconditionalSingleValue,
        help: "End with status 1 unless the instruction that begins so came from the cache: 'RUN pip install'.")
    var expectCached: [String] = []

    @Flag(help: "End with status 1 where a step did not come from the cache.")
    var failOnMiss = false

    @Option(help: "text or json.")
    var format = "text"

    func validate() throws {
        guard ["text", "json"].contains(format) else {
            throw ValidationError("--format \(format): it is text or json.")
        }
        guard !nearest || other == nil else { throw ValidationError("--nearest looks for the second build itself.") }
    }

    func run(in surroundings: Surroundings) throws {
        let store = try BuildStore.open(in: surroundings)
        let builds = KeptBuilds(of: store)
        if let build, let other {
            return try compare(builds.find(build), with: builds.find(other), in: store)
        }
        let kept = try single(builds)
        if nearest { return try compareWithNearest(kept, builds, in: store) }
        let stream = store.journal.steps(of: kept.id)
        if format == "json" {
            print(PrintableText(json: kept.json.pretty()), terminator: "")
        } else {
            let report = WhyReport(events: stream.events.map(\.event), damagedLines: stream.damagedLines.count)
            print(report.text, terminator: "")
        }
        let missed = kept.ran.filter { kept.ends[$0.id]?.miss != nil }.map(\.text)
        let cached = Dictionary(expectCached.map { ($0, kept.isCached($0)) }, uniquingKeysWith: { first, _ in first })
        try gate(missed) { cached[$0] ?? nil }
    }

    private func single(_ builds: KeptBuilds) throws -> KeptBuild {
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

    private func compare(_ first: KeptBuilds.Found, with second: KeptBuilds.Found, in store: Store) throws {
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

    private func compareWithNearest(_ kept: KeptBuild, _ builds: KeptBuilds, in store: Store) throws {
        let hindsight = BuildHindsight(store: store)
        let own = try memory(of: .build(kept), hindsight)
        let earlier = builds.ids.filter { $0 < kept.id }.map(builds.build).filter { $0.memoryName != kept.memoryName }
        let known = earlier.compactMap { build in hindsight.memory(of: build.memoryName).map { (build, $0) } }
        guard let place = hindsight.nearest(to: own, of: known.map(\.1)) else {
            throw CommandFailure("No earlier build is remembered that \(kept.id) could be compared with.")
        }
        if format == "text" {
            let nearest = known[place].0
            print("Nearest to \(kept.id) is \(nearest.id), \(nearest.start?.tags.first ?? "without a name").")
        }
        try show(hindsight.difference(from: known[place].1, to: own), failing: .build(kept))
    }

    /// - Parameter later: the second build; of one that failed it is said where.
    private func show(_ difference: BuildDifference, failing later: KeptBuilds.Found) throws {
        let report = DifferenceReport(difference)
        if format == "json" {
            print(PrintableText(json: report.json.pretty()), terminator: "")
        } else {
            print(report.text, terminator: "")
            if case .build(let kept) = later, let (step, failure) = kept.failure {
                print("Then it failed at line \(step.firstLine), \(step.text): \(failure.message)")
            }
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
        try gate(missed) { words in
            if missed.contains(where: { $0.hasPrefix(words) }) { return false }
            return same.contains { $0.hasPrefix(words) } ? true : nil
        }
    }

    // MARK: For CI

    /// Ends with status 1 where something is not as the command line demands it.
    private func gate(_ missed: [String], isCached: (String) -> Bool?) throws {
        var faults: [String] = []
        for words in expectCached {
            switch isCached(words) {
            case true: break
            case false: faults.append("`\(words)` did not come from the cache.")
            case nil: faults.append("No instruction begins with `\(words)`.")
            }
        }
        if failOnMiss, let first = missed.first {
            let count = missed.count == 1 ? "A step" : "\(missed.count) steps"
            faults.append("\(count) did not come from the cache, the first is `\(first)`.")
        }
        guard !faults.isEmpty else { return }
        for fault in faults { Complaint.print(PrintableText(lines: fault)) }
        throw ExitCode.failure
    }
}
