/// The notes as lines.
public enum NotesText {
    /// - Parameter since: seconds since the notes were told.
    public static func lines(_ notes: PresenterNotes, since: Double) -> [String] {
        var lines = [
            "\(notes.lesson)   step \(notes.step) of \(notes.steps)   "
                + time(notes.elapsed + since, planned: notes.minutesInAll > 0 ? notes.minutesInAll : nil),
            "", "\(notes.title)   \(time(notes.stepElapsed + since, planned: notes.minutes))", notes.goal, "",
        ]
        if !notes.finishes.isEmpty { lines.append("Yours to finish: $ \(notes.finishes)") }
        let who = notes.isDriving ? "Space" : "F11, then Space"
        lines.append("Next (\(notes.position) of \(notes.actions), \(who)): \(notes.action)")
        if !notes.notes.isEmpty { lines += [""] + notes.notes.split(separator: "\n").map(String.init) }
        if !notes.checks.isEmpty { lines += [""] + notes.checks }
        return lines
    }

    /// The command lines that were performed, for a second screen in front of the class: the last ones, where there is
    /// room for so many only.
    public static func commands(_ notes: PresenterNotes, rows: Int? = nil) -> [String] {
        let title = "\(notes.lesson)   step \(notes.step) of \(notes.steps): \(notes.title)"
        return [title, ""] + trail(notes.commands, rows: max(1, (rows ?? .max) - 3))
    }

    /// Command lines as they stand at a prompt, the last of them where there is room for so many rows only. A comment is no
    /// command.
    static func trail(_ commands: [String], rows: Int) -> [String] {
        Array(commands.suffix(max(0, rows)).flatMap(atPrompt).suffix(max(0, rows)))
    }

    private static func atPrompt(_ command: String) -> [String] {
        if command.hasPrefix("# ") { return [command] }
        return command.split(separator: "\n").enumerated().map { "\($0.offset == 0 ? "$" : ">") \($0.element)" }
    }

    /// `4:05 of 12:00`.
    static func time(_ seconds: Double, planned minutes: Double?) -> String {
        clock(seconds) + (minutes.map { " of " + clock($0 * 60) } ?? "")
    }

    static func clock(_ seconds: Double) -> String {
        let whole = Int(min(max(0, seconds), 1e9))
        return "\(whole / 60):\(whole % 60 < 10 ? "0" : "")\(whole % 60)"
    }
}
