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
}
