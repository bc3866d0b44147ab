import Foundation
import Testing

extension EndToEnd {
    /// What is not a file, or is far too large, under the names that the program reads: it says so, and ends.
    @Suite(.enabled(if: Program.isBuilt, "needs ./slipway test"), .timeLimit(.minutes(20)))
    struct StrangeFileTests {
        private func project() throws -> (Project, Program) {
            let project = try Project(named: "strange")
            var program = Program(folder: project.folder)
            program.home = project.folder.appending(path: "home").path
            return (project, program)
        }

        /// The commands run under `timeout`, so that one that waits for ever fails the test and not its suite.
        private func run(_ words: [String], _ program: Program) throws -> Program.Outcome {
            try program.run(["timeout", "60", Program.binary] + words)
        }

        @Test(arguments: [
            ("mkfifo Dockerfile", "a named pipe (FIFO)"), ("ln -s /dev/zero Dockerfile", "a device"),
            ("mkdir Dockerfile", "a folder"), ("truncate -s 1T Dockerfile", "larger than 16 MiB"),
        ])
        func aDockerfileThatIsNoFileIsRefused(_ make: String, _ words: String) throws {
            let (project, program) = try project()
            defer { project.remove() }
            try #require(try program.run(["bash", "-c", make]).status == 0)
            for command in [
                ["lint", "Dockerfile"], ["parse", "Dockerfile"], ["build", "."], ["build", "--check", "."],
            ] {
                let outcome = try run(command, program)
                #expect(outcome.status != 0 && outcome.status != 124, "\(command) \(outcome)")
                #expect((outcome.output + outcome.errors).contains(words), "\(command) \(outcome)")
            }
        }

        @Test(arguments: ["mkfifo .dockerignore", "ln -s /dev/zero .dockerignore"])
        func aDockerignoreThatIsNoFileIsRefused(_ make: String) throws {
            let (project, program) = try project()
            defer { project.remove() }
            try #require(try program.run(["bash", "-c", "echo FROM scratch >Dockerfile; \(make)"]).status == 0)
            for command in [["lint", "Dockerfile"], ["build", "."]] {
                let outcome = try run(command, program)
                #expect(outcome.status != 0 && outcome.status != 124, "\(command) \(outcome)")
                #expect((outcome.output + outcome.errors).contains(".dockerignore"), "\(command) \(outcome)")
            }
        }

        /// A stream that the shell opens is what somebody asked for.
        @Test func aDockerfileFromAProcessIsRead() throws {
            let (project, program) = try project()
            defer { project.remove() }
            let outcome = try program.run(
                [
                    "bash", "-c",
                    "timeout 60 '\(Program.binary)' parse <(echo FROM scratch); echo FROM a | timeout 60 '\(Program.binary)' parse -",
                ])
            #expect(outcome.output.contains("scratch") && outcome.status == 0, "\(outcome)")
        }

        /// 557 bytes that stand for a terabyte.
        @Test func aVariableThatDoublesIsAnErrorWithItsPlace() throws {
            let (project, program) = try project()
            defer { project.remove() }
            let text = "FROM scratch\nENV A=x\n" + String(repeating: "ENV A=$A$A\n", count: 40)
            try text.write(to: project.folder.appending(path: "Dockerfile"), atomically: true, encoding: .utf8)
            for command in [["lint", "Dockerfile"], ["build", "."], ["build", "--check", "."]] {
                let outcome = try run(command, program)
                #expect(outcome.status != 0 && outcome.status != 124, "\(command) \(outcome)")
                #expect((outcome.output + outcome.errors).contains("Dockerfile:23:7"), "\(command) \(outcome)")
            }
        }
    }
}
