internal import LessonFormat

extension LessonPane {
    /// Whether a forecast would tell what the learner is to guess: until the whole guess is made.
    var hidesForecast: Bool {
        guard let instructions = step?.predict?.instructions else { return false }
        return !Set(instructions).isSubset(of: guesses.all.keys)
    }
}
