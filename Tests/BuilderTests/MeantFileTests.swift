import BuildPlan
import Builder
import Glibc
import Testing

/// What somebody meant who named a file that is not there.
@Suite struct MeantFileTests {
    @Test(arguments: [
        ("requirments.txt", "Did you mean `requirements.txt`?"), ("App.py", "Did you mean `app.py`?"),
        ("data.json", "There is `src/data.json`"),
        ("../secret", "Nothing above the folder of the build can be reached"),
        ("src/../../secret", "Nothing above the folder of the build can be reached"),
        ("nothing.like.it", "Check the spelling"),
    ])
    func aFileThatIsMissingIsAnsweredWithTheOneThatWasMeant(source: String, advice: String) throws {
        let lab = try BuildLab()
        for file in ["requirements.txt", "app.py"] { try lab.write(file, "x") }
        mkdir(lab.context + "/src", 0o755)
        try lab.write("src/data.json", "{}")
        let failure = try lab.build("FROM scratch\nCOPY \(source) /x").failure
        #expect(failure?.advice?.contains(advice) == true, "\(failure?.advice ?? "no advice")")
    }

    @Test func aCommentBehindAnInstructionIsNamed() throws {
        let lab = try BuildLab()
        try lab.write("app.py", "x")
        let failure = try lab.build("FROM scratch\nCOPY app.py /app/ # the program").failure
        #expect(failure?.advice?.hasPrefix("A `#` begins a comment only") == true, "\(failure?.advice ?? "no advice")")
    }

    @Test func aFileThatIsLeftOutIsToldWithTheLineThatDoesIt() throws {
        let lab = try BuildLab()
        try lab.write("app.py", "x")
        try lab.write(".dockerignore", "# notes\n*.md\n\n*.py\n")
        let failure = try lab.build("FROM scratch\nCOPY app.py /x").failure
        #expect(failure?.message.contains("line 4 of .dockerignore: `*.py`") == true, "\(failure?.message ?? "built")")
    }

    @Test(arguments: [
        (
            "FROM scratch AS builder\nCOPY app.py /\nFROM scratch\nCOPY --from=bulder /app.py /",
            "`builder`, the stage of line 1"
        ),
        ("FROM scratch AS builder\nCOPY app.py /\nFROM bilder\nCOPY app.py /b", "`builder`, the stage of line 1"),
        ("FROM scratch\nCOPY --from=my-ap:v1 /app.py /", "The store has `my-app:v1`"),
        ("FROM my-app:v2", "The store has `my-app:v1`"),
    ])
    func aStageOrAnImageThatIsNotThereIsAnsweredWithTheOneThatWasMeant(dockerfile: String, advice: String) throws {
        let lab = try BuildLab()
        try lab.write("app.py", "x")
        _ = try lab.build("FROM scratch\nCOPY app.py /", tags: ["my-app:v1"])
        let failure = try lab.build(dockerfile) { $0.mayFetch = false }.failure
        #expect(failure?.advice?.contains(advice) == true, "\(failure?.advice ?? "no advice")")
    }
}
