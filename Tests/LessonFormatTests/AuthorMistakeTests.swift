import Faults
import LessonFormat
import Testing

/// The mistakes that people make who write their first lesson, and what they read then.
@Suite struct AuthorMistakeTests {
    private func findings(_ lesson: MiniatureLesson) throws -> [String] {
        let files = LessonFiles(folder: "01-small", content: lesson.content.mapValues { Array($0.utf8) })
        return LessonInspector(try lesson.lesson(), files).findings().map(\.description)
    }

    private func faults(_ lesson: MiniatureLesson) -> [String] {
        let files = LessonFiles(folder: "01-small", content: lesson.content.mapValues { Array($0.utf8) })
        return LessonReader.faults(files).map(\.description)
    }

    private var sound: MiniatureLesson {
        MiniatureLesson().replacing(
            "goal: The file says more.", with: "goal: The file says more.\nsolution: [{ write: note.txt }]",
            in: "steps/02-change-it.md")
    }

    @Test(arguments: ["", "\u{FEFF}"])
    func lineEndsOfWindowsAndAMarkChangeNothing(mark: String) throws {
        var lesson = sound
        for name in lesson.content.keys where !name.hasPrefix("start/") && !name.hasPrefix("solution/") {
            lesson.content[name] = mark + (lesson.content[name] ?? "").replacing("\n", with: "\r\n")
        }
        #expect(try lesson.lesson() == sound.lesson())
        #expect(try findings(lesson) == [])
    }

    @Test func aFaultOfAFileOfWindowsHasTheRightLine() {
        var lesson = sound
        let text = (lesson.content["lesson.yaml"] ?? "").replacing("title: Small", with: "titel: Small")
        lesson.content["lesson.yaml"] = "\u{FEFF}" + text.replacing("\n", with: "\r\n")
        #expect(faults(lesson).first?.hasPrefix("01-small/lesson.yaml:2:1: ") == true, "\(faults(lesson))")
    }

    @Test(arguments: [
        ("hints: [Write hello.]", "hints:\n  - Write line #1 first.", ":9:16: the text ends here"),
        ("goal: There is a file.", "goal: See issue #7", ":3:17: the text ends here"),
        ("file: {", "advice: Write # first\n    file: {", ":7:19: the text ends here"),
    ])
    func aTextThatACommentCutsIsNamed(old: String, new: String, words: String) throws {
        let found = try findings(sound.replacing(old, with: new, in: "steps/01-write-it.md"))
        #expect(found.count == 1 && found.first?.contains(words) == true, "\(found)")
    }

    @Test func aCommentThatIsMeantIsNone() throws {
        let lesson = sound.replacing(
            "goal: There is a file.", with: "goal: There is a file.   # one sentence", in: "steps/01-write-it.md")
        #expect(try findings(lesson) == [])
    }

    @Test func aPictureThatIsMissingIsNamedAndOneThatIsThereIsUsed() throws {
        var lesson = sound.replacing(
            "# Write", with: "# Write\n\n![The port](port.png)", in: "steps/01-write-it.md")
        #expect(
            try findings(lesson) == [
                "01-small/steps/01-write-it.md:14:1: the picture \"port.png\" is not a file of the lesson"
            ])
        lesson.content["port.png"] = "x"
        #expect(try findings(lesson) == [])
    }

    @Test func aFolderNamedAsAStepIsNamed() throws {
        var lesson = sound.replacing(
            "solution: [{ write: note.txt }]", with: "solution: [{ write: note.txt }, { write: write-it/a.txt }]",
            in: "steps/02-change-it.md")
        lesson.content["solution/change-it/write-it/a.txt"] = "a"
        let found = try findings(lesson)
        #expect(found.contains { $0.contains("the folder write-it has the name of a step") }, "\(found)")
    }

    @Test func untilNamesALaterStep() throws {
        let check = "- title: The file is there"
        let good = sound.replacing(check, with: check + "\n    until: change-it", in: "steps/01-write-it.md")
        #expect(try findings(good) == [])
        #expect(try good.lesson().steps[0].checks[0].until == "change-it")
        let bad = sound.replacing(check, with: check + "\n    until: write-it", in: "steps/01-write-it.md")
        #expect(try findings(bad).first?.contains("until names a later step of the lesson") == true)
        let own = "checks:\n  - title: It says more\n    until: write-it\n    file: { path: note.txt }\nsolution:"
        let last = try findings(sound.replacing("solution:", with: own, in: "steps/02-change-it.md"))
        #expect(last.contains { $0.contains("no step comes after this one") }, "\(last)")
    }

    @Test func pointsAreOneUnlessTheyAreSaid() throws {
        let check = "- title: The file is there"
        #expect(try sound.lesson().steps[0].checks[0].points == 1)
        let more = sound.replacing(check, with: check + "\n    points: 3", in: "steps/01-write-it.md")
        #expect(try more.lesson().steps[0].checks[0].points == 3)
        let none = sound.replacing(check, with: check + "\n    points: 0", in: "steps/01-write-it.md")
        #expect(faults(none).first?.contains("points is a number from 1 to 1000") == true)
    }

    @Test(arguments: [
        ("goal: There is a file.", "goal: Do this: write", "goes between quotes"),
        ("goal: There is a file.", "goal: @home", "goes between quotes"),
        ("goal: There is a file.", "goal: a\ngoal: b", "the key goal is there twice"),
        ("hints: [Write hello.]", "hints:\n\t- Write", "the line begins with a tab"),
        ("goal: There is a file.", "goal:There is a file.", "a blank is missing behind the `:`"),
        ("hints: [Write hello.]", "hints:\n  - Write\n  -Run", "a blank is missing behind the `-`"),
        ("goal: There is a file.", " goal: There is a file.", "the line stands too far right"),
    ])
    func mistakesInYAMLSayWhatToDo(old: String, new: String, words: String) {
        let found = faults(sound.replacing(old, with: new, in: "steps/01-write-it.md"))
        #expect(found.first?.contains(words) == true, "\(found)")
        #expect(found.first?.contains("Yams") == false)
    }

    @Test func allFaultsOfAFileAreToldAtOnce() {
        let lesson = sound.replacing("goal: There is a file.\n", with: "", in: "steps/01-write-it.md")
            .replacing("file: { path", with: "fiel: { path", in: "steps/01-write-it.md")
            .replacing("hints: [Write hello.]", with: "hints: Write", in: "steps/01-write-it.md")
            .replacing("- write: note.txt", with: "- wirte: note.txt", in: "steps/01-write-it.md")
            .replacing("opens: note.txt", with: "opns: note.txt", in: "steps/01-write-it.md")
            .replacing("title: Change it\n", with: "", in: "steps/02-change-it.md")
        let found = faults(lesson)
        for words in [
            "needs the key goal", "did you mean opens?", "did you mean file?", "must be a list", "did you mean write?",
            "needs the key title",
        ] {
            #expect(found.count { $0.contains(words) } == 1, "\(words) in \(found)")
        }
    }

    @Test func aSoundLessonHasNoFaults() { #expect(faults(sound) == []) }
}
