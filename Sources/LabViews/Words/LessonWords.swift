import LabModel
import LessonFormat

/// The lesson pane's own words; the lesson's text is the lesson's.
enum LessonWords {
    static let empty = "This lesson has no steps."
    static let goal = "Goal: "
    static let checksLabel = "Checks: "
    static let checksBelow = "F9 tells what is found"
    static let checksTitle = "What is checked"
    static let found = "found: "
    static let expected = "expected: "
    static let quiz = "Press the number of your answer, or Space for the next one."
    /// While Space performs.
    static let quizOnStage = "Press the number of your answer; Space performs the step's next action."
    static let predict = "Predict, then see"
    static let predictKeys =
        "The letter before a line turns your guess over; Space makes the next one. Then build with F5."
    /// While Space performs. Some of the letters are the presenter's keys.
    static let predictKeysOnStage =
        "Space performs the step's next action. F11 or Alt-Y gives you the keyboard, to guess by the letter of a line."
    static let noDifference = "Your file is the same."
    static let noDifferenceLeft = "Your file is the same: what a check still misses is not in this file."

    static func unsaved(_ path: String) -> String {
        "\(path) is open in the editor and not saved, and this looks at the disk. Ctrl-S saves it."
    }

    static func checks(_ passed: Int, of count: Int) -> String { "\(passed) of \(count) checks" }

    static func block(_ purpose: CodeBlock.Purpose, isSelected: Bool) -> String {
        let key = isSelected ? "Enter " : ""
        switch purpose {
        case .file(let path): return isSelected ? "\(key)types this into \(path)" : "for \(path)"
        case .run: return isSelected ? "\(key)runs this" : "command"
        case .shown: return ""
        }
    }

    static func guess(_ guess: Bool?) -> String {
        switch guess {
        case nil: "   ?  "
        case true?: "CACHED"
        case false?: " runs "
        }
    }

    static func truth(isCached: Bool, isRight: Bool) -> String {
        "\(isCached ? "it was CACHED" : "it ran"): \(isRight ? "right" : "wrong")"
    }

    static let unshown = "the build did not come to it"

    static func hints(shown: Int, of count: Int) -> String {
        shown == 0
            ? "\(count == 1 ? "There is a hint" : "There are \(count) hints"): Alt-H shows one."
            : "Hints: \(shown) of \(count)" + (shown < count ? "; Alt-H shows one more." : "")
    }

    static func hint(_ number: Int) -> String { "Hint \(number): " }

    static func difference(_ path: String) -> String { "What is still different in \(path) (- yours, + the solution):" }

    static func next(isPassed: Bool, isLast: Bool) -> String {
        switch (isPassed, isLast) {
        case (true, true): "All checks pass: this was the last step."
        case (true, false): "All checks pass. F8 goes on."
        case (false, true): ""
        case (false, false): "F8 goes on to the next step, also when a check is still open."
        }
    }
}
