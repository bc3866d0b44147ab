import ImageFormat
import LabModel
import LabViews
import Testing

@Test func presenterNotesComeBackWhole() throws {
    var notes = PresenterNotes()
    (notes.lesson, notes.step, notes.steps, notes.title) = ("Flask \"é\"", 2, 9, "Layers\n")
    (notes.goal, notes.notes, notes.action) = ("goal", "say this", "writes app.py")
    (notes.position, notes.actions, notes.isDriving, notes.checks) = (3, 4, false, ["○ one", "● two"])
    (notes.commands, notes.finishes) = (["docker build ."], "docker build -t a .")
    (notes.minutes, notes.minutesInAll, notes.elapsed, notes.stepElapsed) = (2.5, 40, 61.25, 7)
    #expect(try PresenterNotes(json: JSON(parsing: notes.json.encoded())) == notes)
    #expect(PresenterNotes(json: PresenterNotes().json) == PresenterNotes())
    #expect(PresenterNotes(json: .array([])) == PresenterNotes(), "what is not notes is notes about nothing")
}

@Test func aMarkComesBackWhole() throws {
    var mark = PresentationMark(
        step: "03", next: 4, pace: 2, elapsed: 12.5, stepElapsed: 3, leftOut: ["05"], trail: ["rm \"a\"", "ls"],
        showsTrail: true)
    mark.times = [.init(step: "01", seconds: 61.5, waited: 3.25), .init(step: "03", seconds: 3, waited: 0)]
    (mark.isFinished, mark.guesses) = (true, ["RUN pip \"install\"": true, "COPY app.py .": false])
    #expect(try PresentationMark(json: JSON(parsing: mark.json.encoded())) == mark)
    #expect(PresentationMark(json: .object(["step": .string("03")])) == nil)

    let old = #"{"step":"03","next":4,"pace":2,"elapsed":12.5,"stepElapsed":3}"#
    let earlier = PresentationMark(step: "03", next: 4, pace: 2, elapsed: 12.5, stepElapsed: 3)
    #expect(try PresentationMark(json: JSON(parsing: Array(old.utf8))) == earlier, "as earlier versions kept it")
}
