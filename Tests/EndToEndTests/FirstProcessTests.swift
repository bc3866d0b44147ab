import Foundation
import Testing

extension EndToEnd {
    /// `--init`, in an image that has no C library: the first process is ours, and needs nothing of the image.
    @Suite(
        .needsBusybox,
        .timeLimit(.minutes(5)))
    struct FirstProcessTests {
        let lab: ContainerLab

        init() throws { lab = try ContainerLab() }

        /// The orphan's parent has ended, so that it belongs to the first process: `sleep`, which waits for nobody, or ours.
        @Test(arguments: [false, true]) func orphansAreWaitedFor(hasInit: Bool) throws {
            defer { lab.remove() }
            let line = "(sh -c 'echo $$ >/orphan; sleep 0.1' &); exec sleep 1000"
            let words = lab.words("run", "-d", "--name", "box") + (hasInit ? ["--init"] : [])
            let begun = try lab.program.run(words + ["life:v1", "sh", "-c", line])
            #expect(begun.status == 0 && begun.errors.isEmpty, "\(begun.errors)")
            let isGone = "test -s /orphan && test ! -e /proc/$(cat /orphan)"
            let isLeft = "test -s /orphan && grep -q '^State:.Z' /proc/$(cat /orphan)/status"
            try eventually(hasInit ? "the orphan is gone" : "the orphan is a zombie") {
                try lab("exec", "box", "sh", "-c", hasInit ? isGone : isLeft).status == 0
            }
            #expect(try lab("inspect", "-f", "{{.HostConfig.Init}}", "box").output == (hasInit ? "true\n" : "<nil>\n"))
        }

        @Test func aContainerEndsAsItsCommandDoes() throws {
            defer { lab.remove() }
            for (words, status) in [
                (["sh", "-c", "exit 7"], 7), (["sh", "-c", "kill -KILL $$"], 137), (["nosuch"], 127),
                (["/etc/passwd"], 126), (["sh", "-c", "tr '\\0' ' ' </proc/1/cmdline"], 0),
            ] as [([String], Int32)] {
                let outcome = try lab.program.run(lab.words("run", "--rm", "--init") + ["life:v1"] + words)
                #expect(outcome.status == status, "\(words): \(outcome.errors)")
                switch status {
                case 0: #expect(outcome.output.hasPrefix("/sbin/docker-init -- sh -c "))
                case 126: #expect(outcome.errors.contains("exec /etc/passwd failed: Permission denied"))
                case 127: #expect(outcome.errors.contains("exec nosuch failed: No such file or directory"))
                default: break
                }
            }
        }

        /// On a terminal too, where the output is not this process's own.
        @Test func aCommandThatIsNotThereIsToldOnATerminal() throws {
            defer { lab.remove() }
            let command = lab.words("run", "-it", "--rm", "--init", "life:v1", "bash").joined(separator: " ")
            let outcome = try lab.program.run(["script", "-qec", command, "/dev/null"])
            #expect(outcome.status == 127, "\(outcome)")
            #expect(outcome.output.contains("Next: Use sh, which the image has"), "\(outcome)")
        }

        /// A shell without a handler ends by the signal, for it is not the first process: nobody waits ten seconds.
        @Test func aProgramWithoutAHandlerEndsByTheSignal() throws {
            defer { lab.remove() }
            #expect(
                try lab("run", "-d", "--init", "--name", "box", "life:v1", "sh", "-c", "sleep 1000; :").status == 0)
            #expect(try lab("stop", "box").status == 0)
            #expect(try lab("inspect", "-f", "{{.State.ExitCode}}", "box").output == "143\n")
            // And one that has a handler gets it.
            let line = "trap 'echo got; exit 3' USR1; echo ready; while :; do sleep 0.1; done"
            #expect(try lab("run", "-d", "--init", "--name", "bay", "life:v1", "sh", "-c", line).status == 0)
            try eventually("it is ready") { try lab("logs", "bay").output == "ready\n" }
            #expect(try lab("kill", "-s", "USR1", "bay").status == 0)
            #expect(try lab("wait", "bay").output == "3\n")
            #expect(try lab("logs", "bay").output == "ready\ngot\n")
        }
    }
}
