internal import LessonFormat
internal import SelfChecks
internal import TerminalUI

/// What the learner answers: quizzes, and guesses of what comes from the cache.
extension LessonPane {
    /// Whether a key answers what the step asks: a digit for a quiz, a letter, small or capital, for a guess, and Space
    /// for either.
    func answers(_ press: KeyPress) -> Bool {
        guard case .character(let character) = press.key, press.modifiers.isEmpty, let step else { return false }
        if character == " " { return openQuiz != nil || step.predict != nil }
        return (character.wholeNumberValue != nil && openQuiz != nil) || Self.letter(character, of: step) != nil
    }

    /// Takes a key as an answer. What it answers comes in sight: an answer that nobody sees may not be the one that was
    /// meant.
    mutating func reply(_ press: KeyPress, _ lab: LabContext) -> [Request] {
        let rows = rows(answeredBy: press, on: lab.screen)
        guard let asked = reply(press) else { return [] }
        if let rows { bringInSight(rows, lab) }
        return asked
    }

    private func rows(answeredBy press: KeyPress, on screen: ScreenLayout) -> Range<Int>? {
        guard case .character(let character) = press.key, let step else { return nil }
        let isGuess = character == " " ? step.predict?.instructions.isEmpty == false : character.wholeNumberValue == nil
        if isGuess { return screen.guessRows }
        return openQuiz.flatMap { screen.quizRows[$0] }.map { $0.lowerBound..<($0.upperBound + Self.verdictRows) }
    }

    /// Rows that a verdict adds between the title of a quiz and its question.
    private static let verdictRows = 4

    private mutating func bringInSight(_ rows: Range<Int>, _ lab: LabContext) {
        guard let extent = lab.screen.extents[.lesson] else { return }
        let first = scroll.place(in: extent)
        guard rows.lowerBound < first || rows.upperBound > first + extent.visible else { return }
        scroll.offset = rows.lowerBound
    }

    private mutating func reply(_ press: KeyPress) -> [Request]? {
        guard case .character(let character) = press.key, press.modifiers.isEmpty, let step else { return nil }
        if character == " " { return answerBySpace(step) }
        if let number = character.wholeNumberValue, let check = openQuiz { return choose(number, check: check) }
        return Self.letter(character, of: step).map { guess($0) }
    }

    /// Space makes the next guess that is missing, and with none missing turns the last one over; in a step without
    /// guesses it takes the next choice of the quiz.
    private mutating func answerBySpace(_ step: Step) -> [Request] {
        if let instructions = step.predict?.instructions, !instructions.isEmpty {
            let missing = instructions.firstIndex { guesses.all[$0] == nil }
            return guess(missing ?? lastGuess ?? instructions.count - 1)
        }
        guard let check = openQuiz, case .quiz(let quiz) = step.checks[check].kind, !quiz.choices.isEmpty else {
            return []
        }
        return choose((reached.answers[quiz.id] ?? 0) % quiz.choices.count + 1, check: check)
    }

    /// The instruction of a step's prediction that a letter stands for.
    private static func letter(_ character: Character, of step: Step) -> Int? {
        let index = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ").firstIndex { String($0) == character.uppercased() }
        return index.flatMap { $0 < step.predict?.instructions.count ?? 0 ? $0 : nil }
    }

    /// The first quiz that is not passed, else the last one.
    private var openQuiz: Int? {
        let quizzes = quizzes
        return quizzes.first { !verdicts.indices.contains($0) || verdicts[$0]?.isPassed != true } ?? quizzes.last
    }

    private var quizzes: [Int] {
        guard let step else { return [] }
        return step.checks.indices.filter { if case .quiz = step.checks[$0].kind { true } else { false } }
    }

    mutating func choose(_ choice: Int, check: Int) -> [Request] {
        guard let step, step.checks.indices.contains(check),
            case .quiz(let quiz) = step.checks[check].kind, quiz.choices.indices.contains(choice - 1)
        else { return [] }
        change { $0.answers[quiz.id] = choice }
        return [.world(.keepProgress(progress)), .check]
    }

    /// Turns a guess over: not made, from the cache, runs again.
    mutating func guess(_ index: Int) -> [Request] {
        guard let instructions = step?.predict?.instructions, instructions.indices.contains(index) else { return [] }
        var made = guesses.all
        switch made[instructions[index]] {
        case nil: made[instructions[index]] = true
        case true?: made[instructions[index]] = false
        case false?: made[instructions[index]] = nil
        }
        guesses = .pending(made)
        lastGuess = index
        return [.check]
    }

    mutating func answer(_ choice: Int) -> [Request] {
        let open = quizzes.first { index in
            guard case .quiz(let quiz)? = step?.checks[index].kind else { return false }
            return reached.answers[quiz.id] == nil
        }
        return open.map { choose(choice, check: $0) } ?? []
    }

    mutating func predict(_ cached: [String]) -> [Request] {
        var made = guesses.all
        for instruction in step?.predict?.instructions ?? [] { made[instruction] = cached.contains(instruction) }
        guesses = .pending(made)
        return [.check]
    }
}
