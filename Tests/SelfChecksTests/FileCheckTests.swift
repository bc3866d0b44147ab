import LessonFormat
import SelfChecks
import Testing

@Suite struct FileCheckTests {
    @Test(arguments: [
        (FileExpectation.contains("two"), "one\ntwo\n", true), (.contains("two"), "one\n", false),
        (.matches("(?m)^flask==2"), "a\nflask==2.3\n", true), (.matches("(?m)^flask==2"), "# flask==2\n", false),
        (.equalsSolution, "a\nb\n", true), (.equalsSolution, "a  \r\nb\r\n\n\n", true), (.equalsSolution, "a\nb", true),
        (.equalsSolution, "a\n b\n", false), (.equalsSolution, "a\n", false), (.equalsSolution, "a\nb\nc\n", false),
        (.exists, "", true),
    ])
    func whatAFileIs(expectation: FileExpectation, text: String, passes: Bool) throws {
        let verdict = try judge(
            .file(path: "f", expectation), evidence(file: "f", text), solution: ["f": Array("a\nb\n".utf8)])
        #expect(verdict.isPassed == passes, "\(verdict)")
    }

    @Test func theFirstOtherLineIsShownBesideTheExpectedOne() throws {
        let verdict = try judge(
            .file(path: "f", .equalsSolution), evidence(file: "f", "a\nx\n"), solution: ["f": Array("a\nb\n".utf8)])
        #expect(verdict.failure?.found == "line 2: x")
        #expect(verdict.failure?.expected == "line 2: b")
    }

    @Test func aMissingFileAFolderAndAnUnreadableOneAreToldApart() throws {
        var found: [String] = []
        for file in [FileEvidence.missing, .folder, .unreadable("no permission")] {
            var evidence = Evidence()
            evidence.files["f"] = file
            found.append(try #require(try judge(.file(path: "f", .exists), evidence).failure).found)
        }
        #expect(found == ["no f", "a folder called f", "f cannot be read: no permission"])
        #expect(try judge(.file(path: "f", .exists), Evidence()).isWaiting)
    }

    @Test func theLessonsOwnAdviceComesFirst() throws {
        let verdict = try judge(.file(path: "f", .contains("x")), evidence(file: "f", ""), advice: "Write x.")
        #expect(verdict.failure?.advice == "Write x.")
    }

    @Test func aFolderIsNoFile() throws {
        var evidence = Evidence()
        for (file, passes) in [(FileEvidence.folder, true), (.missing, false), (.file([]), false)] {
            evidence.files["."] = file
            #expect(try judge(.folder(path: "."), evidence).isPassed == passes)
        }
    }

    /// Judged while somebody waits, so that no expression and no text may take long.
    @Test(
        .timeLimit(.minutes(20)),
        arguments: ["(a+)+b", "^(?!(a|a)*c)(a|aa)+$(?!a)x", "(.*a){20}b", "(?:a?){100}(?:a?){100}b"])
    func aHostileExpressionEnds(_ pattern: String) throws {
        let text = String(repeating: "a", count: 300)
        #expect(try !judge(.file(path: "f", .matches(pattern)), evidence(file: "f", text)).isPassed)
    }

    @Test func whatIsTooMuchIsTold() throws {
        let text = String(repeating: "a", count: 500_000)
        let verdict = try judge(.file(path: "f", .matches("(?:a?){1000}(?:a?){1000}b")), evidence(file: "f", text))
        #expect(verdict.failure?.found == "f is too large to be compared in time")
    }

    @Test func aLargeFileIsThereAndNotLookedThrough() throws {
        var evidence = Evidence()
        evidence.files["f"] = .large(limit: 1 << 20)
        #expect(try judge(.file(path: "f", .exists), evidence).isPassed)
        #expect(try judge(.file(path: "f", .contains("x")), evidence).failure?.found == "f is larger than 1024 KiB")
        #expect(try !judge(.folder(path: "f"), evidence).isPassed)
    }

    /// Stages see each other's variables here, so that the bound of the language is not enough.
    @Test(.timeLimit(.minutes(20))) func aDockerfileThatDoublesItsVariablesIsJudged() throws {
        let text = "FROM a\nENV A=xxx\n" + String(repeating: "FROM a\nENV A=$A$A\n", count: 40) + "USER app\n"
        let check = CheckKind.dockerfile(path: "f", .has(keyword: "USER", argument: "app"))
        #expect(try judge(check, evidence(file: "f", text)).isPassed)
    }
}

@Suite struct PythonNamesTests {
    private static let wanted = "a = make(x=1, y=2)\n\ndef b():\n    return \"text\"\n\nb(a.b)\n"

    @Test(arguments: [
        ("c = make(y=2, x=1)\ndef d():\n  return 'own'\nd(c.b)\n", true),
        ("a = make(x=1, y=2)\ndef b():\n    return \"\"\nb(a.b)\n", false),
        ("c = make(x=1, y=2)\ndef d():\n    return \"text\"\nd(c.d)\n", false),
        ("c = make(x=2, y=1)\ndef d():\n    return \"text\"\nd(c.b)\n", false),
        ("c = make(x=1, y=2)\ndef d():\n    return \"text\"\nc(d.b)\n", false),
        ("c = make(x=1, y=2)\ndef d():\n    return \"text\"\nb(c.b)\n", false),
    ])
    func namesOfOnesOwnAreFree(text: String, passes: Bool) throws {
        let verdict = try judge(
            .file(path: "f", .meansSolution), evidence(file: "f", text), solution: ["f": Array(Self.wanted.utf8)])
        #expect(verdict.isPassed == passes, "\(verdict)")
    }
}
