import Faults
import LessonFormat
import Testing

/// A command of a solution that a presentation types in part.
struct ActionReaderTests {
    private func lesson(_ action: String) throws(TextFault) -> Lesson {
        try MiniatureLesson().replacing(
            "  - write: note.txt", with: "  - write: note.txt\n  - \(action)", in: "steps/01-write-it.md"
        ).lesson()
    }

    private func fault(_ action: String) -> String {
        do throws(TextFault) {
            _ = try lesson(action)
            return "none"
        } catch {
            return error.message
        }
    }

    @Test(arguments: [
        ("run: cat note.txt\n    typed: cat", LessonAction.run("cat note.txt"), "cat"),
        ("typed: docker build -t\n    build: -t a:v1 .", .build("-t a:v1 ."), "docker build -t"),
        ("delete: note.txt\n    typed: \"rm \"", .delete(path: "note.txt"), "rm "),
    ])
    func theBeginningIsKeptBesideTheAction(_ text: String, _ action: LessonAction, _ beginning: String) throws {
        let step = try lesson(text).steps[0]
        #expect(step.solution == [.write(path: "note.txt"), action] && step.beginnings == [1: beginning])
    }

    @Test func anActionIsTypedWholeWhereNothingElseIsSaid() throws {
        #expect(try lesson("run: ls").steps[0].beginnings == [:])
    }

    @Test(arguments: [
        ("write: a.txt\n    typed: a", "only a command for the shell"),
        ("start: a:v1\n    typed: docker", "only a command for the shell"),
        ("run: cat a\n    typed: dog", "typed must be the beginning of the command, and not all of it: cat a"),
        ("run: cat a\n    typed: cat a", "and not all of it"), ("build: .\n    typed: \"\"", "and not all of it"),
        ("run: \"cat a\\ncat b\"\n    typed: cat", "one line"), ("typed: cat", "an action is one of"),
        ("run: ls\n    build: .", "an action is one of"),
    ])
    func anotherBeginningIsRefused(_ action: String, _ words: String) {
        #expect(fault(action).contains(words), "\(fault(action))")
    }

    @Test func anAnswerThatIsTriedIsNotTyped() {
        let lesson = MiniatureLesson().replacing(
            "{ run: touch other.txt }", with: "{ run: touch other.txt, typed: touch }",
            in: "trials/01-write-it.yaml")
        #expect(throws: TextFault.self) { try lesson.lesson() }
    }
}
