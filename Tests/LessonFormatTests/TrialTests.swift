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
