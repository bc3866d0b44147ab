import LessonFormat
import SelfChecks
import Testing

@Suite struct RunningCheckTests {
    private func evidence() -> Evidence {
        var evidence = Evidence()
        evidence.containers = [ContainerEvidence(image: "a:v1", hostPorts: [5000])]
        evidence.pages = ["u": .answered(status: 200, body: "Hello\n"), "dead": .unreachable("nothing listens")]
        evidence.commands = ["true": CommandEvidence(status: 0, output: "fine")]
        evidence.answers = ["q": 2]
        return evidence
    }

    @Test(arguments: [
        (CheckKind.container(image: "a:v1", .running), true), (.container(image: "a:v1", .publishes(port: 5000)), true),
        (.container(image: "a:v1", .publishes(port: 80)), false), (.container(image: "b:v1", .running), false),
        (.http(url: "u", status: 200, contains: "Hello"), true), (.http(url: "u", status: 404, contains: nil), false),
        (.http(url: "u", status: 200, contains: "Bye"), false), (.http(url: "dead", status: 200, contains: nil), false),
        (.command(line: "true", status: 0, contains: "fine"), true),
        (.command(line: "true", status: 1, contains: nil), false),
        (.command(line: "true", status: 0, contains: "bad"), false),
        (.quiz(Quiz(id: "q", question: "?", choices: [.init("a"), .init("b")], answer: 2)), true),
        (.quiz(Quiz(id: "q", question: "?", choices: [.init("a"), .init("b")], answer: 1)), false),
    ])
    func whatRuns(kind: CheckKind, passes: Bool) throws {
        #expect(try judge(kind, evidence()).isPassed == passes)
        #expect(try judge(kind, Evidence()).isWaiting, "without evidence nothing is judged")
    }

    @Test func aCheckNamesWhatItNeeds() throws {
        func needs(_ kind: CheckKind) -> EvidenceNeeds { Check(id: "c", title: "", kind: kind).needs }
        #expect(needs(.folder(path: ".")).files == ["."])
        #expect(needs(.image(reference: "a", .sameAs("b"))).images == ["a", "b"])
        #expect(needs(.image(reference: "a", .hasFile(path: "x"))).imageFiles == ["a"])
        #expect(needs(.build(.succeeded)).lastBuild && needs(.predict).lastBuild)
        #expect(needs(.container(image: "a", .running)).containers)
        #expect(needs(.http(url: "u", status: 200, contains: nil)).pages == ["u"])
        #expect(needs(.command(line: "l", status: 0, contains: nil)).commands == ["l"])
        #expect(needs(.quiz(Quiz(id: "q", question: "", choices: [], answer: 1))).isEmpty)
    }

    @Test func aCommandThatDoesNotEndIsTold() throws {
        var evidence = Evidence()
        evidence.commands["sleep 99"] = CommandEvidence(stoppedAfter: 20, output: "")
        let verdict = try judge(.command(line: "sleep 99", status: 124, contains: nil), evidence)
        #expect(verdict.failure?.found == "it did not end within 20 seconds")
    }
}
