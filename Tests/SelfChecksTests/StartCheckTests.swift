import ImageFormat
import LessonFormat
import SelfChecks
import Testing

/// What would start counts, not how it is written.
@Suite struct StartCheckTests {
    private static func passes(_ lines: String) throws -> Bool {
        let text = "FROM alpine\nWORKDIR /app\n" + lines + "\n"
        let check = CheckKind.dockerfile(path: "Dockerfile", .starts("python app.py"))
        return try judge(check, evidence(file: "Dockerfile", text)).isPassed
    }

    @Test(arguments: [
        "CMD [\"python\", \"app.py\"]", "CMD python app.py", "CMD exec python app.py", "CMD [\"python3\", \"app.py\"]",
        "ENTRYPOINT [\"python\"]\nCMD [\"app.py\"]", "ENTRYPOINT [\"python\", \"app.py\"]", "CMD python ./app.py",
        "CMD [\"/usr/local/bin/python3.11\", \"-u\", \"/app/app.py\"]", "CMD PYTHONUNBUFFERED=1 python app.py",
        "CMD [\"sh\"]\nCMD [\"python\", \"app.py\"]", "CMD [\"sh\", \"-c\", \"exec python app.py\"]",
        "CMD [\"env\", \"A=b\", \"python\", \"app.py\"]",
    ])
    func whatStartsTheProgramPasses(lines: String) throws { #expect(try Self.passes(lines)) }

    @Test(arguments: [
        "CMD ['python', 'app.py']", "CMD [“python”, “app.py”]", "CMD [\"python\" \"app.py\"]", "CMD [python, app.py]",
        "CMD echo python app.py", "CMD [\"echo\", \"python\", \"app.py\"]", "CMD python app.py; sh",
        "RUN python app.py",
        "CMD [\"python\", \"app.py\"]\nCMD [\"sh\"]", "ENTRYPOINT [\"sh\"]\nCMD [\"python\", \"app.py\"]", "",
        "CMD [\"python\", \"/srv/app.py\"]", "CMD [\"python app.py\"]", "CMD python", "# CMD python app.py",
        "ENTRYPOINT sleep 1\nCMD [\"python\", \"app.py\"]",
    ])
    func whatStartsSomethingElseDoesNot(lines: String) throws { #expect(try !Self.passes(lines)) }

    @Test(arguments: [
        ("['python', 'app.py']", "single quotes where JSON has double ones"),
        ("[\"python\", \"app.py\"", "`]` is missing"),
        ("[\"python\" \"app.py\"]", "a comma is missing"), ("[python, app.py]", "`python` has no double quotes"),
    ])
    func anArrayThatIsNotJSONIsTold(array: String, cause: String) throws {
        let check = CheckKind.dockerfile(path: "Dockerfile", .starts("python app.py"))
        let verdict = try judge(check, evidence(file: "Dockerfile", "FROM a\nCMD \(array)\n"))
        #expect(verdict.failure?.advice.contains(cause) == true, "\(verdict)")
    }

    @Test func aCopyWithoutADestinationIsNone() throws {
        let check = CheckKind.dockerfile(path: "Dockerfile", .has(keyword: "COPY", argument: "requirements.txt"))
        #expect(try !judge(check, evidence(file: "Dockerfile", "FROM a\nCOPY requirements.txt\n")).isPassed)
        #expect(try judge(check, evidence(file: "Dockerfile", "FROM a\nCOPY requirements.txt .\n")).isPassed)
    }
}

/// A Python file by what it says.
@Suite struct PythonCheckTests {
    private static let wanted = "import a\n\ndef f():\n    return \"Hello\"\n\nif x:\n    f(port=1, y=[1, 2])\n"

    private static func passes(_ text: String) throws -> Bool {
        let check = CheckKind.file(path: "a.py", .meansSolution)
        return try judge(check, evidence(file: "a.py", text), solution: ["a.py": Array(wanted.utf8)]).isPassed
    }

    @Test(arguments: [
        wanted, "import a\ndef f():\n  return 'Hi there'\nif x:\n\tf(port = 1,y=[1,2,],)",
        "# mine\nimport a # x\n\n\ndef f( ):\n        # deep\n        return \"#1\"\nif x :\n f(port=1, y=[1, 2])\n",
        "import a\r\ndef f():\r\n    return \"Hello\"\r\nif x:\r\n    f(port=1, y=[1, 2])\r\n",
    ])
    func anotherSpellingPasses(text: String) throws { #expect(try Self.passes(text)) }

    @Test(arguments: [
        "", "import a\n", wanted + "g()\n", wanted.replacing("port=1", with: "port=2"),
        wanted.replacing("    return", with: "return"),
        wanted.replacing("Hello", with: ""), wanted.replacing("    f(", with: "f("),
        wanted.replacing("def f():", with: "def f()"),
        wanted.replacing("import a", with: "#import a"),
    ])
    func anotherMeaningDoesNot(text: String) throws { #expect(try !Self.passes(text)) }
}

@Suite struct ImageFileCheckTests {
    @Test(arguments: [
        ("diary.py", true), ("/srv/diary/diary.py", true), ("/app/diary.py", false), ("drafts", true),
        ("/srv/diary/drafts/", true),
        ("draft", false), ("drafts/b.txt", false),
    ])
    func aPathBelowWorkdirAndAFolderAreFound(path: String, isThere: Bool) throws {
        var config = ImageConfig(platform: .host)
        config.config.workingDirectory = "/srv/diary"
        var evidence = Evidence()
        evidence.images["d:v1"] = ImageEvidence(
            id: "sha256:1", config: config, size: 1, files: ["srv/diary/diary.py", "srv/diary/drafts/a.txt"])
        let path = path.hasSuffix("/") ? String(path.dropLast()) : path
        #expect(try judge(.image(reference: "d:v1", .hasFile(path: path)), evidence).isPassed == isThere)
        #expect(try judge(.image(reference: "d:v1", .lacksFile(path: path)), evidence).isPassed != isThere)
    }
}

@Suite struct SilentPageTests {
    /// What the doctor has seen goes before what the author expected.
    @Test func aContainerThatDoesNotAnswerIsToldWithItsCause() throws {
        var evidence = Evidence()
        evidence.pages["u"] = .silent(
            cause: "The program listens on 127.0.0.1:5000.", advice: "Have it listen on 0.0.0.0.")
        let verdict = try judge(
            .http(url: "u", status: 200, contains: nil), evidence, advice: "Run it with -p 5000:5000.")
        #expect(verdict.failure?.found == "The program listens on 127.0.0.1:5000.")
        #expect(verdict.failure?.advice == "Have it listen on 0.0.0.0.")
    }
}
