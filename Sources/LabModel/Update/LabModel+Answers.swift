internal import BuildPlan
internal import LessonFormat
internal import SelfChecks
internal import TerminalUI

extension LabModel {
    /// A key that answers what the step asks: a digit for a quiz, a capital letter for a guess; nil for any other key.
    mutating func reply(_ press: KeyPress) -> [Effect]? {
        guard case .character(let character) = press.key, press.modifiers.isEmpty, let step else { return nil }
        if let number = character.wholeNumberValue, let check = openQuiz(step) { return choose(number, check: check) }
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        if let index = letters.firstIndex(of: character), index < step.predict?.instructions.count ?? 0 {
            return guess(index)
        }
        return nil
    }

    /// The first quiz that is not passed, else the last one.
    private func openQuiz(_ step: Step) -> Int? {
        let quizzes = step.checks.indices.filter { if case .quiz = step.checks[$0].kind { true } else { false } }
        return quizzes.first { !verdicts.indices.contains($0) || verdicts[$0]?.isPassed != true } ?? quizzes.last
    }

    mutating func choose(_ choice: Int, check: Int) -> [Effect] {
        guard let step, step.checks.indices.contains(check),
            case .quiz(let id, _, let choices, _) = step.checks[check].kind, choices.indices.contains(choice - 1)
        else { return [] }
        var reached = lessonProgress
        reached.answers[id] = choice
        progress.lessons[lesson.id] = reached
        return [.keepProgress(progress), gatherEvidence()]
    }

    /// Turns a guess over: not made, from the cache, runs again.
    mutating func guess(_ index: Int) -> [Effect] {
        guard let instructions = step?.predict?.instructions, instructions.indices.contains(index) else { return [] }
        let key = instructions[index]
        switch guesses[key] {
        case nil: guesses[key] = true
        case true?: guesses[key] = false
        case false?: guesses[key] = nil
        }
        areGuessesPending = true
        return [gatherEvidence()]
    }

    /// Adds what only the model knows: the build that it has seen, the answers and the guesses.
    ///
    /// A guess counts for builds that begin after it was made, and a step is about the builds that end while it is open.
    func completed(_ gathered: Evidence) -> Evidence {
        var evidence = gathered
        if let age = evidence.build?.age, age > now - stepOpenedAt { evidence.build = nil }
        if let build, build.end != nil, (build.origin ?? 0) + build.lastTime >= stepOpenedAt {
            evidence.build = build.evidence
        }
        if areGuessesPending || build?.isRunning == true { evidence.build = nil }
        evidence.answers = lessonProgress.answers
        evidence.guesses = guesses
        return evidence
    }
}

extension BuildRun {
    /// The build as the checks see it.
    var evidence: BuildEvidence {
        let ended = steps.compactMap { step -> BuildEvidence.Step? in
            guard case .ended(let finish) = step.phase else { return nil }
            return BuildEvidence.Step(text: step.outline.text, outcome: finish.outcome)
        }
        if case .finished(let result) = end { return BuildEvidence(steps: ended, result: result) }
        return BuildEvidence(steps: ended, result: nil)
    }
}
