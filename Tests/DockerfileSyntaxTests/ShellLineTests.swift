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

    @Test(arguments: [("COPPY a b", "COPY"), ("RUNN x", "RUN"), ("FORM x", "FROM")])
    func aMisspeltInstructionIsStillOne(line: String, meant: String) throws {
        let fault = try #require(Self.faults("FROM alpine\n\(line)\n").first { $0.severity == .error })
        #expect(fault.fault.message.contains("is not an instruction") && fault.fault.suggestion == meant)
    }
}
