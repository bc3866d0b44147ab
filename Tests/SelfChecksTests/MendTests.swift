import LessonFormat
import Seeds
import Testing

@testable import SelfChecks

/// What a check advises, followed to the letter, makes it pass.
@Suite struct MendTests {
    private static let solution = """
        FROM python:3.11-alpine
        WORKDIR /app
        COPY requirements.txt .
        RUN pip install --no-cache-dir -r requirements.txt
        COPY app.py .
        EXPOSE 5000
        CMD ["python", "app.py"]

        """

    private static let checks: [DockerfileExpectation] = [
        .base("python:3.11-alpine"), .has(keyword: "WORKDIR", argument: "/app"),
        .order(["COPY requirements.txt", "RUN pip install --no-cache-dir -r requirements.txt", "COPY app.py"]),
        .has(keyword: "EXPOSE", argument: "5000"), .starts("python app.py"),
    ]

    private static func advice(_ text: String, _ kind: DockerfileExpectation) throws -> String? {
        try judge(
            .dockerfile(path: "Dockerfile", kind), evidence(file: "Dockerfile", text),
            solution: ["Dockerfile": Array(solution.utf8)]
        ).failure?.advice
    }

    /// The nearest line is mended; a second one is never added beside it.
    @Test(arguments: [
        ("COPY requirements", "COPPY requirements", 2, "In line 3, write COPY instead of COPPY."),
        ("COPY requirements.txt .", "COPY requirements.txt", 2, "Change line 3 to: COPY requirements.txt ."),
        (
            "COPY requirements.txt", "COPY requirement.txt", 2,
            "In line 3, write requirements.txt instead of requirement.txt."
        ),
        ("RUN pip", "pip", 2, "Change line 4 to: RUN pip install --no-cache-dir -r requirements.txt"),
        ("WORKDIR /app", "WORKDRI /app", 1, "In line 2, write WORKDIR instead of WORKDRI."),
        ("WORKDIR /app", "WORKDIR /srv", 1, "In line 2, write /app instead of /srv."),
        ("WORKDIR /app", "# WORKDIR /app", 1, "Change line 2 to: WORKDIR /app"),
        ("WORKDIR /app\n", "", 1, "Below line 1, add: WORKDIR /app"),
        ("FROM", "FORM", 0, "In line 1, write FROM instead of FORM."),
        ("3.11-alpine", "3.12-alpine", 0, "In line 1, write python:3.11-alpine instead of python:3.12-alpine."),
        ("EXPOSE 5000\n", "", 3, "Below line 5, add: EXPOSE 5000"),
        (
            "[\"python\", \"app.py\"]", "['python', 'app.py']", 4,
            "The list in brackets is not JSON: it has single quotes where JSON has double ones. Change line 7 to: CMD [\"python\", \"app.py\"]"
        ),
        ("CMD", "CDM", 4, "In line 7, write CMD instead of CDM."),
    ])
    func theNearestLineIsMended(old: String, new: String, check: Int, advice: String) throws {
        #expect(try Self.advice(Self.solution.replacing(old, with: new), Self.checks[check]) == advice)
    }

    @Test func aLineInTheWrongPlaceIsMoved() throws {
        let text = Self.solution.replacing("COPY app.py .\n", with: "").replacing("RUN", with: "COPY app.py .\nRUN")
        #expect(try Self.advice(text, Self.checks[2]) == "Move line 4 below line 5.")
    }

    @Test(arguments: [
        ("flask>=2.3.2\n", "Change line 1"), ("# flask==2.3.2\n", "line 1"), ("", "Begin"),
        ("requests==2\n", "Below line 1"),
        ("\r\nFlask\r\n", "line 2"),
    ])
    func aLineOfATextIsMendedToo(text: String, words: String) throws {
        let kind = CheckKind.file(path: "r", .matches("(?mi)^flask==2\\.3\\.2$"))
        let solution = ["r": Array("flask==2.3.2\n".utf8)]
        let verdict = try judge(kind, evidence(file: "r", text), solution: solution)
        #expect(verdict.failure?.mend != nil && verdict.failure?.advice.contains(words) == true, "\(verdict)")
        #expect(try fault(kind, evidence(file: "r", text), solution) == nil)
    }

