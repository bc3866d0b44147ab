import ArgumentParser
import CommandLines
import Testing

/// What belongs to `exec`, and what to the command that it runs.
struct ExecOptionsTests {
    @Test func theWordsBehindTheContainerAreTheCommand() throws {
        let options = try ExecOptions.parse(["--tty", "--env", "A=1", "--user", "5", "web", "ls", "-l", "--all"])
        #expect(options.tty && options.env == ["A=1"] && options.user == "5" && options.container == "web")
        #expect(options.command == ["ls", "-l", "--all"])
    }

    @Test func aContainerIsNeeded() {
        #expect(throws: (any Error).self) { try ExecOptions.parse(["--tty"]) }
    }
}
