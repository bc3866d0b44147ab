internal import LessonFormat
internal import SelfChecks

/// What `slipway watch` shows, as lines.
struct WatchPage {
    /// What is open beside the checks.
    struct State {
        var isTextShown = true
        var isListShown = false
        var message: String?
        /// The command of the text that `x` runs next, from 0.
        var nextCommand = 0
    }

    let course: Course
    let lesson: Int
    let step: Int
    let verdicts: [(check: Check, verdict: Verdict)]
    let state: State

    private var current: Lesson { course.lessons[lesson] }
    private var open: Step { current.steps[step] }

    func lines(width: Int) -> [String] {
        if state.isListShown { return list + ["", keys] }
        let parts = [text, heading, checks, hints, message, [keys]]
        return parts.filter { !$0.isEmpty }.joined(separator: [""]).flatMap { PageWrapping.lines($0, width: width) }
    }

    private var heading: [String] {
        let place =
            lesson >= course.firstExercise
            ? "Exercise \(lesson - course.firstExercise + 1) of \(course.lessons.count - course.firstExercise)"
            : current.id
        let number = current.steps.count > 1 ? ", step \(step + 1) of \(current.steps.count)" : ""
        let file = open.opens.map { "/\($0)" } ?? ""
        return [
            "\(place)\(number): \(open.title)", "Goal: \(open.goal)",
            "File: \(course.shelf.sandbox)/\(current.workspace)\(file)",
        ] + way
    }

    private var commands: OutsideCommands { OutsideCommands(of: current, on: course.shelf) }

    /// Where the text's commands are to be typed.
    private var way: [String] {
        guard !open.commands.isEmpty, let way = commands.way else { return [] }
        return ["Commands: x runs them here. In another terminal, first: \(way)"]
    }

    private var text: [String] {
        guard state.isTextShown else { return [] }
        return PageText(commands: commands).lines(open.body).map { "  │ \($0)" }
    }

    /// The first check that does not pass is told in whole, the others in a line.
    private var checks: [String] {
        let first = verdicts.firstIndex { !$0.verdict.isPassed }
        var lines = verdicts.enumerated().flatMap { index, item -> [String] in
            let lines = VerdictText.lines(item.check, item.verdict).map(commands.line)
            let quiz = index == first ? choices(item.check) : []
            return (index == first ? lines : Array(lines.prefix(1))) + quiz
        }
        let passed = verdicts.filter(\.verdict.isPassed).count
        if !verdicts.isEmpty {
            lines.append("")
            lines.append(
                first == nil
                    ? "Done: all \(passed == 1 ? "that is checked passes" : "\(passed) checks pass"). n goes on."
                    : "\(passed) of \(verdicts.count) checks pass.")
        }
        return lines
    }

    private func choices(_ check: Check) -> [String] {
        guard case .quiz(let quiz) = check.kind else { return [] }
        return ["        \(quiz.question)"] + quiz.choices.enumerated().map { "          \($0 + 1)  \($1.text)" }
    }

    private var hints: [String] {
        let shown = course.reached(lesson).hints[open.id] ?? 0
        return open.hints.prefix(shown).enumerated().map { "Hint \($0 + 1) of \(open.hints.count): \($1)" }
    }

    private var message: [String] {
        let said = state.message.map { $0.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init) }
        return (said ?? []) + (course.notKept.map { ["How far you are was not kept: \($0)."] } ?? [])
    }

    private var list: [String] {
        course.lessons.enumerated().map { index, lesson in
            let mark = lesson.isPassed(course.progress) ? "done" : "    "
            return "\(index == self.lesson ? ">" : " ") \(mark)  \(lesson.id)  \(lesson.title)"
        }
    }

    private var keys: String {
        let count = open.commands.count
        let number = count > 1 ? " \(state.nextCommand % count + 1) of \(count)" : ""
        let command = count == 0 ? "" : "x run command\(number) · "
        return "h hint · n next · p previous · l list · t text · \(command)r begin again · q quit"
    }
}

/// Words into lines that fit.
enum PageWrapping {
    /// Breaks at blanks; what follows stands below the text behind a label (`  FAIL  `) or a bar. Words that are too long
    /// are left whole.
    static func lines(_ line: String, width: Int) -> [String] {
        guard line.count > width else { return [line] }
        let label = Self.label(of: line)
        guard label.count < width / 2 else { return [line] }
        let indent = label.hasPrefix("  │ ") ? label : String(repeating: " ", count: label.count)
        var (lines, current, isEmpty) = ([String](), label, true)
        for word in line.dropFirst(label.count).split(separator: " ") {
            if !isEmpty, current.count + 1 + word.count > width {
                lines.append(current)
                (current, isEmpty) = (indent, true)
            }
            current += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [current]
    }

    /// The beginning that later lines leave free: blanks, a bar, a word with two blanks behind it.
    private static func label(of line: String) -> String {
        if line.hasPrefix("  │ ") { return "  │ " }
        let rest = line.drop { $0 == " " }
        let word = rest.prefix { $0 != " " }
        let gap = rest.dropFirst(word.count).prefix { $0 == " " }
        let count = line.count - rest.count + (gap.count >= 2 ? word.count + gap.count : 0)
        return String(line.prefix(count))
    }
}
