import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// Containers outlive their end, and their starter: what scripts, tutorials and terminals count on.
    @Suite(
        .needsBusybox,
        .timeLimit(.minutes(20)))
    struct ContainerLifeTests {
        let lab: ContainerLab

        init() throws { lab = try ContainerLab() }

        @Test func whatAContainerHasWrittenIsThereWhenItStartsAgain() throws {
            defer { lab.remove() }
            let id = try lab("create", "--name", "box", "life:v1", "sh", "-c", "echo x >>/f; cat /f; exit 3")
            #expect(id.status == 0 && id.output.count == 65, "\(id.errors)")
            #expect(try lab("ps", "-a", "--format", "{{.Status}}").output == "Created\n")
            #expect(try lab("start", "-a", "box").status == 3)
            let again = try lab("start", "-a", "box")
            #expect(again.status == 3 && again.output == "x\nx\n", "\(again.errors)")
            #expect(try lab("wait", "box").output == "3\n")
            #expect(try lab("diff", "box").output == "A /f\n")
            #expect(try lab("cp", "box:/f", "-").status == 0)
            #expect(try lab("rm", "box").status == 0)
            #expect(try lab("start", "box").status == 1)
        }

        @Test func filesAreCopiedInAndOut() throws {
            defer { lab.remove() }
            try lab.project.write("tree/a/b", "deep\n")
            #expect(try lab("run", "-d", "--name", "box", "life:v1", "sh", "-c", "sleep 1000").status == 0)
            for isRunning in [true, false] {
                let name = isRunning ? "one" : "two"
                let copied = try lab("cp", "tree", "box:/\(name)")
                #expect(copied.status == 0, "\(copied.errors)")
                #expect(try lab("cp", "box:/\(name)/a/b", "\(name)-file").status == 0)
                #expect(try lab("cp", "box:/\(name)/.", "\(name)-content").status == 0)
                for file in ["\(name)-file", "\(name)-content/a/b"] {
                    let text = try String(contentsOf: lab.project.folder.appending(path: file), encoding: .utf8)
                    #expect(text == "deep\n")
                }
                if isRunning {
                    #expect(try lab("exec", "box", "sh", "-c", "cat /one/a/b; rm -r /one").output == "deep\n")
                }
                #expect(try lab("cp", "box:/nosuch", ".").status == 1)
                if isRunning { #expect(try lab("kill", "box").status == 0) }
            }
            #expect(try lab("diff", "box").output == "A /two\nA /two/a\nA /two/a/b\n")
        }

        @Test func anImageIsMadeOfAContainer() throws {
            defer { lab.remove() }
            #expect(try lab("run", "--name", "box", "life:v1", "sh", "-c", "echo new >/f; rm /etc/group").status == 0)
            let made = try lab("commit", "-m", "said", "box", "life:v2")
            #expect(made.status == 0 && made.output.hasPrefix("sha256:"), "\(made.errors)")
            #expect(try lab("commit", "-c", "CMD [\"sh\", \"-c\", \"cat /f\"]", "box", "life:v3").status == 0)
            let dangling = try lab("images", "-q", "--filter", "dangling=true").output
            let builds = try lab("builds").output.split(separator: "\n").count
            #expect(try lab("commit", "-m", "said", "-c", "ENV A=1", "box", "life:v6").output.hasPrefix("sha256:"))
            #expect(try lab("inspect", "-f", "{{.Comment}}", "life:v6").output == "said\n")
            #expect(try lab("run", "--rm", "life:v6", "sh", "-c", "cat /f; echo $A").output == "new\n1\n")
            let out = try lab("run", "--rm", "life:v2", "sh", "-c", "cat /f; test -e /etc/group || echo gone")
            #expect(out.output == "new\ngone\n", "\(out.errors)")
            #expect(try lab("run", "--rm", "life:v3").output == "new\n")
            #expect(try lab("export", "-o", "box.tar", "box").status == 0)
            let names = try lab.program.run(["tar", "-tf", "box.tar"]).output.split(separator: "\n")
            #expect(names.contains("f") && names.contains("etc/passwd") && !names.contains("etc/group"))
            #expect(try lab("import", "box.tar", "life:v4").status == 0)
            #expect(try lab("run", "--rm", "life:v4", "/bin/sh", "-c", "cat /f").output == "new\n")
            let command = "CMD [\"/bin/sh\", \"-c\", \"cat /f\"]"
            #expect(try lab("import", "-c", command, "box.tar", "life:v5").output.hasPrefix("sha256:"))
            #expect(try lab("run", "--rm", "life:v5").output == "new\n")
            #expect(try lab("images", "-q", "--filter", "dangling=true").output == dangling)
            #expect(try lab("builds").output.split(separator: "\n").count == builds, "a change is not kept")
        }

        @Test func anImageOfAContainerIsNotRemoved() throws {
            defer { lab.remove() }
            #expect(try lab("create", "--name", "box", "life:v1", "sh").status == 0)
            #expect(try lab("rmi", "life:v1").status == 1)
            #expect(try lab("rm", "box").status == 0)
            #expect(try lab("rmi", "life:v1").status == 0)
        }

        @Test func killingAndRemovingFollowEachOther() throws {
            defer { lab.remove() }
            for _ in 0..<10 {
                #expect(try lab("run", "-d", "--name", "box", "life:v1", "sh", "-c", "sleep 1000").status == 0)
                #expect(try lab("kill", "box").status == 0)
                let removed = try lab("rm", "box")
                #expect(removed.status == 0, "\(removed.errors)")
            }
        }

        /// As in Docker: the kernel drops the signal, and only the wait ends the container.
        @Test func aProgramThatTakesNoNoticeIsAskedAndWaitedForBeforeItIsKilled() throws {
            defer { lab.remove() }
            #expect(try lab("run", "-d", "--name", "box", "life:v1", "sh", "-c", "sleep 1000").status == 0)
            #expect(try lab("stop", "-t", "1", "box").status == 0)
            #expect(try lab("inspect", "-f", "{{.State.ExitCode}}", "box").output == "137\n")
            // Times are whole seconds, as docker's are.
            let soon = String(Int(Date().timeIntervalSince1970) + 1)
            let signals = try lab(
                "events", "--since", "1h", "--until", soon, "--filter", "event=kill", "--format",
                "{{.Actor.Attributes.signal}}")
            #expect(signals.output == "15\n9\n", "\(signals.errors)")
        }

        @Test func whatIsNotThereIsSaidInDockersWords() throws {
            defer { lab.remove() }
            #expect(try lab("run", "-d", "--name", "box", "life:v1", "sh", "-c", "sleep 1000").status == 0)
            let nothing = try lab("inspect", "nosuch")
            #expect(nothing.status == 1 && nothing.output == "[]\n")
            #expect(nothing.errors == "Error: No such object: nosuch\n")
            #expect(try lab("inspect", "boxx").errors.contains("Did you mean box?"))
            #expect(try lab("inspect", "life:v2").errors.contains("Did you mean life:v1?"))
            for outcome in [
                try lab("exec", "-it", "box", "true"), try lab("run", "--rm", "-it", "life:v1", "true"),
            ] {
                #expect(
                    outcome.status == 1 && outcome.errors.hasPrefix("the input device is not a TTY\n"), "\(outcome)")
            }
        }

        /// What `run` does to have its image is no build that anybody asked for.
        @Test func anImageThatRunLooksForIsNoBuild() throws {
            defer { lab.remove() }
            let before = try lab("builds", "--format", "json").output
            #expect(!before.isEmpty, "the image was built")
            #expect(try lab("run", "--rm", "localhost:1/nosuch:v1", "true").status == 125)
            #expect(try lab("builds", "--format", "json").output == before)
        }

        @Test func aContainerStartsAgainAsItsPolicySays() throws {
            defer { lab.remove() }
            let line = "echo x >>/f; [ $(wc -l </f) -ge 3 ] && exit 0; exit 4"
            #expect(
                try lab("run", "-d", "--restart", "on-failure:5", "--name", "box", "life:v1", "sh", "-c", line).status
                    == 0)
            #expect(try lab("wait", "box").output == "0\n")
            #expect(try lab("start", "-a", "box").status == 0)
            #expect(
                try lab("run", "-d", "--restart", "always", "--name", "bay", "life:v1", "sh", "-c", "exit 1").status
                    == 0)
            #expect(try lab("stop", "bay").status == 0)
            #expect(try lab("ps", "-a", "--filter", "name=bay", "--format", "{{.State}}").output == "exited\n")
            #expect(try lab("run", "--rm", "--restart", "always", "life:v1", "sh").status == 125)
        }

        @Test func aPausedContainerStands() throws {
            defer { lab.remove() }
            let line = "while :; do echo x >>/f; usleep 1000; done"
            #expect(try lab("run", "-d", "--name", "box", "life:v1", "sh", "-c", line).status == 0)
            #expect(try lab("pause", "box").status == 0)
            #expect(try lab("ps", "--format", "{{.State}}").output == "paused\n")
            let size = { try lab("cp", "box:/f", "-").output.count }
            #expect(try size() == size())
            #expect(try lab("pause", "box").status == 1)
            #expect(try lab("unpause", "box").status == 0)
            let before = try size()
            try eventually("the container writes again") { try size() > before }
            #expect(try lab("rm", "-f", "box").status == 0)
        }

        @Test func waitingAndEnding() throws {
            defer { lab.remove() }
            let begun = try lab(
                "run", "-d", "--rm", "--name", "box", "life:v1", "sh", "-c",
                "trap 'exit 7' TERM; while :; do sleep 0.1; done")
            #expect(begun.status == 0, "\(begun.errors)")
            let waiting = try lab.program.start(lab.words("wait", "box"), output: Pipe(), errors: Pipe())
            // Its name is looked up before it waits at the socket of the container's owner.
            let sleeping = "/proc/\(waiting.processIdentifier)/wchan"
            try eventually("it waits") { try String(contentsOfFile: sleeping, encoding: .utf8).contains("unix") }
            #expect(try lab("rename", "box", "bay").status == 0)
            #expect(try lab("restart", "-t", "5", "nosuch").status == 1)
            #expect(try lab("stop", "bay").status == 0)
            waiting.waitUntilExit()
            let output = try #require(waiting.standardOutput as? Pipe).fileHandleForReading.readDataToEndOfFile()
            #expect(String(decoding: output, as: UTF8.self) == "7\n")
            #expect(try lab("ps", "-aq").output.isEmpty)
        }

        /// With a network of its own the client has a second thread, which must not take the signal in the usual way.
        @Test func aSignalOfTheClientGoesToTheContainer() throws {
            defer { lab.remove() }
            let line = "trap 'echo got; exit 3' TERM; echo ready; while :; do sleep 0.1; done"
            let client = try lab.program.start(
                lab.words("run", "--network", "bridge", "--name", "box", "life:v1", "sh", "-c", line), output: Pipe(),
                errors: Pipe())
            try eventually("the container is ready") { try lab("logs", "box").output == "ready\n" }
            kill(client.processIdentifier, SIGTERM)
            client.waitUntilExit()
            #expect(client.terminationStatus == 3)
            let output = try #require(client.standardOutput as? Pipe).fileHandleForReading.readDataToEndOfFile()
            #expect(String(decoding: output, as: UTF8.self) == "ready\ngot\n")
            // When it was started is known after its end.
            let started = try lab("inspect", "--format", "{{.State.StartedAt}} {{.RestartCount}}", "box").output
            #expect(!started.hasPrefix("0001") && started.hasSuffix(" 0\n"), "\(started)")
            let pruned = try lab("container", "prune", "-f").output
            #expect(pruned.contains("\n\nTotal reclaimed space: "), "\(pruned)")
        }

        @Test func aContainerThatTakesTooMuchMemoryIsToldSo() throws {
            defer { lab.remove() }
            // The shell's own memory grows with the text.
            let line = "x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done"
            let run = try lab("run", "--name", "box", "--memory", "16m", "life:v1", "sh", "-c", line)
            // Where a limit cannot be set the command says so, and there is nothing to see.
            guard !run.errors.contains("--memory") else { return }
            #expect(run.status == 137, "\(run.errors)")
            #expect(try lab("inspect", "--format", "{{.State.OOMKilled}}", "box").output == "true\n")
            #expect(run.errors.contains("used more memory than it may"), "\(run.errors)")
        }

        @Test func healthIsShown() throws {
            defer { lab.remove() }
            #expect(
                try lab(
                    "run", "-d", "--name", "box", "--health-cmd", "test -e /well", "--health-interval", "100ms",
                    "--health-retries", "2", "life:v1", "sh", "-c", "sleep 1000"
                ).status == 0)
            let status = { try lab("ps", "--format", "{{.Status}}").output }
            try eventually("it is unhealthy") { try status().contains("(unhealthy)") }
            #expect(try lab("exec", "box", "sh", "-c", ">/well").status == 0)
            try eventually("it is healthy") { try status().contains("(healthy)") }
            #expect(try lab("rm", "-f", "box").status == 0)
        }

        @Test func logsAreCutByTheirTimes() throws {
            defer { lab.remove() }
            #expect(try lab("run", "--name", "box", "life:v1", "sh", "-c", "echo o; echo e >&2").status == 0)
            let all = try lab("logs", "box")
            #expect(all.output == "o\n" && all.errors == "e\n")
            for (flags, lines) in [
                (["--since", "1h"], "o\n"), (["--since", "2099-01-01"], ""), (["--until", "1h"], ""),
                (["--until", "2099-01-01T00:00:00Z"], "o\n"), (["--tail", "-1"], "o\n"), (["-n", "0"], ""),
                (["--details"], "o\n"),
            ] {
                let shown = try lab.program.run([Program.binary, "logs"] + flags + ["box"])
                #expect(shown.output == lines, "\(flags): \(shown.errors)")
            }
            #expect(try lab("logs", "--since", "nonsense", "box").status != 0)
        }

        @Test func execEndsAsDockersDoes() throws {
            defer { lab.remove() }
            #expect(try lab("run", "-d", "--name", "box", "life:v1", "sh", "-c", "sleep 1000").status == 0)
            for (words, status) in [
                (["box", "sh", "-c", "exit 5"], 5), (["box", "nosuch"], 127), (["box", "/etc"], 126),
                (["nosuch", "sh"], 1),
            ] as [([String], Int32)] {
                #expect(try lab.program.run([Program.binary, "exec"] + words).status == status, "\(words)")
            }
            #expect(try lab("kill", "box").status == 0)
            #expect(try lab("exec", "box", "sh").status == 1)
        }
    }
}