    /// Nothing is there yet: whatever is checked, the file begins with its FROM, and that is told once.
    @Test(arguments: ["", "\n\n", "flask=2.3.2\n", "# a note\n"])
    func aFileWithoutABeginningIsToldOnce(text: String) throws {
        let verdicts = try Self.checks.map { kind in
            try judge(
                .dockerfile(path: "Dockerfile", kind), evidence(file: "Dockerfile", text),
                solution: ["Dockerfile": Array(Self.solution.utf8)])
        }
        let items = verdicts.map {
            (check: Check(id: "c", title: "c", kind: .folder(path: ".")), verdict: Optional($0))
        }
        let groups = VerdictGroup.groups(of: items)
        #expect(groups.count == 1 && groups.first?.checks.count == Self.checks.count, "\(verdicts)")
        #expect(verdicts[0].failure?.advice == "Begin Dockerfile with: FROM python:3.11-alpine")
        let isBlank = text.allSatisfy(\.isNewline)
        #expect(verdicts[0].failure?.found == (isBlank ? "Dockerfile is empty" : "no FROM"))
        for kind in Self.checks {
            let found = try fault(
                .dockerfile(path: "Dockerfile", kind), evidence(file: "Dockerfile", text),
                ["Dockerfile": Array(Self.solution.utf8)])
            #expect(found == nil)
        }
    }

    /// Lines lost, doubled, swapped and misspelt at random: whoever follows the advice gets there.
    @Test(arguments: 0..<40)
    func whoFollowsTheAdviceGetsThere(round: Int) throws {
        var random = SeededGenerator(PropertySeed.of(round))
        let wanted = Self.solution.split(separator: "\n").map(String.init)
        for _ in 0..<20 {
            var lines = wanted
            for _ in 0...Int.random(in: 0...3, using: &random) { Self.spoil(&lines, &random) }
            let text = lines.joined(separator: "\n") + "\n"
            for kind in Self.checks {
                let found = try fault(
                    .dockerfile(path: "Dockerfile", kind), evidence(file: "Dockerfile", text),
                    ["Dockerfile": Array(Self.solution.utf8)])
                #expect(found == nil, "\(text)")
            }
        }
    }

