import BuildPlan
import LessonFormat

/// Checks of the last build.
enum BuildJudge {
    static func judge(_ expectation: BuildExpectation, _ evidence: Evidence) -> Verdict {
        if let fault = evidence.buildFault {
            return .failed(.init(found: fault.cause, expected: "a build that ends", advice: fault.advice))
        }
        guard let build = evidence.build, let result = build.result else { return .waiting("Build the image first.") }
        switch expectation {
        case .succeeded: return ended(result, build, wantsSuccess: true)
        case .failed: return ended(result, build, wantsSuccess: false)
        case .cached(let text): return step(text, build, wantsCached: true)
        case .executed(let text): return step(text, build, wantsCached: false)
        case .changed(let text): return changed(text, build)
        case .hitsAtLeast(let count):
            let hits = build.steps.filter { isCached($0.outcome) }.count
            if hits >= count { return .passed(found: "\(hits) steps from the cache") }
            return .failed(
                .init(
                    found: "\(hits) steps from the cache", expected: "at least \(count)",
                    advice: "Build again without a change, or change less."))
        }
    }

    static func isCached(_ outcome: StepOutcome) -> Bool { if case .cached = outcome { true } else { false } }

    private static func ended(_ result: BuildResult, _ build: BuildEvidence, wantsSuccess: Bool) -> Verdict {
        let failed = build.steps.first { if case .failed = $0.outcome { true } else { false } }
        let (isWanted, found) =
            switch result {
            case .succeeded(let image): (wantsSuccess, "the build made \(image.tags.first ?? image.imageID)")
            case .stopped: (false, "the build stopped where it was asked to")
            case .failed: (!wantsSuccess, "the build failed at: \(failed?.text ?? "a step")")
            case .refused(let reasons): (!wantsSuccess, "the build was refused: \(reasons.first?.message ?? "")")
            case .cancelled: (false, "the build was cancelled")
            }
        if isWanted { return .passed(found: found) }
        return .failed(
            .init(
                found: found, expected: wantsSuccess ? "a build that succeeds" : "a build that fails, on purpose",
                advice: wantsSuccess ? advice(after: result) : "Make the mistake that the step describes, then build."))
    }

    /// What kept the last build from its image; nil where it made one, and where there was none.
    static func fault(_ evidence: Evidence) -> BuildFault? {
        if let fault = evidence.buildFault { return fault }
        guard let build = evidence.build, let result = build.result,
            case .failed(let failure) = ended(result, build, wantsSuccess: true)
        else { return nil }
        return BuildFault(cause: failure.found, advice: failure.advice)
    }

    /// What brings a build to its good end.
    private static func advice(after result: BuildResult) -> String {
        switch result {
        case .succeeded, .stopped, .cancelled: return "Build again, to the end."
        case .failed: return "Read the log of the step that failed, mend it, build again."
        case .refused(let reasons):
            let place = reasons.first?.location ?? "the Dockerfile"
            return ["Mend \(place), then build again.", reasons.first?.advice].compactMap { $0 }.joined(separator: " ")
        }
    }

    /// Several steps may begin so: one that is as wanted will do, and of the others the last is told.
    private static func step(_ text: String, _ build: BuildEvidence, wantsCached: Bool) -> Verdict {
        let wanted = InstructionWords(text)
        let steps = build.steps.filter { wanted.begins($0.text) }
        guard let last = steps.last else {
            return .failed(
                .init(
                    found: "the last build had no step \(text)", expected: text,
                    advice: "See that the Dockerfile has it, then build."))
        }
        if let step = steps.first(where: { $0.outcome == .done && !wantsCached || isCached($0.outcome) && wantsCached })
        {
            return .passed(found: "\(step.text) \(words(step.outcome))")
        }
        return .failed(
            .init(
                found: "\(last.text) \(words(last.outcome))",
                expected: wantsCached ? "\(text) from the cache" : "\(text) to run again",
                advice: wantsCached ? "Build again without changing what it depends on." : adviceToRun(after: last)))
    }

    /// What makes a step run again. What was built once comes from the cache, also by way of a change and back.
    private static func adviceToRun(after step: BuildEvidence.Step) -> String {
        guard isCached(step.outcome) else { return "Change a file that it depends on, then build." }
        return "\(neverBuilt("Change", "a file that it depends on")) Then build."
    }

    /// - Parameter verb: "change", as it stands in its sentence.
    private static func neverBuilt(_ verb: String, _ file: String) -> String {
        // A comment in a Dockerfile makes nothing run.
        let way = file.hasSuffix("Dockerfile") ? "" : ", for example by a comment line with something new in it"
        return "\(verb) \(file) to something that was never built\(way): what was built before comes from the cache."
    }

    private static func changed(_ text: String, _ build: BuildEvidence) -> Verdict {
        let ran = step(text, build, wantsCached: false)
        guard ran.isPassed else { return ran }
        let wanted = InstructionWords(text)
        let causes = build.steps.filter { wanted.begins($0.text) }.compactMap(\.miss)
        if causes.contains(where: { if case .filesChanged = $0 { true } else { false } }) { return ran }
        return .failed(
            .init(
                found: "\(text) ran, but not because a file had changed",
                expected: "\(text) to run for a file that changed",
                advice: "Change the file that it copies, save, and build once more."))
    }

    private static func words(_ outcome: StepOutcome) -> String {
        switch outcome {
        case .cached: "came from the cache"
        case .done: "ran"
        case .failed: "failed"
        case .skipped: "was skipped"
        case .cancelled: "was cancelled"
        }
    }

    /// What to do where the last build shows nothing about a guess.
    private static func unshown(_ instruction: String, _ result: BuildResult) -> String {
        switch result {
        case .succeeded: "The last build had no step \(instruction). See that the Dockerfile has it, then build."
        case .failed, .refused: "The last build ended before \(instruction). Mend what failed, then build again."
        case .stopped, .cancelled: "The last build ended before \(instruction). Build again, to the end."
        }
    }

    /// Whether the guesses agree with the last build, step by step.
    static func prediction(_ step: Step, _ evidence: Evidence) -> Verdict {
        guard let prediction = step.predict, !evidence.guesses.isEmpty else {
            return .waiting("Mark your guess first, then build.")
        }
        guard !evidence.isGuessNewer, let build = evidence.build, let result = build.result else {
            return .waiting("Now build, and see.")
        }
        var wrong: [String] = []
        var right = 0
        for instruction in prediction.instructions {
            guard let guess = evidence.guesses[instruction] else {
                return .waiting("Guess every instruction, then build.")
            }
            guard let wasCached = build.step(of: instruction)?.isFromCache else {
                return .waiting(unshown(instruction, result))
            }
            if guess == wasCached { right += 1 } else { wrong.append(instruction) }
        }
        if wrong.isEmpty { return .passed(found: "\(right) of \(right) guesses are right") }
        return .failed(
            .init(
                found: "\(right) of \(right + wrong.count) guesses are right; not: \(wrong.joined(separator: ", "))",
                expected: "each guess as the build did",
                // A build of files that were built before would take all from the cache, and prove another guess.
                advice: "Read why in the Build pane. Then \(neverBuilt("change", step.opens ?? "a file")) "
                    + "Guess again and build."))
    }
}
