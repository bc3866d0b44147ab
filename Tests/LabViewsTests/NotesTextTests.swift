import LabViews
import Testing

/// What the presenter's second terminal shows.
struct NotesTextTests {
    private var notes: PresenterNotes {
        var notes = PresenterNotes()
        (notes.lesson, notes.step, notes.steps) = ("Small", 2, 3)
        (notes.title, notes.goal, notes.action) = ("Write it", "There is a file.", "types note.txt")
        (notes.position, notes.actions, notes.minutesInAll) = (1, 4, 12)
        (notes.elapsed, notes.stepElapsed) = (240, 4)
        return notes
    }

    @Test func timesGoOnWhileNothingIsTold() {
        let lines = NotesText.lines(notes, since: 5.9)
        #expect(lines[0] == "Small   step 2 of 3   4:05 of 12:00")
        #expect(lines[2] == "Write it   0:09" && lines[3] == "There is a file.")
        #expect(lines[5] == "Next (1 of 4, F11, then Space): types note.txt" && lines.count == 6)
    }

    @Test func notesAndChecksStandBelow() {
        var notes = notes
        (notes.isDriving, notes.notes, notes.checks) = (true, "Ask first.\nThen wait.", ["ok  The file"])
        let lines = NotesText.lines(notes, since: 0)
        #expect(lines[5] == "Next (1 of 4, Space): types note.txt")
        #expect(lines.suffix(5) == ["", "Ask first.", "Then wait.", "", "ok  The file"].suffix(5))
    }
}
