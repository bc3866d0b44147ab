import DockerfileSyntax
import Testing

/// Lines of a shell that stand in a Dockerfile without RUN.
@Suite struct ShellLineTests {
    private static func faults(_ text: String) -> [Diagnostic] { Dockerfile.parse(text).diagnostics }

    @Test(arguments: [
        "pip install flask", "apt-get update", "cd /app", "echo hello", "./run.sh", "/bin/true",
        "FLASK_ENV=x flask run",
    ])
    func aShellCommandIsCalledOne(line: String) throws {
        let fault = try #require(Self.faults("FROM alpine\n\(line)\n").first { $0.severity == .error })
        #expect(fault.fault.message.contains("is a shell command, not an instruction"), "\(fault.fault.message)")
        #expect(fault.fault.expected?.hasPrefix("RUN before") == true && fault.fault.suggestion == nil)
        #expect(fault.range.start.line == 2)
    }

    @Test(arguments: ["&& apk add curl", "|| true", "| sort", "--no-cache flask", "-r requirements.txt"])
    func whatGoesOnNamesTheBackslashAbove(line: String) throws {
        let fault = try #require(
            Self.faults("FROM alpine\nRUN apk update\n  \(line)\n").first { $0.severity == .error })
        #expect(fault.fault.message.contains("goes on with the line above"), "\(fault.fault.message)")
        #expect(fault.fault.expected?.contains("at the end of the line above") == true)
    }

    @Test(arguments: ["fi", "done", "then", "else", "esac", "done;"])
    func aWordInsideACommandIsToldAsOne(line: String) throws {
        let fault = try #require(Self.faults("FROM alpine\nRUN x\n\(line)\n").first)
        #expect(fault.fault.message.contains("belongs to a shell command above"), "\(fault.fault.message)")
    }

    @Test(arguments: ["RUN[\"ls\"]", "FROMpython:3.11", "WORKDIR/app", "EXPOSE5000", "run\"x\"", "COPY./a /b"])
    func aMissingBlankIsNamed(line: String) throws {
        let fault = try #require(Self.faults("FROM alpine\n\(line)\n").first)
        #expect(fault.fault.message.hasPrefix("a blank is missing behind"), "\(fault.fault.message)")
    }

    /// What is wrong is told by its cause, not by what came of it.
    @Test(
        arguments: [
            ("ENV A = b", nil), ("ENV A=1 B = c", "`B` of ENV has a blank"), ("ENV A= b", "`A` of ENV has a blank"),
            ("LABEL A=1 B =c", "`B` of LABEL has a blank"), ("ARG A = b", "`A` of ARG has a blank"),
            ("ENV A=1 # b", "`#` begins a comment only"), ("FROM a # b", "`#` begins a comment only"),
            ("HEALTHCHECK NONE # b", "`#` begins a comment only"),
        ] as [(String, String?)])
    func theCauseIsTold(line: String, words: String?) {
        let message = Self.faults("FROM alpine\n\(line)\n").first?.fault.message
        #expect(words.map { message?.hasPrefix($0) == true } ?? (message == nil), "\(message ?? "")")
    }

    @Test func aFileInUTF16IsToldOnce() {
        let units = "FROM a\nRUN b\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        for bytes in [units, [0xFF, 0xFE] + units] {
            #expect(Dockerfile.parse(utf8: bytes).diagnostics.map(\.fault) == [.utf16])
        }
    }

    @Test func aDestinationIsProposed() {
        #expect(Self.faults("FROM a\nCOPY r.txt\n").first?.fault.expected?.hasPrefix("COPY r.txt .") == true)
    }

    @Test(arguments: [("COPPY a b", "COPY"), ("RUNN x", "RUN"), ("FORM x", "FROM")])
    func aMisspeltInstructionIsStillOne(line: String, meant: String) throws {
        let fault = try #require(Self.faults("FROM alpine\n\(line)\n").first { $0.severity == .error })
        #expect(fault.fault.message.contains("is not an instruction") && fault.fault.suggestion == meant)
    }
}
