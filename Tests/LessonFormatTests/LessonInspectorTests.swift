import Faults
import LessonFormat
import Testing

/// Lessons with one thing wrong each, and what is said of it.
@Suite struct LessonInspectorTests {
    private func findings(_ lesson: MiniatureLesson) throws -> [String] {
        let files = LessonFiles(folder: "01-small", content: lesson.content.mapValues { Array($0.utf8) })
        return LessonInspector(try lesson.lesson(), files).findings().map(\.description)
    }

    /// The miniature lesson, with a second step that uses all of its files.
    private var sound: MiniatureLesson {
        MiniatureLesson().replacing(
            "goal: The file says more.", with: "goal: The file says more.\nsolution: [{ write: note.txt }]",
            in: "steps/02-change-it.md")
    }

    @Test func nothingIsSaidOfASoundLesson() throws { #expect(try findings(sound) == []) }

    @Test(arguments: [
        ("steps/03-lost.md", "01-small/steps/03-lost.md: no step is called so"),
        ("solution/other.txt", "01-small/solution/other.txt: no step's solution writes this file"),
        ("solution/change-it/other.txt", "01-small/solution/change-it/other.txt: no step's solution"),
        ("notes.txt", "01-small/notes.txt: a lesson has lesson.yaml, steps, start, solution and trials"),
    ])
    func aStrayFileIsNamed(path: String, words: String) throws {
        var lesson = sound
        lesson.content[path] = "stray\n"
        let found = try findings(lesson)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix(words) == true, "\(found)")
    }

    @Test(arguments: [
        ("opens: note.txt", "opens: nope.txt", "01-small/steps/01-write-it.md:4:1: opens names nope.txt"),
        (
            "- write: note.txt", "- write: nope.txt",
            "01-small/steps/01-write-it.md:10:5: the solution has no file nope.txt"
        ),
        ("{file=note.txt}", "{file=nope.txt}", "01-small/steps/01-write-it.md:14:1: the block names nope.txt"),
        (
            "{file=note.txt}", "{fiel=note.txt}",
            "01-small/steps/01-write-it.md:14:1: a fence is marked {exec} or {file=PATH}"
        ),
        (
            "```text {file=note.txt}\nhello", "```text {file=note.txt}\nhallo",
            "01-small/steps/01-write-it.md:15:1: the block says \"hallo\", the solution's note.txt says \"hello\" in line 1"
        ),
        (
            "```text {file=note.txt}\nhello", "```text {file=note.txt}\nhello\nmore",
            "01-small/steps/01-write-it.md:16:1: the block says \"more\", the solution's note.txt says \"nothing\""
        ),
        ("```text {file=note.txt}\nhello", "```sh {exec}\n", "01-small/steps/01-write-it.md:14:1: there is no command"),
        ("[Write hello.]", "['']", "01-small/steps/01-write-it.md:8:1: a hint is empty"),
        ("[Write hello.]", "[Go., Go.]", "01-small/steps/01-write-it.md:8:9: the hint is there twice"),
        (
            "# Write", "# [Write](write.html)",
            "01-small/steps/01-write-it.md:12:9: the link \"write.html\" is not a file"
        ),
        ("# Write", "# [Write](ftp://x/)", "01-small/steps/01-write-it.md:12:9: the link \"ftp://x/\" is neither"),
        (
            "# Write", "> - [Write](https:///x)",
            "01-small/steps/01-write-it.md:12:11: the link \"https:///x\" is neither"
        ),
        (
            "solution:\n  - write: note.txt\n",
            "predict: { question: Which?, instructions: [COPY a] }\nsolution: [{ write: note.txt }]\n",
            "01-small/steps/01-write-it.md:9:45: no line of the Dockerfile begins with COPY a"
        ),
        (
            "solution:\n  - write: note.txt\n", "",
            "01-small/steps/01-write-it.md:5:1: the step has checks and no solution"
        ),
    ])
    func aFaultOfAStepIsLocated(old: String, new: String, words: String) throws {
        let found = try findings(sound.replacing(old, with: new, in: "steps/01-write-it.md"))
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.hasPrefix(words) == true, "\(found)")
    }

    @Test func someLinesOfAFileAgreeToo() throws {
        var lesson = sound
        lesson.content["solution/note.txt"] = "one\nhello\nthree\n"
        #expect(try findings(lesson) == [])
    }

    @Test func theWorkspaceBeforeAStepIsWhatTheStepsAboveMadeOfIt() throws {
        let lesson = try sound.lesson()
        let readme = Array("begin here\n".utf8)
        #expect(lesson.files(before: 0) == ["README": readme])
        #expect(lesson.files(before: 1) == ["README": readme, "note.txt": Array("hello\n".utf8)])
        #expect(lesson.subjects(of: 0) == ["note.txt"])
        #expect(lesson.subjects(of: 7) == [])
    }
}
