import Foundation
import Testing

extension EndToEnd {
    /// `build --output type=local` and `type=tar`: written by the program itself, with no other program's help.
    @Suite(
        .enabled(if: Program.isBuilt, "needs ./slipway test"),
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: "/usr/bin/busybox"),
            "needs Debian's package busybox-static"),
        .timeLimit(.minutes(20)))
    struct OutputTests {
        /// An image with a file of each kind, and programs `cp` and `tar` that would fail.
        private func project() throws -> (Project, Program) {
            let project = try Project(named: "output")
            var program = Program(folder: project.folder)
            program.home = project.folder.appending(path: "home").path
            try project.write(
                "context/Dockerfile",
                """
                FROM scratch
                COPY busybox /bin/busybox
                RUN ["/bin/busybox", "sh", "-c", "cd /; busybox mkdir -p d/e; busybox echo hi >d/e/f; busybox ln d/e/f d/g; busybox ln -s e/f d/l; busybox mkfifo d/p; busybox chown 7:8 d/e/f; busybox chmod 4750 d/e/f; busybox touch -d @1000 d/e/f d/e; busybox chmod 0555 d/e"]
                """)
            try FileManager.default.copyItem(
                atPath: "/usr/bin/busybox", toPath: project.folder.appending(path: "context/busybox").path)
            for name in ["cp", "tar"] { try project.write("path/\(name)", "#!/bin/sh\nexit 9\n") }
            try #require(try program.run(["chmod", "755", "path/cp", "path/tar"]).status == 0)
            return (project, program)
        }

        private func build(_ output: String, _ program: Program) throws -> Program.Outcome {
            try program.run([
                "env", "PATH=\(program.folder.path)/path:/usr/sbin:/usr/bin:/sbin:/bin", Program.binary, "build",
                "--quiet", "--output", output, "context",
            ])
        }

        private func shell(_ script: String, _ program: Program) throws -> String {
            try program.run(["bash", "-ec", script]).output
        }

        private static let list = "find d -printf '%p %y %m %l\\n' | LC_ALL=C sort"
        private static let files = """
            d d 755\u{20}
            d/e d 555\u{20}
            d/e/f f 4750\u{20}
            d/g f 4750\u{20}
            d/l l 777 e/f
            d/p p 644\u{20}

            """

        @Test func aFolderHasTheImagesFiles() throws {
            let (project, program) = try project()
            defer { project.remove() }
            // A file that is there already is replaced, or stays as it is.
            _ = try shell("mkdir -p out/d; echo old >out/d/g; echo mine >out/mine", program)
            for _ in 0..<2 {
                let outcome = try build("type=local,dest=out", program)
                #expect(outcome.status == 0, "\(outcome)")
                #expect(try shell("cd out; \(Self.list)", program) == Self.files)
                #expect(
                    try shell("cd out; cat mine d/g; test d/g -ef d/e/f; stat -c '%u %Y' d/e/f d/e", program).hasPrefix(
                        "mine\nhi\n\(geteuid()) 1000\n"))
            }
        }

        @Test func aTarHasTheImagesFiles() throws {
            let (project, program) = try project()
            defer { project.remove() }
            for name in ["one", "two"] {
                let outcome = try build("type=tar,dest=\(name).tar", program)
                #expect(outcome.status == 0, "\(outcome)")
            }
            #expect(try shell("cmp one.tar two.tar && echo same", program) == "same\n")
            let listed = try shell("TZ=UTC /usr/bin/tar --numeric-owner -tvf one.tar | grep -v busybox", program)
            #expect(listed.contains("-rwsr-x--- 7/8"), "\(listed)")
            #expect(listed.contains("d/g link to d/e/f"), "\(listed)")
            #expect(listed.contains("1970-01-01 00:16 d/e/f"), "\(listed)")
        }

        @Test func aDiskThatIsFullIsToldWithItsFile() throws {
            let (project, program) = try project()
            defer { project.remove() }
            let tar = try build("type=tar,dest=/dev/full", program)
            #expect(tar.status == 1 && tar.errors.contains("`/dev/full` could not be written"), "\(tar)")
            try project.write("out", "a file")
            let local = try build("type=local,dest=out", program)
            #expect(local.status == 1 && local.errors.contains("`out` could not be written"), "\(local)")
        }
    }
}