/// A project with a store of its own and an image `life:v1` of busybox.
struct ContainerLab {
    let project: Project
    let program: Program

    init() throws {
        (project, program) = try Project.withBusybox(
            named: "life",
            """
            FROM scratch
            COPY --chmod=755 busybox /bin/sh
            COPY passwd group /etc/
            ENV PATH=/bin
            """)
        try project.write("passwd", "root:x:0:0::/:/bin/sh\napp:x:1234:50::/app:/bin/sh\n")
        try project.write("group", "staff:x:50:\nwheel:x:10:\n")
        let built = try program("build", "-t", "life:v1", ".")
        try #require(built.status == 0, "\(built.errors)")
    }

    func callAsFunction(_ arguments: String...) throws -> Program.Outcome { try program.run(words(arguments)) }

    func words(_ arguments: String...) -> [String] { words(arguments) }

    /// Without a network, which none of these containers needs, unless one is named.
    private func words(_ arguments: [String]) -> [String] {
        let makes = ["run", "create"].contains(arguments.first) && !arguments.contains("--network")
        let (command, rest) = (arguments.prefix(1), arguments.dropFirst())
        return [Program.binary] + command + (makes ? ["--network", "none"] : []) + rest
    }

    func remove() {
        let ids = (try? program("ps", "-aq"))?.output.split(separator: "\n").map(String.init) ?? []
        if !ids.isEmpty { _ = try? program.run([Program.binary, "rm", "-fv"] + ids) }
        project.remove()
    }
}
