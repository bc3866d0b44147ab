import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// `--engine docker` with Debian's docker.io and the BuildKit in it.
    @Suite(
        .enabled(if: Program.isBuilt, "build the program first: ./slipway test"),
        .enabled(if: DebianDocker.isThere, "needs root and Debian's package docker.io, which `./slipway test` unpacks"))
    struct EngineTests {
        private let user: EngineUser
        private var docker: DebianDocker { user.docker }
        private var program: Program { user.program }
        private var project: Project { user.project }

        init() throws {
            user = try EngineUser()
            try project.write(".dockerignore", "busybox\nBase\n")
            try project.write("a.txt", "one\n")
            try project.write(
                "Dockerfile", "FROM bb:1\nWORKDIR /app\nCOPY a.txt .\nRUN echo made >/made\nCMD [\"sh\"]\n")
        }

        private func build(_ words: String..., progress: String = "plain") throws -> Program.Outcome {
            try program(
                ["build", "--engine", "docker", "--network", "host", "--progress", progress, "-t", "app:v1"] + words
                    + ["context"])
        }

        @Test("the base is handed over, the second build is cached, and a changed file is explained by its line")
        func builds() throws {
            defer { user.remove() }
            let first = try build()
            #expect(first.status == 0, "\(first.errors)")
            #expect(first.errors.contains("handed over from Slipway's store"))
            #expect(try docker.ask(["image", "inspect", "app:v1"]).status == 0)

            let second = try build()
            #expect(second.errors.contains("[4/5] RUN echo made >/made … CACHED"), "\(second.errors)")
            #expect(second.errors.contains("4 from the cache; 0 executed"))

            try project.write("a.txt", "two\n")
            let third = try build()
            #expect(third.errors.contains("why: a.txt changed (line 1: one → two)"), "\(third.errors)")
            #expect(third.errors.contains("why: runs again because step 3 changed"))
            // The journal has it, as the lab sees a build that is typed in its shell.
            #expect(try program("why").output.contains("a.txt changed"))
        }

        @Test("what BuildKit runs again for a reason of its own is said to be unknown")
        func unknownCause() throws {
            defer { user.remove() }
            #expect(try build().status == 0)
            #expect(try docker.ask(["builder", "prune", "--all", "--force"]).status == 0)
            #expect(try docker.ask(["rmi", "--force", "app:v1"]).status == 0)
            let again = try build()
            #expect(again.status == 0)
            #expect(again.errors.contains("why it ran again is not known"), "\(again.errors)")
        }

        @Test("a command that fails has its line; a base that nobody has is named; so is a file that is not there")
        func failures() throws {
            defer { user.remove() }
            try project.write("Dockerfile", "FROM bb:1\nRUN echo said && exit 3\nCMD x\n")
            let failed = try build(progress: "rawjson")
            #expect(failed.status == 1)
            #expect(
                failed.output.contains(#""outcome":"failed""#)
                    && failed.output.contains(#""location":"context/Dockerfile:2:1""#))
            #expect(failed.output.contains(#""exitStatus":3"#) && failed.output.contains("said"))

            try project.write("Dockerfile", "ARG DIR=/data\nFROM bb:1\nRUN test -n \"$DIR\"\n")
            let empty = try build()
            #expect(empty.status == 1 && empty.errors.contains("its ARG stands above FROM"), "\(empty.errors)")

            try project.write("Dockerfile", "FROM nobody.invalid/has:1\nRUN true\n")
            let missing = try build()
            #expect(missing.status == 1 && missing.errors.contains("nobody.invalid/has"), "\(missing.errors)")

            try project.write("Dockerfile", "FROM bb:1\nCOPY nothing.txt /\n")
            let file = try build()
            #expect(file.errors.contains("`nothing.txt` is not there"), "\(file.errors)")
        }

        @Test(
            "docker's other commands are docker's, and so is `docker` with SLIPWAY_ENGINE; Slipway's store stays its own"
        )
        func otherCommands() throws {
            defer { user.remove() }
            #expect(try build().status == 0)
            #expect(try program("images", "--engine", "docker").output.contains("app"))
            #expect(try !program("images").output.contains("app"))
            let run = try program(
                ["run", "--engine", "docker", "--rm", "--network", "host", "app:v1", "sh", "-c", "busybox cat a.txt"])
            #expect(run.output == "one\n", "\(run.errors)")
            let link = user.user.folder.appending(path: "docker")
            try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: Program.binary)
            let typed = try program.run(["SLIPWAY_ENGINE=docker", link.path, "image", "ls", "--quiet"])
            #expect(typed.status == 0 && !typed.output.isEmpty)
        }

        @Test(
            "a build that is interrupted ends as cancelled; a daemon that is killed in a build, and none at all, are named"
        )
        func ends() throws {
            defer { user.remove() }
            try project.write("Dockerfile", "FROM bb:1\nRUN echo begun && busybox sleep 60\n")
            let cancelled = try interrupted { kill($0, SIGINT) }
            #expect(cancelled.contains(#""outcome":"cancelled""#) && cancelled.contains(#""result":"cancelled""#))

            let killed = try interrupted { _ in docker.stop(SIGKILL) }
            #expect(killed.contains(#""result":"failed""#) && killed.contains("engine was gone"), "\(killed)")

            let none = try build()
            #expect(none.status == 1 && none.errors.contains("Docker cannot build"), "\(none.errors)")
            #expect(try program("doctor").output.contains("--engine docker does not work"))
        }

        @Test(
            "a lesson is played twice over the same daemon, and a learner's image of the same name is there afterwards")
        func lessons() throws {
            defer { user.remove() }
            try EngineLesson(id: "tiny").write(to: project, note: "kept\n")
            #expect(try docker.ask(["images", "-q"]).output.isEmpty)
            let learners = try user.loadBase(alsoAs: "tiny:v1")
            for _ in 1...2 {
                let lessons = "SLIPWAY_LESSONS=\(project.folder.path)"
                let played = try program.run([lessons, Program.binary, "demo", "--engine", "docker", "tiny"])
                #expect(played.status == 0, "\(played.output)\(played.errors)")
                #expect(try user.id("tiny:v1") == learners)
                #expect(try docker.ask(["images", "-q", "-f", "dangling=true"]).output.isEmpty)
            }
        }

        /// The events of a build that something happens to once its RUN has begun.
        private func interrupted(_ body: (pid_t) throws -> Void) throws -> String {
            let output = Pipe()
            let words = ["build", "--engine", "docker", "--network", "host", "--progress", "rawjson", "context"]
            let process = try program.start([Program.binary] + words, output: output, errors: Pipe())
            var events = Data()
            while !String(decoding: events, as: UTF8.self).contains("begun\\n") {
                let more = output.fileHandleForReading.availableData
                try #require(!more.isEmpty, "the build ended: \(String(decoding: events, as: UTF8.self))")
                events += more
            }
            try body(process.processIdentifier)
            events += output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return String(decoding: events, as: UTF8.self)
        }
    }
}
