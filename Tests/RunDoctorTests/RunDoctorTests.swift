import DockerWords
import Testing

@testable import RunDoctor

/// A table of containers that ended, do not answer or could not start, and why.
@Suite struct RunDoctorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var evidence: RunEvidence
        var faults: [RunFault]
        var testDescription: String { name }

        init(_ name: String, _ evidence: RunEvidence, _ faults: RunFault...) {
            self.name = name
            self.evidence = evidence
            self.faults = faults
        }
    }

    @Test(arguments: portCases + startCases + logCases + endCases)
    func theCauseIsToldWhereTheEvidenceShowsIt(_ row: Case) {
        #expect(RunDoctor.faults(in: row.evidence) == row.faults)
    }

    /// What is told can be acted on, and quotes nothing of an enum.
    @Test func everyFaultHasWords() {
        let cases = Self.portCases + Self.startCases + Self.logCases + Self.endCases
        for fault in cases.flatMap(\.faults) {
            #expect(fault.sentence.hasSuffix(".") || fault.sentence.contains(": "), "\(fault)")
            #expect(!fault.advice.isEmpty && !fault.sentence.contains("Optional("), "\(fault)")
        }
    }

    /// A shell that says `exit 137` has met no signal.
    @Test func aStatusAloneIsNotTakenForASignal() {
        let words = RunFault.signal(9).sentence
        #expect(words.hasPrefix("The exit status is 137,") && words.contains("signal 9"), "\(words)")
    }

    /// On a network of containers, port 53 is that of the name server.
    @Test(arguments: [
        ("dnsmasq: failed to create listening socket for port 53: Address in use", RunFault.namePortInUse),
        ("listen udp 0.0.0.0:53: bind: address already in use", .namePortInUse),
        ("listen tcp 10.53.0.2:80: bind: address already in use", .addressInUse),
    ])
    func aServerOfNamesIsToldHowItGetsItsPort(_ log: String, _ fault: RunFault) {
        #expect(RunDoctor.faults(in: Self.ended(1, log: log + "\n")) == [fault])
        #expect(fault.advice.contains("53/udp") == (fault == .namePortInUse))
    }

    /// The flaw is named, and the list is written as JSON.
    @Test(arguments: [
        (
            "['python', 'app.py']", "it has single quotes where JSON has double ones",
            "Write [\"python\", \"app.py\"] in"
        ),
        ("[\"python\", \"app.py\"", "its `]` is missing", "Write [\"python\", \"app.py\"] in"),
        ("['sh', '-c', 'echo hi']", "single quotes", "Write [\"sh\", \"-c\", \"echo hi\"] in"),
        ("[\"a\", \"b\"] && c", "`&& c` stands behind its `]`", "Write it without brackets"),
    ])
    func aListThatIsNotJSONIsMended(line: String, cause: String, advice: String) {
        let fault = RunFault.arrayIsShellLine(line)
        #expect(fault.sentence.contains(cause) && fault.sentence.hasSuffix("."), "\(fault.sentence)")
        #expect(fault.advice.hasPrefix(advice), "\(fault.advice)")
    }

    /// What has words in Docker leads to them.
    @Test func faultsLeadToDockersWords() {
        #expect(RunFault.portTakenByProgram(port: 1, name: nil).dockerFault?.name == "port-allocated")
        #expect(RunFault.arrayIsShellLine("[").dockerFault?.name == "shell-not-found")
        #expect(RunFault.noInterpreterLine("x").dockerFault?.name == "exec-format")
        #expect(RunFault.carriageReturn("x").dockerFault?.name == "exec-no-such-file")
        #expect(RunFault.listensOnLoopback(port: 1).dockerFault?.name == "connection-reset")
        #expect(RunFault.nothingPublished(port: 1).dockerFault?.name == "connection-refused")
        #expect(RunFault.nothingInForeground(program: "sh").dockerFault == nil)
    }

    @Test func aMissingShellIsAnsweredWithTheOneThatIsThere() {
        let typed = RunFault.shellMissing("bash", command: "docker run -it my-app sh")
        #expect(typed.sentence == "There is no program `bash` in the image; there is `sh`.")
        #expect(typed.advice == "Use sh, which the image has: docker run -it my-app sh")
        #expect(typed.dockerFault?.name == "executable-not-found")
        #expect(
            RunFault.shellMissing("/bin/bash", command: nil).advice
                == "Use sh, which the image has, in place of /bin/bash; or install bash in a RUN.")
    }

    @Test(arguments: [
        ("['python', 'app.py']", "[\"python\", \"app.py\"]"), ("[“python”,“app.py”]", "[\"python\", \"app.py\"]"),
        ("[python app.py]", "[\"python\", \"app.py\"]"), ("[\"python\", \"app.py\"", "[\"python\", \"app.py\"]"),
    ])
    func theArrayThatWasMeantIsWritten(line: String, meant: String) { #expect(RunFault.array(line) == meant) }

    /// Whatever a log says, it is read to its end, and the same twice.
    @Test func anyLogIsRead() {
        let pieces = [
            "File \"", "\", line ", "9", "'", "Error: ", "\r'", "sh: ", ": not found", "\n", "  ",
            "ImportError: cannot import name ", "/site-packages/",
        ]
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let evidence = Self.ended(1, log: first + second + third)
                    #expect(RunDoctor.faults(in: evidence) == RunDoctor.faults(in: evidence))
                }
            }
        }
    }
}