    private static func spoil(_ lines: inout [String], _ random: inout SeededGenerator) {
        guard let index = lines.indices.randomElement(using: &random) else { return }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: lines.remove(at: index)
        case 1: lines.swapAt(index, Int.random(in: lines.indices, using: &random))
        case 2: lines.insert(lines[index], at: index)
        case 3: lines[index] = "# " + lines[index]
        default:
            var letters = Array(lines[index])
            if letters.count > 2 { letters.swapAt(1, 2) }
            lines[index] = String(letters)
        }
    }

    /// Whitespace, missing lines and lines too many of a program that is compared by what it says.
    @Test(arguments: [
        "", "import flask\n", "a = 1\nif a:\n  b()\n", "a = 1\nif a:\n  c()\n  d()\n",
        "a = 1\n\nextra()\nif a:\n\tb()\n",
    ])
    func aProgramIsMendedLineByLine(text: String) throws {
        let solution = ["f": Array("a = 1\n\nif a:\n    b()\n    d()\n".utf8)]
        for kind in [FileExpectation.meansSolution, .equalsSolution] {
            #expect(try fault(.file(path: "f", kind), evidence(file: "f", text), solution) == nil, "\(text)")
        }
    }

    /// A blank line is added and removed in words, since there is nothing to show.
    @Test(arguments: [
        ("a = 1\n", "Below line 1, add a blank line, then: if a:"),
        ("a = 1\nif a:\n", "Below line 1, add a blank line."),
        ("\na = 1\n", "Remove line 1."), ("", "Begin f with: a = 1"),
    ])
    func blankLinesAreNamed(text: String, advice: String) throws {
        let solution = ["f": Array("a = 1\n\nif a:\n    b()\n".utf8)]
        let kind = CheckKind.file(path: "f", .equalsSolution)
        let failure = try judge(kind, evidence(file: "f", text), solution: solution).failure
        #expect(failure?.advice == advice)
        #expect(try fault(kind, evidence(file: "f", text), solution) == nil)
    }

    private func fault(_ kind: CheckKind, _ evidence: Evidence, _ solution: [String: [UInt8]]) throws -> String? {
        let step = try Self.step()
        return AdviceProof.fault(
            Check(id: "c", title: "c", kind: kind), of: step, evidence: evidence, solution: solution)
    }

    /// The command that makes an image has the options that the step's solution has.
    @Test func aBuildIsAdvisedWithItsOptions() throws {
        let step = try Self.step("solution: [{ build: \"--secret id=a -t b:v1 .\" }]\n")
        var evidence = Evidence()
        for name in ["b:v1", "c:v1"] { evidence.images.updateValue(nil, forKey: name) }
        for (name, line) in [("b:v1", "docker build --secret id=a -t b:v1 ."), ("c:v1", "docker build -t c:v1 .")] {
            let check = Check(id: "c", title: "c", kind: .image(reference: name, .exists))
            let verdict = SelfChecks.judge(check, of: step, evidence: evidence, solution: [:])
            #expect(verdict.failure?.advice == "Build it: \(line)")
        }
    }

    private static func step(_ more: String = "") throws -> Step {
        let content = [
            "lesson.yaml": "{id: l, title: t, summary: s, workspace: w, steps: [01-s]}",
            "steps/01-s.md": "---\ntitle: t\ngoal: g\n\(more)---\n",
        ]
        return try LessonReader.lesson(LessonFiles(folder: "l", content: content.mapValues { Array($0.utf8) })).steps[0]
    }

    @Test func anAdviceThatLeadsNowhereIsAFault() throws {
        let kind = CheckKind.file(path: "f", .contains("b"))
        // The solution's own line has it, but not the text that is judged.
        #expect(try fault(kind, evidence(file: "f", "a\n"), ["f": Array("a b\n".utf8)]) == nil)
        let order = CheckKind.dockerfile(path: "D", .order(["RUN b", "RUN a", "RUN b x"]))
        #expect(try fault(order, evidence(file: "D", "FROM s\nRUN a\n"), ["D": Array("FROM s\nRUN a\n".utf8)]) != nil)
    }
}

@Suite struct VerdictGroupTests {
    private func check(_ id: String) -> Check { Check(id: id, title: id, kind: .folder(path: ".")) }
    private let missing = Verdict.failed(.init(found: "no Dockerfile", expected: "a file", advice: "Write it."))

    @Test func whatHasOneCauseIsToldOnce() {
        let groups = VerdictGroup.groups(of: [
            (check("a"), missing), (check("b"), .passed(found: "")), (check("c"), missing), (check("d"), nil),
            (check("e"), .waiting("Build.")), (check("f"), nil), (check("g"), .waiting("Build.")),
            (check("h"), .passed(found: "")),
        ])
        #expect(groups.map { $0.checks.map(\.id) } == [["a", "c"], ["b"], ["d"], ["e", "g"], ["f"], ["h"]])
    }
}

@Suite struct QuizCheckTests {
    @Test func aWrongChoiceIsToldWhy() throws {
        let quiz = Quiz(id: "q", question: "?", choices: [.init("a", why: "Because."), .init("b")], answer: 2)
        var evidence = Evidence()
        evidence.answers = ["q": 1]
        #expect(try judge(.quiz(quiz), evidence).failure?.advice == "Because.")
    }
}
