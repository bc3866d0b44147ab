import Foundation
import Testing

extension EndToEnd {
    /// Why a container ends, is silent or cannot start, as the program tells it.
    @Suite(
        .needsBusybox,
        .timeLimit(.minutes(20)))
    struct RunDoctorTests {
        /// A project with a base image `box:v1`, which has a shell and nothing else.
        private func project() throws -> (Project, Program) {
            let (project, program) = try Project.withBusybox(
                named: "doctor",
                """
                FROM scratch
                COPY --chmod=755 busybox /bin/sh
                COPY --chmod=755 busybox /bin/httpd
                COPY etc /etc
                ENV PATH=/bin

                """)
            try project.write("etc/passwd", "root:x:0:0::/:/bin/sh\napp:x:1234:50::/app:/bin/sh\n")
            let built = try program("build", "-t", "box:v1", ".")
            try #require(built.status == 0, "\(built.errors)")
            return (project, program)
        }

        @Test func whatCannotStartIsToldWithItsCause() throws {
            let (project, program) = try project()
            defer { project.remove() }
            try project.write("crlf.sh", "#!/bin/sh\r\necho hi\r\n")
            try project.write("plain.sh", "echo hi\n")
            try project.write("bash.sh", "#!/bin/bash\necho hi\n")
            let cases: [(lines: String, words: [String], status: Int32, said: String)] = [
                ("CMD [\"/crlf.sh\"]", [], 127, "end with CR LF"),
                ("CMD [\"/plain.sh\"]", [], 126, "does not say by what it is run"),
                ("CMD [\"/bash.sh\"]", [], 127, "wants to be run by `/bin/bash`"),
                ("CMD [\"/mode.sh\"]", [], 126, "its mode has no x"),
                ("CMD ['sh', '-c', 'true']", [], 127, "single quotes where JSON has double ones"),
                ("CMD [\"shh\"]", [], 127, "There is no program `shh` in the image; there is `sh`"),
                ("CMD [\"sh\"]", ["bash"], 127, "Next: Use sh, which the image has: docker run -it case:v"),
                ("CMD [\"/etc\"]", [], 126, "is a folder"),
                ("CMD [\"sh\"]", ["-p", "5000:5000"], 127, "so it is the command to run, not options"),
                ("USER nobody2\nCMD [\"sh\"]", [], 125, "no user nobody2"),
                ("USER app\nCMD [\"sh\", \"-c\", \": >/etc/x\"]", [], 1, "may not write or read `/etc/x`"),
                ("CMD [\"sh\", \"-c\", \"exit 139\"]", [], 139, "SIGSEGV"),
            ]
            for (number, row) in cases.enumerated() {
                let dockerfile = """
                    FROM box:v1
                    COPY --chmod=755 crlf.sh plain.sh bash.sh /
                    COPY --chmod=644 plain.sh /mode.sh
                    \(row.lines)

                    """
                try project.write("Dockerfile.\(number)", dockerfile)
                let built = try program("build", "-f", "Dockerfile.\(number)", "-t", "case:v\(number)", ".")
                try #require(built.status == 0, "\(built.errors)")
                let command = [Program.binary, "run", "--rm", "--network", "none", "case:v\(number)"] + row.words
                let outcome = try program.run(command)
                #expect(outcome.status == row.status, "\(row.lines) \(row.words): \(outcome.errors)")
                #expect(outcome.errors.contains(row.said), "\(row.lines) \(row.words): \(outcome.errors)")
                #expect(!outcome.errors.contains("\"level\""), "no words of the runtime's own: \(outcome.errors)")
            }
        }

        /// In the background as in the foreground.
        @Test(arguments: [["-d"], []])
        func aMissingShellIsToldWithTheNextStep(options: [String]) throws {
            let (project, program) = try project()
            defer { project.remove() }
            let run = [Program.binary, "run"] + options + ["--rm", "--network", "none"]
            let other = try program.run(run + ["box:v1", "bash"])
            #expect(
                other.status == 127 && other.errors.contains("Next: Use sh, which the image has"), "\(other.errors)")
            #expect(other.output.isEmpty, "no ID of what did not start: \(other.output)")
            try project.write("Dockerfile", "FROM scratch\nCOPY --chmod=755 busybox /httpd\n")
            try #require(try program("build", "-t", "bare:v1", ".").status == 0)
            let none = try program.run(run + ["bare:v1", "sh"])
            #expect(none.status == 127 && none.errors.contains("and no other shell"), "\(none.errors)")
            #expect(none.errors.contains("Next: Name a program that the image has"), "\(none.errors)")
        }

