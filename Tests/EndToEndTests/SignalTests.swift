import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// Whatever ends a program that has changed its terminal: the terminal is as it was, and whoever waits is told which
    /// signal it was. The lab's own are in `LabTests`.
    @Suite(.enabled(if: Program.isBuilt && Tmux.isThere, "build the program first: ./slipway test"))
    struct SignalTests {
        /// A command line, and what the screen shows once it has changed the terminal.
        struct Case: Sendable, CustomStringConvertible {
            var description: String
            var shown: String
        }

        static let commands = [
            Case(description: "record out.cast -- sh -c 'echo it runs; exec sleep 1000'", shown: "it runs"),
            Case(description: "replay shown.cast", shown: "paused|playing|end"),
        ]

        @Test(.timeLimit(.minutes(20)), arguments: commands, [SIGUSR1, SIGALRM, SIGXCPU, SIGQUIT])
        func theTerminalIsAsItWas(command: Case, number: Int32) throws {
            let project = try Project(named: "signal")
            defer { project.remove() }
            try project.write(
                "shown.cast",
                "{\"version\": 2, \"width\": 20, \"height\": 5}\n[0.1, \"o\", \"a\"]\n[900, \"o\", \"b\"]\n")
            let tmux = try Tmux(columns: 80, rows: 24, folder: project.folder)
            defer { tmux.end() }
            // Quoted for the shell, and once more for the shell in it.
            let words = command.description.replacingOccurrences(of: "'", with: "'\\''")
            let program = "sh -c 'echo $$ > pid; exec \(Program.binary) \(words)'"
            try tmux.type("clear; stty -a > before; \(program); status=$?; stty -a > after; echo ended $status\n")
            let wanted = command.shown.split(separator: "|")
            try tmux.wait(for: command.shown) { screen in
                screen.split(separator: "\n").contains { line in
                    wanted.contains { line.hasPrefix($0) || line.hasPrefix(" \($0)") }
                }
            }
            let id = try String(contentsOf: project.folder.appending(path: "pid"), encoding: .utf8)
            kill(try #require(pid_t(id.trimmingCharacters(in: .newlines))), number)
            try tmux.wait(for: "ended \(128 + number)")
            let modes = try ["before", "after"].map {
                try String(contentsOf: project.folder.appending(path: $0), encoding: .utf8)
            }
            #expect(modes[0] == modes[1])
        }

        /// A limit on the size of files makes a write fail with a message. It does not end the program without a word.
        @Test(.timeLimit(.minutes(20))) func aFileSizeLimitIsTold() throws {
            let project = try Project(named: "limit")
            defer { project.remove() }
            try project.write("Dockerfile", "FROM scratch\nCOPY large /large\n")
            try project.write("large", String(repeating: "0123456789", count: 300_000))
            let program = Program(home: project.folder.appending(path: "home").path, folder: project.folder)
            let line = "ulimit -f 1000; exec \(Program.binary) build -t large:v1 ."
            let build = try program.run(["sh", "-c", line])
            #expect(build.status == 1, "\(build.errors)")
            let said = build.output + build.errors
            #expect(said.contains("larger than the limit on the size of files"), "\(said)")
            let again = try program("build", "-t", "large:v1", ".")
            #expect(again.status == 0, "\(again.errors)")
        }
    }
}
