import Faults
import LessonFormat
import Testing

/// Lessons that would keep a reader busy for ever, use up its memory or its stack: refused, with their place.
@Suite(.timeLimit(.minutes(20))) struct HostileLessonTests {
    private func diagnostic(of lesson: MiniatureLesson) -> String {
        do throws(TextFault) {
            _ = try lesson.lesson()
            return "it can be read"
        } catch {
            return error.description
        }
    }

    /// Each line stands for ten of the line above it.
    private static let bomb =
        "a0: &a0 x\n"
        + (1...30).map { number in
            "a\(number): &a\(number) [" + Array(repeating: "*a\(number - 1)", count: 10).joined(separator: ",") + "]\n"
        }.joined()

    @Test(arguments: [
        (bomb, "01-small/lesson.yaml:11:10: *a0 refers to a value that is called &a0"),
        (bomb + "? *a30\n: x\n? *a30\n: y\n", "01-small/lesson.yaml:11:10: *a0 refers to a value that is called &a0"),
        ("é: &b x\n? [é, *b]\n: y\n", "01-small/lesson.yaml:11:7: *b refers to a value that is called &b"),
        (String(repeating: "[", count: 5000), "01-small/lesson.yaml:"),
        (String(repeating: "- ", count: 5000) + "x\n", "01-small/lesson.yaml:"),
        (String(repeating: "? ", count: 5000) + "x\n", "01-small/lesson.yaml:"),
        (String(repeating: "{a: ", count: 5000), "01-small/lesson.yaml:"),
        (
            String(repeating: "# comment\n", count: 20_000),
            "01-small/lesson.yaml:13095:1: its YAML is larger than 128 KiB"
        ),
        ("title: again\n", "01-small/lesson.yaml:10:1: the key title is there twice"),
        ("title: a\u{7}b\n", "01-small/lesson.yaml:10:1: it is not YAML: "),
    ])
    func yamlIsRefusedWithItsPlace(_ text: String, _ words: String) {
        var lesson = MiniatureLesson()
        lesson.content["lesson.yaml", default: ""] += "\n" + text
        let diagnostic = diagnostic(of: lesson)
        #expect(diagnostic.hasPrefix(words), "\(diagnostic.prefix(300))")
    }

    /// Front matter as well; signs that name nothing are text.
    @Test func aliasesInAStepAreRefused() {
        let lesson = MiniatureLesson().replacing(
            "goal: There is a file.", with: "goal: &g There is a file.\nnotes: *g", in: "steps/01-write-it.md")
        let words = "01-small/steps/01-write-it.md:4:8: *g refers to a value that is called &g"
        #expect(diagnostic(of: lesson).hasPrefix(words))
        let harmless = MiniatureLesson().replacing(
            "goal: There is a file.", with: "goal: \"*bold* & plain &amp; *.py\"", in: "steps/01-write-it.md")
        #expect(diagnostic(of: harmless) == "it can be read")
    }

    @Test(arguments: [
        (String(repeating: "> ", count: 15_000) + "x", 12), (String(repeating: "- ", count: 15_000) + "x", 12),
        ((0..<100).map { String(repeating: " ", count: $0 * 2) + "- x\n" }.joined(), 27),
        ("x\n\n" + String(repeating: "*a **b ", count: 2_000) + String(repeating: "** c*", count: 2_000), 14),
        (String(repeating: "![", count: 2_000) + "x" + String(repeating: "](y)", count: 2_000), 12),
    ])
    func markdownThatIsTooDeepIsRefusedWithItsLine(_ text: String, _ line: Int) {
        let lesson = MiniatureLesson().replacing("# Write\n", with: text + "\n", in: "steps/01-write-it.md")
        let words =
            "01-small/steps/01-write-it.md:\(line):1: more than 32 quotes, lists or marks stand inside of each other"
        #expect(diagnostic(of: lesson) == words)
    }

    @Test func aHugeTextIsRefusedWithItsLine() {
        let text = String(repeating: "| a | b |\n", count: 4000)
        let lesson = MiniatureLesson().replacing("# Write\n", with: text, in: "steps/01-write-it.md")
        #expect(
            diagnostic(of: lesson)
                == "01-small/steps/01-write-it.md:3288:1: the text is larger than 32 KiB: make two steps of it")
    }

    @Test func manyLargeStepsAreRefused() {
        var lesson = MiniatureLesson()
        for number in 10..<40 {
            lesson.content["lesson.yaml", default: ""] += "\n  - \(number)-step"
            lesson.content["steps/\(number)-step.md"] =
                "---\ntitle: a\ngoal: b\n---\n" + String(repeating: "text\n", count: 6_000)
        }
        #expect(
            diagnostic(of: lesson).hasPrefix(
                "01-small/lesson.yaml:27:5: the steps up to this one hold more than 512 KiB"))
    }

    /// What takes cmark longest, as large as a step may be.
    @Test(arguments: ["![[]()", "*_", "|a", "[a](", "a@", "~~a~", "<a x=\"", "**a b** ", "- [ ] a\n", "|a|\n|-|\n\n"])
    func theLargestTextIsReadSoon(_ piece: String) throws {
        let text = String(repeating: piece, count: (32 << 10) / piece.utf8.count)
        #expect(try !MarkdownParser.parse(text).isEmpty)
        let row = String(repeating: piece, count: (10 << 10) / piece.utf8.count)
        _ = try MarkdownParser.parse(row + "|\n" + String(repeating: "|-", count: 5 << 10) + "|\n" + row)
    }

    @Test func aPatternThatCannotBeUsedSaysWhy() {
        let lesson = MiniatureLesson().replacing(
            "contains: \"hello\"", with: "matches: '(?<=a)b'", in: "steps/01-write-it.md")
        #expect(
            diagnostic(of: lesson).hasPrefix(
                "01-small/steps/01-write-it.md:7:38: matches must be a regular expression: what stands at character 1"))
    }
}
