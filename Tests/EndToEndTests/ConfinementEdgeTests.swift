import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// What the table of confinement does not cover.
    @Suite(
        .enabled(if: Program.isBuilt, "build the program first: ./slipway test"),
        .enabled(if: geteuid() == 0, "needs root"))
    struct ConfinementEdgeTests {
        /// A stand-in for the runtime reports its keyring, because the container's own filter would refuse the
        /// question.
        @Test func theCallersKeysAreNotForTheRuntime() throws {
            let lab = try ConfinementLab(asUser: nil)
            defer { lab.remove() }
            let project = lab.project
            let search = "import ctypes; print(ctypes.CDLL(None).syscall(250, 10, -3, b'user', b'slipway-key', 0) > 0)"
            try project.write(
                "bin/crun", "#!/bin/sh\n/usr/bin/python3 -c \"\(search)\" >\(project.folder.path)/found\n")
            try project.write("Dockerfile", "FROM probed:v1\nRUN [\"true\"]\n")
            let outcome = try lab.program.run([
                "sh", "-c", "chmod +x bin/crun; PATH=$PWD/bin:$PATH exec python3 -c \"$1\" \"$2\" build --no-cache .",
                "sh",
                """
                import ctypes, os, subprocess, sys
                call = ctypes.CDLL(None).syscall
                call(250, 1, 0)
                assert call(248, b'user', b'slipway-key', b'x', 1, -3) > 0
                subprocess.run([sys.executable, '-c', \"\(search)\"], stdout=open('own', 'w'))
                os.execv(sys.argv[1], sys.argv[1:])
                """, Program.binary,
            ])
            let text = { (name: String) in
                try String(contentsOf: project.folder.appending(path: name), encoding: .utf8)
            }
            #expect(try text("own") == "True\n", "the key is there for other programs: \(outcome.errors)")
            #expect(try text("found") == "False\n")
        }

        /// A terminal is a new one, with /dev/console.
        @Test func aTerminalIsTheContainersOwn() throws {
            let lab = try ConfinementLab(asUser: nil)
            defer { lab.remove() }
            let command = "\(lab.binary) run --rm -it probed:v1 sh -c 'tty; ls -l /dev/console; echo $TERM'"
            let outcome = try lab.program.run(["script", "-qec", command, "/dev/null"])
            #expect(
                outcome.output.contains("/dev/pts/0\r\n") || outcome.output.contains("/dev/console\r\n"), "\(outcome)")
            #expect(outcome.output.contains("crw--w----") && outcome.output.contains("xterm"), "\(outcome)")
        }

        @Test func aDeviceOfAnImageIsUselessEverywhere() throws {
            #expect(try shownOfDevices(asUser: nil) == "disk\nmemory\n")
        }

        @Test(.enabled(if: OrdinaryUser.first != nil, "needs an ordinary user with a range in /etc/subuid"))
        func aDeviceOfAnImageIsLeftOutWithoutRoot() throws {
            let user = try #require(OrdinaryUser.first)
            #expect(try shownOfDevices(asUser: user) == "")
        }

        /// Builds an image with nodes of the machine's memory and disk, readable for everybody; what a container shows
        /// of them: their content, if it can be read, and their names.
        private func shownOfDevices(asUser user: OrdinaryUser?) throws -> String {
            let lab = try ConfinementLab(asUser: user)
            defer { lab.remove() }
            let make = """
                import tarfile
                tar = tarfile.open('context/layer.tar', 'w')
                for name, kind, major, minor in (('memory', tarfile.CHRTYPE, 1, 1), ('disk', tarfile.BLKTYPE, 259, 0)):
                    member = tarfile.TarInfo(name)
                    member.type, member.mode, member.devmajor, member.devminor = kind, 0o666, major, minor
                    tar.addfile(member)
                tar.close()
                """
            try lab.project.write("context/Dockerfile", "FROM probed:v1\nRUN mkdir /given\nADD layer.tar /given/\n")
            let made = try Program(folder: lab.project.folder).run(["python3", "-c", make])
            #expect(made.status == 0, "\(made.errors)")
            let built = try lab.program.run([lab.binary, "build", "-q", "-t", "devices:v1", "context"])
            #expect(built.status == 0, "\(built.errors)")
            let home = user == nil ? lab.program.home : lab.project.folder.path + "/home"
            let nodes = try lab.program.run([
                "find", home, "(", "-type", "b", "-o", "-type", "c", ")", "-exec", "stat", "-c", "%t:%T %n", "{}", "+",
            ])
            // 0:0 is a whiteout, which is nobody's device.
            #expect(nodes.output.split(separator: "\n").filter { !$0.hasPrefix("0:0 ") } == [])
            let script = "cat /given/memory /given/disk; ls /given"
            return try lab.program.run([lab.binary, "run", "--rm", "devices:v1", "sh", "-c", script]).output
        }

        /// A build that is killed while its step holds a secret leaves nothing of it on a disk.
        @Test func aSecretIsNeverOnADisk() throws {
            let lab = try ConfinementLab(asUser: nil)
            defer { lab.remove() }
            var program = lab.program
            program.home = lab.project.folder.appending(path: "store").path
            let secret = "slipway-secret-\(UInt64.random(in: 0 ... .max))"
            try lab.project.write("secret", secret)
            try lab.project.write(
                "Dockerfile",
                """
                FROM probed:v1
                RUN --mount=type=secret,id=key,target=/key --mount=type=secret,id=key,env=KEY \
                    test "$(cat /key)" = "$KEY" && echo has-it && exec sleep 600

                """)
            let prepared = try program.run([
                "sh", "-ec", "SLIPWAY_HOME=\"$2\" \"$1\" save probed:v1 -o image.tar; \"$1\" load -i image.tar", "sh",
                lab.binary, lab.program.home,
            ])
            #expect(prepared.status == 0, "\(prepared.errors)")
            let output = Pipe()
            let build = try program.start(
                [lab.binary, "build", "--progress", "plain", "--secret", "id=key,src=secret", "."], output: output,
                errors: output)
            defer { kill(build.processIdentifier, SIGKILL) }
            var log = ""
            while !log.contains("has-it\n"), case let piece = output.fileHandleForReading.availableData, !piece.isEmpty
            {
                log += String(decoding: piece, as: UTF8.self)
            }
            #expect(log.contains("has-it\n"), "\(log)")
            let folders = [program.home, lab.project.folder.path]
            let onDisk = { try lab.program.run(["grep", "-rlF", secret, "--exclude=secret"] + folders).output }
            #expect(try onDisk() == "", "while the step runs")
            kill(build.processIdentifier, SIGKILL)
            build.waitUntilExit()
            #expect(try onDisk() == "", "after the end")
        }

        /// The variables of a second process, as well.
        @Test func aVariableOfExecIsNeverOnADisk() throws {
            let lab = try ConfinementLab(asUser: nil)
            defer { lab.remove() }
            let secret = "slipway-secret-\(UInt64.random(in: 0 ... .max))"
            let name = "secretive-\(getpid())"
            let started = try lab.program.run([lab.binary, "run", "-d", "--name", name, "probed:v1", "sleep", "600"])
            #expect(started.status == 0, "\(started.errors)")
            defer { _ = try? lab.program.run([lab.binary, "rm", "-f", name]) }
            let output = Pipe()
            let exec = try lab.program.start(
                [lab.binary, "exec", "-e", "KEY=" + secret, name, "sh", "-c", "echo ready; exec sleep 600"],
                output: output,
                errors: Pipe())
            defer { kill(exec.processIdentifier, SIGKILL) }
            #expect(String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) == "ready\n")
            let found = try lab.program.run(["grep", "-rlF", secret, lab.program.home + "/containers"])
            #expect(found.output == "")
        }
    }
}
