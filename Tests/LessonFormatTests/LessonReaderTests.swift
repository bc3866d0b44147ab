import Faults
import LessonFormat
import Testing

@Suite struct LessonReaderTests {
    @Test func aWholeLessonIsRead() throws {
        let lesson = try MiniatureLesson().lesson()
        #expect(lesson.title == "Small")
        #expect(lesson.workspace == "project")
        #expect(lesson.needs.ports == [8080])
        #expect(lesson.image == LessonImage(reference: "small:v1", port: 8080, containerPort: 80))
        #expect(lesson.steps.map(\.id) == ["write-it", "change-it"])
        #expect(lesson.start == ["README": Array("begin here\n".utf8)])
        let step = lesson.steps[0]
        #expect(step.opens == "note.txt")
        #expect(step.hints == ["Write hello."])
        #expect(step.solution == [.write(path: "note.txt")])
        #expect(step.checks.map(\.id) == ["write-it-1"])
        #expect(step.checks.map(\.kind) == [.file(path: "note.txt", .contains("hello"))])
    }

    @Test func aRegistryAndOtherMachinesAreRead() throws {
        let lesson = try MiniatureLesson().replacing(
            "steps:", with: "registry: { port: 5443, accounts: [ada, server-1] }\nmachines: [server]\nsteps:",
            in: "lesson.yaml"
        ).lesson()
        #expect(lesson.registry == LessonRegistry(port: 5443, accounts: ["ada", "server-1"]))
        #expect(lesson.registry?.domain == "localhost:5443")
        #expect(lesson.machines == ["server"])
        let plain = try MiniatureLesson().lesson()
        #expect(plain.registry == nil && plain.machines.isEmpty)
    }

    /// Names become files, commands and lines of a list of accounts.
    @Test(arguments: [
        ("registry: { port: 0, accounts: [ada] }", "from 1 to 65535"),
        ("registry: { port: 5443, accounts: [] }", "who is let in?"),
        ("registry: { port: 5443 }", "who is let in?"),
        ("registry: { port: 5443, accounts: ['a:b'] }", "small letters, digits and hyphens"),
        ("registry: { port: 5443, accounts: [ada, ada] }", "called ada twice"),
        ("machines: [../up]", "small letters, digits and hyphens"),
        ("machines: ['a b']", "small letters, digits and hyphens"),
        ("machines: [1st]", "begins with a letter"),
        ("machines: server", "must be a list"),
    ])
    func namesOfServicesArePlain(yaml: String, words: String) {
        let error = #expect(throws: TextFault.self) {
            try MiniatureLesson().replacing("steps:", with: yaml + "\nsteps:", in: "lesson.yaml").lesson()
        }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test func aStepsFilesLieOverThoseOfEarlierSteps() throws {
        let lesson = try MiniatureLesson().lesson()
        let readme = Array("begin here\n".utf8)
        #expect(lesson.files(after: 0) == ["README": readme, "note.txt": Array("hello\n".utf8)])
        #expect(lesson.files(after: 1) == ["README": readme, "note.txt": Array("hello, world\n".utf8)])
    }

    /// What is wrong, and where the reader says so.
    @Test(arguments: [
        ("lesson.yaml", "title: Small", "titel: Small", "01-small/lesson.yaml:2:1: ", "did you mean title?"),
        ("lesson.yaml", "summary: One file.\n", "", "01-small/lesson.yaml:1:1: ", "needs the key summary"),
        ("lesson.yaml", "id: 01-small", "id: other", "01-small/lesson.yaml:1:5: ", "the folder's name"),
        ("lesson.yaml", "workspace: project", "workspace: ../up", "01-small/lesson.yaml:5:12: ", "one folder"),
        ("lesson.yaml", "port: 8080,", "port: 99999,", "01-small/lesson.yaml:6:39: ", "from 1 to 65535"),
        (
            "lesson.yaml", "- 02-change-it", "- 03-missing", "01-small/lesson.yaml:9:5: ",
            "steps/03-missing.md is missing"
        ),
        ("lesson.yaml", "title: Small", "title: [Small", "01-small/lesson.yaml:", "it is not YAML"),
        (
            "steps/01-write-it.md", "goal: There is a file.\n", "", "01-small/steps/01-write-it.md:2:1: ",
            "needs the key goal"
        ),
        ("steps/01-write-it.md", "file: {", "fiel: {", "01-small/steps/01-write-it.md:7:5: ", "did you mean file?"),
        (
            "steps/01-write-it.md", "contains: \"hello\"", "matches: \"(\"", "01-small/steps/01-write-it.md:7:38: ",
            "a regular expression"
        ),
        (
            "steps/01-write-it.md", "hints: [Write hello.]", "hints: Write", "01-small/steps/01-write-it.md:8:8: ",
            "must be a list"
        ),
        (
            "steps/01-write-it.md", "- write: note.txt", "- wirte: note.txt", "01-small/steps/01-write-it.md:10:5: ",
            "did you mean write?"
        ),
        (
            "steps/01-write-it.md", "---\ntitle", "title", "01-small/steps/01-write-it.md:1:1: ",
            "begins with a line ---"
        ),
    ])
    func aFaultIsLocated(file: String, old: String, new: String, place: String, words: String) {
        let error = #expect(throws: TextFault.self) {
            try MiniatureLesson().replacing(old, with: new, in: file).lesson()
        }
        let text = error?.description ?? ""
        #expect(text.hasPrefix(place), "\(text)")
        #expect(text.contains(words), "\(text)")
    }

    @Test func aLessonWithoutItsDescriptionIsNamed() {
        #expect(throws: TextFault.self) {
            try LessonReader.lesson(LessonFiles(folder: "empty", content: [:]))
        }
    }
}
