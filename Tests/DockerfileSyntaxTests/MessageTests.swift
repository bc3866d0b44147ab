import DockerfileSyntax
import Matching
import Testing

private func text(_ dockerfile: String) -> String {
    let file = Dockerfile.parse(dockerfile)
    return file.diagnostics.map { $0.report.text(file: "Dockerfile", source: file.source) }.joined()
}

@Test func errorShowsLineCaretAndMeaning() {
    #expect(
        text("FROM a\n\tCOYP\tapp.py .\n") == """
            Dockerfile:2:2: error: `COYP` is not an instruction
              2 | \tCOYP\tapp.py .
                | \t^~~~
                expected: one of ADD, ARG, CMD, COPY, ENTRYPOINT, ENV, EXPOSE, FROM, HEALTHCHECK, LABEL, MAINTAINER, ONBUILD, RUN, SHELL, STOPSIGNAL, USER, VOLUME, WORKDIR
                did you mean `COPY`?

            """)
}

@Test func caretCountsCellsOfTheTerminal() {
    #expect(
        text("FROM a\nCOPY --chmod=1 --名e\u{301}=1 --chwon=2 a /b\n").split(separator: "\n").filter { $0.contains("^") }
            == [
                "    |                ^~~~~~~", "    |                        ^~~~~~~~~",
            ])
}

@Test func longLinesAreCutAndControlCharactersShown() {
    let lines = text("FROM a\nRUN --x=\(String(repeating: "y", count: 300)) --\u{1B}[31m=1 z\n").split(separator: "\n")
    #expect(lines.allSatisfy { $0.count < 130 && !$0.contains("\u{1B}") })
}

@Test(arguments: [
    ("COPY --chwon=a b /c", "--chown"), ("RUN --mount=type=cach,target=/x y", "cache"),
    ("RUN --mount=typ=bind y", "type"),
    ("RUN --mount=type=cache,sharing=lockd y", "locked"), ("RUN --network=hots y", "host"),
    ("HEALTHCHECK CDM x", "CMD"),
    ("ENTRYPIONT x", "ENTRYPOINT"), ("workdri /x", "WORKDIR"), ("EXPOS 80", "EXPOSE"), ("FORM a", "FROM"),
    ("cpoy a b", "COPY"),
])
func aMisspeltWordHasASuggestion(_ line: String, _ meant: String) {
    #expect(Dockerfile.parse("FROM a\n" + line).diagnostics.first?.fault.suggestion == meant)
}

/// What stands below it is in its stage, as far as the learner means it.
@Test(arguments: [
    "FORM python:3.11-alpine\nWORKDIR /app\nCOPY . .\nRUN true\nCMD [\"sh\"]\n",
    "ARG V=1\nFRMO a:$V AS b\nRUN x\nFROM c\nCOPY --from=b /x /y\n",
    "FORM a\nFROM b AS c\nCOPY --from=0 /x /y\n",
    "FORM a\n",
])
func aMisspeltFromIsTheOnlyError(text: String) {
    let errors = Dockerfile.parse(text).diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.fault.suggestion) == ["FROM"], "\(errors.map(\.fault.message))")
}

/// Another misspelt instruction opens no stage.
@Test func whatStandsAboveFromIsStillWrong() {
    let errors = Dockerfile.parse("COPPY a b\nRUN x\nFROM a\n").diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.range.start.line) == [1, 2])
}

@Test func stagesAndVariablesAreSuggested() {
    let text =
        "ARG VERSION=1\nFROM a:$VERSON AS build\nENV COLOUR=1\nENV A=$COLOR\nFROM b:1\nCOPY --from=biuld /a /b\nFROM bulid\n"
    let suggestions = Linter().findings(in: Dockerfile.parse(text)).compactMap(\.suggestion)
    #expect(suggestions == ["$VERSION", "$COLOUR", "build", "build"])
}

@Test(arguments: ["", "x", "completely", "RUNRUNRUN", String(repeating: "R", count: 1000)])
func nothingIsSuggested(_ word: String) {
    #expect(Spelling.nearest(to: word, among: ["RUN", "COPY", ""]) == nil)
}

@Test func everyInstructionHasAGuide() {
    for guide in InstructionGuide.all {
        #expect(guide.meaning.hasSuffix(".") && guide.note.hasSuffix(".") && !guide.syntax.isEmpty)
        let example = guide.keyword == .from ? guide.example : "FROM a\n" + guide.example
        #expect(!Dockerfile.parse(example).hasErrors, "\(guide.keyword)")
    }
    #expect(InstructionGuide.completions(of: "e").map(\.keyword) == [.env, .expose, .entrypoint])
    #expect(InstructionGuide.completions(of: "").count == 18)
    for flag in Keyword.allCases.flatMap(\.flags) { #expect(flag.meaning.hasSuffix(".")) }
}

@Test func treeIsPrintedAsJSON() {
    let text = "# escape=`\nFROM a --x\nRUN --network=none <<-\"E\"\n\t\u{1}\"é\nE\nCMD [\"b\"]\nONBUILD USER c\n"
    #expect(
        Dockerfile.parse(text).json() == #"""
            {
              "escape": "`",
              "directives": [
                {
                  "name": "escape",
                  "value": "`",
                  "line": 1
                }
              ],
              "instructions": [
                {
                  "keyword": "from",
                  "flags": [],
                  "arguments": [
                    "a",
                    "--x"
                  ],
                  "exec": false,
                  "heredocs": [],
                  "firstLine": 2,
                  "lastLine": 2,
                  "original": "FROM a --x"
                },
                {
                  "keyword": "run",
                  "flags": [
                    "--network=none"
                  ],
                  "arguments": [
                    "<<-\"E\""
                  ],
                  "exec": false,
                  "heredocs": [
                    {
                      "name": "E",
                      "content": "\t\u0001\"é\n",
                      "expand": false,
                      "chomp": true,
                      "fileDescriptor": 0
                    }
                  ],
                  "firstLine": 3,
                  "lastLine": 5,
                  "original": "RUN --network=none <<-\"E\""
                },
                {
                  "keyword": "cmd",
                  "flags": [],
                  "arguments": [
                    "b"
                  ],
                  "exec": true,
                  "heredocs": [],
                  "firstLine": 6,
                  "lastLine": 6,
                  "original": "CMD [\"b\"]"
                },
                {
                  "keyword": "onbuild",
                  "flags": [],
                  "arguments": [
                    "USER",
                    "c"
                  ],
                  "exec": false,
                  "heredocs": [],
                  "firstLine": 7,
                  "lastLine": 7,
                  "original": "ONBUILD USER c",
                  "trigger": {
                    "keyword": "user",
                    "flags": [],
                    "arguments": [
                      "c"
                    ],
                    "exec": false,
                    "heredocs": [],
                    "firstLine": 7,
                    "lastLine": 7,
                    "original": "USER c"
                  }
                }
              ],
              "diagnostics": [
                {
                  "severity": "error",
                  "line": 2,
                  "column": 1,
                  "endLine": 2,
                  "endColumn": 11,
                  "message": "FROM takes an image, or an image, AS and a name",
                  "expected": "FROM IMAGE, or FROM IMAGE AS NAME",
                  "suggestion": null
                }
              ]
            }

            """#)
}

@Test func findingsArePrintedAsJSON() {
    let json = Linter().json(on: Dockerfile.parse("FROM a"), file: "D")
    #expect(json.contains("\"file\": \"D\"") && json.contains("\"rule\": \"DL3006\"") && json.contains("\"line\": 1"))
}
