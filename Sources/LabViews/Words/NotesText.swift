/// The notes as lines.
public enum NotesText {
    /// - Parameter since: seconds since the notes were told.
    public static func lines(_ notes: PresenterNotes, since: Double) -> [String] {
        var lines = [
            "\(notes.lesson)   step \(notes.step) of \(notes.steps)   "
                + time(notes.elapsed + since, planned: notes.minutesInAll > 0 ? notes.minutesInAll : nil),
            "", "\(notes.title)   \(time(notes.stepElapsed + since, planned: notes.minutes))", notes.goal, "",
        ]
        let who = notes.isDriving ? "Space" : "F11, then Space"
        lines.append("Next (\(notes.position) of \(notes.actions), \(who)): \(notes.action)")
        if !notes.notes.isEmpty { lines += [""] + notes.notes.split(separator: "\n").map(String.init) }
        if !notes.checks.isEmpty { lines += [""] + notes.checks }
        return lines
    }

    /// `4:05 of 12:00`.
    private static func time(_ seconds: Double, planned minutes: Double?) -> String {
        clock(seconds) + (minutes.map { " of " + clock($0 * 60) } ?? "")
    }

    private static func clock(_ seconds: Double) -> String {
        let whole = Int(min(max(0, seconds), 1e9))
        return "\(whole / 60):\(whole % 60 < 10 ? "0" : "")\(whole % 60)"
    }
}
