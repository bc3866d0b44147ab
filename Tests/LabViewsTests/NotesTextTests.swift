import LabModel
import LabViews
import LessonFormat
import Testing

/// What the presenter's second terminal shows.
struct NotesTextTests {
    private var notes: PresenterNotes {
        var notes = PresenterNotes()
        (notes.lesson, notes.step, notes.steps) = ("Small", 2, 3)
        (notes.title, notes.goal, notes.action) = ("Write it", "There is a file.", "types note.txt")
        (notes.position, notes.actions, notes.minutesInAll) = (1, 4, 12)
        (notes.elapsed, notes.stepElapsed, notes.isDriving) = (240, 4, false)
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

    @Test func aLineThatIsThePresentersToFinishStandsInTheNotes() {
        var notes = notes
        notes.finishes = "docker build -t a ."
        #expect(NotesText.lines(notes, since: 0)[5] == "Yours to finish: $ docker build -t a .")
    }

    @Test func aCommandOfSeveralLinesStandsAsAtAPrompt() {
        var notes = notes
        notes.commands = ["ls", "cat <<END\nhello\nEND"]
        #expect(NotesText.commands(notes).suffix(4) == ["$ ls", "$ cat <<END", "> hello", "> END"])
        #expect(NotesText.commands(notes, rows: 5).suffix(2) == ["> hello", "> END"])
    }

    @Test func aCommentHasNoPrompt() {
        var notes = notes
        notes.commands = ["ls", "# not all is known"]
        #expect(NotesText.commands(notes).suffix(2) == ["$ ls", "# not all is known"])
    }

    @Test func theLastCommandsAreShownWhereThereIsRoomForSoMany() {
        var notes = notes
        notes.commands = ["mkdir a", "docker build -t a .", "docker images"]
        #expect(
            NotesText.commands(notes) == [
                "Small   step 2 of 3: Write it", "", "$ mkdir a", "$ docker build -t a .", "$ docker images",
            ])
        #expect(NotesText.commands(notes, rows: 5).suffix(2) == ["$ docker build -t a .", "$ docker images"])
        #expect(NotesText.commands(notes, rows: 0).count == 3)
    }
}

/// What a presenter reads when a rehearsal has ended.
struct PresentationTimesTests {
    private func lesson() throws -> Lesson {
        func step(_ title: String, _ minutes: String) -> String {
            "---\ntitle: \(title)\ngoal: G\n\(minutes)checks: [{ title: T, file: { path: a } }]\n---\nText.\n"
        }
        let files = [
            "lesson.yaml": "id: l\ntitle: L\nsummary: S\nworkspace: w\nsteps: [01-a, 02-b, 03-c]\n",
            "steps/01-a.md": step("One", "minutes: 2\n"), "steps/02-b.md": step("Two", ""),
            "steps/03-c.md": step("Three", "minutes: 9\n"),
        ]
        return try LessonReader.lesson(LessonFiles(folder: "l", content: files.mapValues { Array($0.utf8) }))
    }

    @Test func timesGoOnInANewTerminal() throws {
        let lesson = try lesson()
        var times = PresentationTimes()
        times.note(step: 0, isBusy: true, at: 10)
        times.note(step: 1, isBusy: false, at: 40)
        times.note(step: 1, isBusy: false, at: 45)
        let kept = times.kept(of: lesson)
        #expect(
            kept == [.init(step: "a", seconds: 30, waited: 30), .init(step: "b", seconds: 5, waited: 0)], "\(kept)")
        let stranger = PresentationMark.StepTime(step: "gone", seconds: 9, waited: 0)
        var later = PresentationTimes(kept + [stranger], of: lesson)
        #expect(later.lines(of: lesson) == times.lines(of: lesson))
        // The clock is another one, and what went by between the two terminals counts for nothing.
        later.note(step: 1, isBusy: false, at: 9000)
        later.note(step: 1, isBusy: false, at: 9010)
        #expect(later.kept(of: lesson).last == PresentationMark.StepTime(step: "b", seconds: 15, waited: 0))
    }

    @Test func stepsHaveTheirTimeThePlanAndWhatWentByWithWaiting() throws {
        var times = PresentationTimes()
        #expect(times.lines(of: try lesson()).isEmpty)
        times.note(step: 0, isBusy: false, at: 100)
        times.note(step: 0, isBusy: true, at: 130)
        times.note(step: 1, isBusy: false, at: 175)
        times.note(step: 0, isBusy: false, at: 180)
        times.note(step: 7, isBusy: false, at: 190)
        #expect(
            times.lines(of: try lesson()) == [
                "Minutes of each step, and what is planned for it:",
                "  1. One: 1:25 of 2:00, 0:45 of it while commands ran", "  2. Two: 0:05", "  In all: 1:30 of 2:00",
            ])
    }

    /// A look at a step that the audience is not shown is no part of the lesson's time.
    @Test func stepsThatWereLeftOutAreListedAndCountForNothing() throws {
        var times = PresentationTimes()
        times.note(step: 0, isBusy: false, at: 0)
        times.note(step: 1, isBusy: false, at: 60)
        times.note(step: 2, isBusy: false, at: 70)
        times.note(step: 2, isBusy: false, at: 100)
        #expect(
            times.lines(of: try lesson(), without: ["c"]) == [
                "Minutes of each step, and what is planned for it:",
                "  1. One: 1:00 of 2:00", "  2. Two: 0:10", "  3. Three: left out", "  In all: 1:10 of 2:00",
            ])
        #expect(times.lines(of: try lesson(), without: ["a", "b", "c"]).isEmpty)
    }
}
