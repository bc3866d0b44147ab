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
            right:
              - name: another way
                solution:
                  - run: touch a.txt
            """
        let trials = try Self.trials(text)
        #expect(trials.map(\.name) == ["nothing", "a slip", "another way"])
        #expect(trials.map(\.outcome) == [.fails(check: nil), .fails(check: "It is there"), .passes])
        #expect(trials[1].files == ["a.txt": Array("x".utf8), "b.txt": nil])
        #expect(trials[2].actions == [.run("touch a.txt")] && trials[0].actions == nil)
    }

    @Test(arguments: [
        "right:\n  - name: a\n    fails: x", "wrong:\n  - nam: a", "other: []", "wrong:\n  - files: {}", "wrong: a",
    ])
    func whatIsNoTrialIsRefused(text: String) { #expect(throws: LessonDiagnostic.self) { try Self.trials(text) } }
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
