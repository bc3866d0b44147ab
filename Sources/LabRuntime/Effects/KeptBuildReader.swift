internal import BuildJournal
internal import BuildPlan
internal import Clocks
internal import Evidence
internal import LabModel
internal import Surroundings

/// Reads the builds of the learner's folder that the store keeps, for the list of them and for one that is shown again.
struct KeptBuildReader {
    let place: Workplace
    /// Names of the lesson's images; see `RememberedBuild`.
    let references: Set<String>

    private var journal: JournalFolder { JournalFolder(ofStoreAt: place.home) }

    /// The last build first.
    func rows() -> [KeptBuildRow] {
        let now = WallClock.now
        return builds().map { build in KeptBuildRow(build, age: build.start.map { max(0, now - $0.wallClock) }) }
    }

    private func builds() -> [KeptBuild] {
        let folder = RememberedBuild.resolved(place.workspace)
        return journal.builds().map { KeptBuild(id: $0, journal.steps(of: $0).events) }
            .filter { $0.start?.isBuild(of: folder, naming: references) == true }
    }

    /// A build with the output of its steps, and the one to hold it against.
    ///
    /// - Parameter question: names what is shown from now on.
    func run(of id: String, as question: RunID) -> Answer<KeptRun> {
        var run = fold(id, as: question)
        guard run.start != nil else {
            return .failed("the build \(id) is no longer kept: only the last \(JournalLimits().builds) are")
        }
        journal.readOutput(of: id) { part in
            switch part {
            case .output(let event): run.apply(event, now: event.time)
            case .missing(let step, let lines): run.skip(lines, of: step)
            }
        }
        return .known(KeptRun(run, counterpart: counterpart(of: id, as: question)))
    }

    /// The last build before it that made an image, else the first one after it.
    private func counterpart(of id: String, as question: RunID) -> KeptRun.Counterpart? {
        let builds = builds()
        guard let place = builds.firstIndex(where: { $0.id == id }) else { return nil }
        if let before = builds[place...].dropFirst().first(where: Self.worked) {
            return .before(fold(before.id, as: question))
        }
        return builds[..<place].last(where: Self.worked).map { .after(fold($0.id, as: question)) }
    }

    private static func worked(_ build: KeptBuild) -> Bool {
        if case .succeeded? = build.result { true } else { false }
    }

    /// The build's steps and how they ended.
    private func fold(_ id: String, as question: RunID) -> BuildRun {
        var run = BuildRun(id: question, source: "", isKept: true)
        for event in journal.steps(of: id).events { run.apply(event, now: event.time) }
        // When the build was, by the lab's clock.
        if let start = run.start { run.origin = MonotonicClock.now - (WallClock.now - start.wallClock) }
        if run.end == nil {
            run.end = .lost("No end of this build is kept: it still runs, or its process was killed.")
        }
        return run
    }
}
