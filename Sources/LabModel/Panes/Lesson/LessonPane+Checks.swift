internal import LessonFormat
public import SelfChecks

/// What the checks of the open step say.
extension LessonPane {
    /// An entry is nil while nothing is known of its check.
    public var verdicts: [Verdict?] { checks.value ?? Array(repeating: nil, count: step?.checks.count ?? 0) }

    /// Whether every check of the open step passes now.
    public var isPassed: Bool { verdicts.allSatisfy { $0?.isPassed == true } && !verdicts.isEmpty }

    /// The title of the first check that fails; nil while the checks are being looked at.
    var failingCheck: String? {
        guard !isBeingChecked, let step else { return nil }
        return zip(step.checks, verdicts).first { if case .failed? = $1 { true } else { false } }?.0.title
    }

    /// Whether the checks are being looked at anew.
    var isBeingChecked: Bool { checks.isAwaited }

    /// Asks for what the open step's checks need to know; an earlier request that is not answered yet is dropped.
    mutating func gather(_ lab: inout LabContext) -> [Request] {
        let run = lab.newRun()
        checks.load(run, keepsValue: true)
        var needs = step.map { SelfChecks.needs(of: $0) } ?? EvidenceNeeds()
        for (_, step) in openEarlier(lab) { needs.formUnion(SelfChecks.needs(of: step)) }
        return [.world(.gatherEvidence(run, needs))]
    }

    /// The steps above the open one that are not passed, where the disk alone says whether they are: what was left
    /// unfinished may be mended from a later step.
    private func openEarlier(_ lab: LabContext) -> [(index: Int, step: Step)] {
        guard !lab.isPresenting else { return [] }
        return lesson.steps.prefix(stepIndex).enumerated().filter { _, step in
            !step.checks.isEmpty && !reached.passed.contains(step.id) && SelfChecks.needs(of: step).isOnDisk
        }.map { (index: $0.offset, step: $0.element) }
    }

    /// Has the evidence judged, together with what only the lab knows. Not here: the lab would wait for it.
    func judge(_ gathered: Evidence, of run: RunID, _ build: LastBuild, _ lab: LabContext) -> [Request] {
        guard checks.awaits(run), let step else { return [] }
        let evidence = completed(gathered, build, lab)
        let earlier = openEarlier(lab).map { index, step in
            Judging(step, evidence: evidence, solution: lesson.files(after: index))
        }
        let solution = lesson.files(after: stepIndex)
        return [.world(.judge(run, Judging(step, evidence: evidence, solution: solution, earlier: earlier)))]
    }

    /// - Parameter earlier: IDs of steps above the open one that pass by now.
    mutating func take(_ verdicts: [Verdict], earlier: Set<String>, of run: RunID) -> [Request] {
        guard checks.take(.known(verdicts), of: run), let step else { return [] }
        let passed = isPassed ? earlier.union([step.id]) : earlier
        guard !passed.isSubset(of: reached.passed) else { return [] }
        change { $0.passed.formUnion(passed) }
        return [.world(.keepProgress(progress))]
    }

    /// Adds what only the lab knows: the build that it has seen, the answers and the guesses.
    ///
    /// A guess counts for builds that begin after it was made, and a step is about the builds that end while it is open.
    /// What else the last build has shown stays shown when the guess is changed.
    private func completed(_ gathered: Evidence, _ build: LastBuild, _ lab: LabContext) -> Evidence {
        var evidence = gathered
        evidence.complete(answers: reached.answers, guesses: guesses.all, openedAt: openedAt)
        switch build {
        case .none: break
        case .running, .caughtUp: evidence.build = nil
        case .ended(let seen, let time): if time >= openedAt { evidence.build = seen }
        }
        evidence.isGuessNewer = guesses.isPending
        return evidence
    }
}