        /// Also later, when nothing of the container runs any more.
        @Test func whatKeptAContainerFromStartingIsKept() throws {
            let (project, program) = try project()
            defer { project.remove() }
            let run = [Program.binary, "run", "--network", "none", "--name"]
            #expect(try program.run(run + ["gone", "box:v1", "nosuch"]).status == 127)
            let error = try program("inspect", "-f", "{{.State.Error}}", "gone").output
            #expect(error.contains("exec: \"nosuch\": executable file not found in $PATH"), "\(error)")
            let doctor = try program("doctor", "gone").output
            #expect(doctor.contains("exit status is 127") && doctor.contains("no program nosuch"), "\(doctor)")
            #expect(try program.run(run + ["three", "box:v1", "sh", "-c", "exit 3"]).status == 3)
            #expect(try program("inspect", "-f", "{{.State.Error}}", "three").output == "\n")
            #expect(try program("doctor", "three").output.contains("ended with exit status 3"))
            let file = try program.run(run + ["file", "-w", "/etc/passwd", "box:v1", "sh", "-c", "exit 0"])
            #expect(file.status != 0 && file.errors.contains("a file of the image"), "\(file.errors)")
            let words = ["-c", "ls"]
            let missing = try program.run(run + ["entry", "--entrypoint", "bash", "box:v1"] + words)
            #expect(missing.status == 127 && missing.errors.contains("no program `bash`"), "\(missing.errors)")
        }

        @Test func whatWentWellIsNotExplained() throws {
            let (project, program) = try project()
            defer { project.remove() }
            for (words, status) in [(["true"], Int32(0)), (["exit 3"], 3), (["echo Error: no"], 0)] {
                let outcome = try program.run(
                    [Program.binary, "run", "--rm", "--network", "none", "box:v1", "sh", "-c"] + words)
                #expect(outcome.status == status && !outcome.errors.contains("Why:"), "\(outcome.errors)")
            }
        }

        @Test func aServerThatOnlyTheContainerReachesIsSeen() throws {
            let (project, program) = try project()
            defer { project.remove() }
            // The system chooses the port.
            let started = try program(
                "run", "-d", "--name", "loop", "-p", "80", "box:v1", "httpd", "-f", "-p", "127.0.0.1:80")
            try #require(started.status == 0, "\(started.errors)")
            defer { _ = try? program("rm", "-f", "loop") }
            try eventually("the doctor sees the socket") {
                try program("doctor", "loop").output.contains("The program listens on 127.0.0.1:80")
            }
            let shell = try program("exec", "loop", "bash")
            #expect(shell.status == 127 && shell.errors.contains("docker exec -it loop sh"), "\(shell.errors)")
            #expect(shell.errors.contains("exec: \"bash\": executable file not found in $PATH"), "\(shell.errors)")
            let ports = try program("ps", "--format", "{{.Ports}}").output
            let port = try #require(ports.firstMatch(of: /:([0-9]+)->80/)).1
            let taken = try program("run", "--rm", "-p", "\(port):80", "box:v1", "sh")
            #expect(taken.status == 125 && taken.errors.contains("is taken by the container loop"), "\(taken.errors)")
            #expect(taken.errors.contains("docker stop loop"), "\(taken.errors)")
            #expect(taken.errors.matches(of: /is taken/).count == 1, "who has the port is said once: \(taken.errors)")
        }

        @Test func errorsOfDockersAreExplained() throws {
            let (project, program) = try project()
            defer { project.remove() }
            let words = try program(
                "explain",
                "docker: Error response from daemon: Bind for 0.0.0.0:5000 failed: port is already allocated.")
            #expect(
                words.status == 0 && words.output.contains("Another container of Docker's has the port"), "\(words)")
            let name = try program("explain", "port-allocated")
            #expect(name.output.contains("Docker says: Bind for … failed: port is already allocated"), "\(name)")
            let line = "printf 'exec /app/run.sh: exec format error\\n' | \(Program.binary) explain"
            let piped = try program.run(["sh", "-c", line])
            #expect(piped.output.contains("does not know how to start the file"), "\(piped)")
            #expect(try program("explain", "nothing", "of", "that").status == 1)
            try project.write("Dockerfile", "FROM scratch\nWORKDRI /app\n")
            let build = try program("build", "--explain", ".")
            #expect(build.status == 1 && build.errors.contains("Docker says: unknown instruction"), "\(build)")
            #expect(try program("explain", "--list").output.contains("exec-format: "))
        }

        @Test func whatWasMeantIsNamed() throws {
            let (project, program) = try project()
            defer { project.remove() }
            let image = try program.run(["env", "SLIPWAY_OFFLINE=1", Program.binary, "history", "bx:v1"])
            #expect(image.errors.contains("Did you mean box:v1?"), "\(image.errors)")
            try project.write("app/Dockerfile.txt", "FROM box:v1\n")
            let named = try program("build", "-t", "x", "app")
            #expect(named.errors.contains("Dockerfile.txt") || named.output.contains("Dockerfile.txt"), "\(named)")
            try project.write("lower/dockerfile", "FROM box:v1\n")
            #expect(try program("build", "-t", "x", "lower").status == 0)
            let dot = try program("build", "-t", "x")
            #expect(dot.status != 0 && dot.errors.contains("put a blank and a dot at the end"), "\(dot.errors)")
        }
    }
}
