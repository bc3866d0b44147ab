import Faults
import Testing

@testable import LessonFormat

@Suite struct TrialTests {
    private static func trials(_ text: String) throws -> [Trial] {
        try TrialReader(file: "l/trials/01-a.yaml").trials(text)
    }

    @Test func answersAreRead() throws {
        let text = """
            wrong:
              - name: nothing
              - name: a slip
                fails: It is there
                files: { a.txt: "x", b.txt: "-" }
              - name: two at once
                fails: [It is there, It is right]
                replace: { c.txt: { old: new } }
            right:
              - name: another way
                solution:
                  - run: touch a.txt
            """
        let trials = try Self.trials(text)
        #expect(trials.map(\.name) == ["nothing", "a slip", "two at once", "another way"])
        #expect(
            trials.map(\.outcome) == [
                .fails(checks: []), .fails(checks: ["It is there"]), .fails(checks: ["It is there", "It is right"]),
                .passes,
            ])
        #expect(trials[1].files == ["a.txt": Array("x".utf8), "b.txt": nil])
        #expect(trials[2].files(over: ["c.txt": Array("an old one".utf8)]) == ["c.txt": Array("an new one".utf8)])
        #expect(trials[3].actions == [.run("touch a.txt")] && trials[0].actions == nil)
    }

    @Test(arguments: [
        "right:\n  - name: a\n    fails: x", "wrong:\n  - nam: a", "other: []", "wrong:\n  - files: {}", "wrong: a",
    ])
    func whatIsNoTrialIsRefused(text: String) { #expect(throws: TextFault.self) { try Self.trials(text) } }
}

@Suite struct TrialInspectorTests {
    private static func findings(_ checks: String, trials: String) throws -> [String] {
        let step = "---\ntitle: t\ngoal: g\nchecks:\n\(checks)\nsolution: [{ write: a.txt }]\n---\n"
        let content = [
            "lesson.yaml": "{id: l, title: t, summary: s, workspace: w, steps: [01-s]}", "steps/01-s.md": step,
            "solution/a.txt": "one\n", "trials/01-s.yaml": trials,
        ]
        let files = LessonFiles(folder: "l", content: content.mapValues { Array($0.utf8) })
        return LessonInspector(try LessonReader.lesson(files), files).findings().map(\.message)
    }

    private static let check = "  - title: It is there\n    file: { path: a.txt }"

    private static func wrong(_ count: Int, _ fails: String = "It is there") -> String {
        "wrong:\n" + (0..<count).map { "  - { name: w\($0), fails: \(fails), solution: [] }\n" }.joined()
    }

    private static func right(_ count: Int) -> String {
        "right:\n" + (0..<count).map { "  - name: r\($0)\n" }.joined()
    }

    @Test func threeOfEachAreEnough() throws {
        #expect(try Self.findings(Self.check, trials: Self.wrong(3) + Self.right(3)) == [])
        #expect(try Self.findings(Self.check, trials: Self.wrong(3, "[It is there]") + Self.right(3)) == [])
    }

    @Test(arguments: [
        (wrong(2) + right(3), "the check \"It is there\" has 2 of 3 wrong answers in trials/01-s.yaml"),
        (wrong(3) + right(2), "the step has 2 of 3 unusual right answers in trials/01-s.yaml"),
        (wrong(3) + "  - { name: x, fails: Other }\n" + right(3), "names no check of the step: Other"),
        (
            wrong(3) + "  - { name: x, replace: { a.txt: { two: three } } }\n" + right(3),
            "the solution's a.txt has no \"two\" that the answer could replace"
        ),
    ])
    func whatIsMissingIsNamed(trials: String, words: String) throws {
        let found = try Self.findings(Self.check, trials: trials)
        #expect(found.count == 1 && found.first?.contains(words) == true, "\(found)")
    }

    /// All answers of a quiz can be counted, so that they are tried without being written down.
    @Test func aQuizNeedsReasonsAndNoTrials() throws {
        let quiz = "  - title: Why\n    quiz: { question: Why?, choices: [a, b, c], answer: 2"
        #expect(try Self.findings(quiz + ", why: [x, y] }", trials: "wrong: []") == [])
        let found = try Self.findings(quiz + " }", trials: "wrong: []")
        #expect(found.first?.contains("needs `why`") == true, "\(found)")
        #expect(throws: TextFault.self) { try Self.findings(quiz + ", why: [x] }", trials: "wrong: []") }
    }
}

@Suite struct UnspokenCheckTests {
    /// A regular expression or a line for bash is no sentence.
    @Test(arguments: [
        ("file: { path: note.txt, matches: 'h.llo' }", true), ("command: { run: 'true' }", true),
        ("image: { reference: 'a:v1', config: User, matches: '^x' }", true),
        ("file: { path: note.txt, contains: hello }", false),
    ])
    func whatIsWrittenForAProgramNeedsWords(check: String, needsWords: Bool) throws {
        func findings(_ extra: String) throws -> [String] {
            let step = """
                ---
                title: t
                goal: g
                checks:
                  - title: It is so
                    \(check)\(extra)
                hints: [a]
                solution:
                  - run: "true"
                ---
                """
            let files = LessonFiles(
                folder: "l",
                content: [
                    "lesson.yaml": Array("{id: l, title: t, summary: s, workspace: w, steps: [01-s]}".utf8),
                    "steps/01-s.md": Array(step.utf8),
                ])
            return LessonInspector(try LessonReader.lesson(files), files).findings().map(\.message)
        }
        #expect(try findings("").contains { $0.contains("needs `expected`") } == needsWords)
        #expect(try !findings("\n    expected: words").contains { $0.contains("needs `expected`") })
    }
}
