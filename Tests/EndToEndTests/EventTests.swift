import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// `events`, and what else tells of containers afterwards.
    @Suite(
        .needsBusybox,
        .timeLimit(.minutes(20)))
    struct EventTests {
        let lab: ContainerLab

        init() throws { lab = try ContainerLab() }

        @Test func whatHappensIsShown() throws {
            defer { lab.remove() }
            #expect(try lab("run", "--name", "box", "life:v1", "sh", "-c", "exit 3").status == 3)
            #expect(try lab("rm", "box").status == 0)
            // Times are whole seconds, as docker's are.
            let soon = String(Int(Date().timeIntervalSince1970) + 1)
            let words = ["--since", "1h", "--until", soon, "--format", "{{.Action}} {{.Actor.Attributes.name}}"]
            let shown = try lab.program.run([Program.binary, "events", "-f", "type=container"] + words)
            #expect(shown.output == "create box\nstart box\ndie box\ndestroy box\n", "\(shown)")
            let died = try lab("events", "--since", "1h", "--until", "0s", "-f", "event=die", "--format", "json")
            #expect(died.output.contains("\"exitCode\":\"3\"") && died.output.contains("\"Type\":\"container\""))
            #expect(try lab("events", "-f", "nosuch=1").status == 1)
            #expect(try lab("events", "--since", "yesterday").status == 1)
        }

        @Test func buildsAndFurtherCommandsAreShown() throws {
            defer { lab.remove() }
            #expect(try lab("run", "-d", "--name", "box", "life:v1", "sh", "-c", "sleep 1000").status == 0)
            #expect(try lab("exec", "box", "sh", "-c", "exit 3").status == 3)
            #expect(try lab("rm", "-f", "box").status == 0)
            try lab.project.write("again/Dockerfile", "FROM life:v1\nLABEL a=b\n")
            #expect(try lab("build", "-q", "-t", "again:v1", "again").status == 0)
            let words = ["--since", "1h", "--until", String(Int(Date().timeIntervalSince1970) + 1)]
            let images = try lab.program.run(
                [Program.binary, "events", "-f", "type=image"] + words + [
                    "--format", "{{.Action}} {{.Actor.Attributes.name}}",
                ])
            #expect(images.output.hasSuffix("tag again:v1\n"), "\(images)")
            let execs = try lab.program.run([Program.binary, "events", "--format", "{{.Action}}"] + words).output
            #expect(execs.contains("exec_create: sh -c exit 3\nexec_start: sh -c exit 3\nexec_die\n"), "\(execs)")
        }

        /// A container that runs when the machine goes down runs again after the first command.
        @Test func startsAgainAfterTheMachineHas() throws {
            defer { lab.remove() }
            for name in ["kept", "other"] {
                let policy = name == "kept" ? "unless-stopped" : "no"
                let begun = try lab(
                    "run", "-d", "--restart", policy, "--name", name, "life:v1", "sh", "-c", "sleep 1000")
                #expect(begun.status == 0, "\(begun.errors)")
            }
            let containers = URL(filePath: lab.program.home).appending(path: "containers")
            // The state after the machine has started again: the owners are gone, and the boot has another ID.
            for name in ["kept", "other"] {
                let text = try lab("inspect", "-f", "{{.State.Pid}}", name).output
                let process = try #require(Int32(text.trimmingCharacters(in: .newlines)))
                kill(try #require(Self.owner(of: process)), SIGKILL)
                try eventually("\(name) has ended") { kill(process, 0) != 0 }
            }
            try Data("another".utf8).write(to: containers.appending(path: ".boot"))
            let shown = try lab("ps", "--format", "{{.Names}}")
            #expect(shown.output == "kept\n" && shown.errors.contains("Started kept again"), "\(shown)")
            #expect(
                try lab("ps", "-a", "--filter", "name=other", "--format", "{{.Status}}").output.hasPrefix(
                    "Exited (137)"))
        }

        /// The process that holds a container: the parent of the runtime's.
        private static func owner(of process: Int32) -> Int32? {
            guard let text = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return nil }
            let line = text.split(separator: "\n").first { $0.hasPrefix("PPid:") }
            return line?.split(separator: "\t").last.flatMap { Int32($0) }
        }

        @Test func filesGoIntoVolumesOfAContainerThatHasEnded() throws {
            defer { lab.remove() }
            try lab.project.write("new", "text\n")
            #expect(
                try lab(
                    "run", "--name", "box", "-v", "data:/data", "-v", "kept:/kept:ro", "life:v1", "sh", "-c",
                    "echo old >/data/old"
                ).status == 0)
            let copied = try lab("cp", "new", "box:/data/new")
            #expect(copied.status == 0, "\(copied.errors)")
            #expect(try lab("cp", "new", "box:/kept/new").status == 1)
            #expect(try lab("cp", "box:/data/old", "back").status == 0)
            let text = try String(contentsOf: lab.project.folder.appending(path: "back"), encoding: .utf8)
            #expect(text == "old\n")
            let other = try lab("run", "--rm", "-v", "data:/d", "life:v1", "sh", "-c", "cat /d/new")
            #expect(other.output == "text\n", "\(other.errors)")
            #expect(try lab("diff", "box").output.isEmpty)
        }
    }
}
