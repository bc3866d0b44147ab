import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// A lesson that is prepared and presented over Debian's docker.io, beside what the user has in the daemon.
    @Suite(
        .enabled(if: Program.isBuilt && Tmux.isThere, "build the program first: ./slipway test"),
        .enabled(if: DebianDocker.isThere, "needs root and Debian's package docker.io, which `./slipway test` unpacks"))
    struct EnginePresentTests {
        private let docker: DebianDocker
        private let user: RegistryUser
        private let project: Project
        /// The ID of the user's own image of the lesson's name.
        private let own: String

        init() throws {
            docker = try DebianDocker.empty()
            var user = try RegistryUser()
            user.set(["DOCKER_HOST": docker.host, "PATH": DebianDocker.searchPath])
            project = Project(folder: user.folder.appending(path: "context"))
            user.set(["SLIPWAY_LESSONS": project.folder.path])
            self.user = user
            try FileManager.default.createDirectory(at: project.folder, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: "/usr/bin/busybox", toPath: project.folder.appending(path: "busybox").path)
            try project.write("Base", "FROM scratch\nCOPY busybox /bin/sh\n")
            let base = try user.program(["build", "-q", "-t", "bb:1", "-f", "context/Base", "context"])
            try #require(base.status == 0, "\(base.errors)")
            try #require(try user.program(["save", "-o", "bb.tar", "bb:1"]).status == 0)
            try #require(try docker.ask(["load", "-i", user.folder.path + "/bb.tar"]).status == 0)
            try #require(try docker.ask(["tag", "bb:1", "pair:v1"]).status == 0)
            own = try docker.ask(["image", "inspect", "-f", "{{.Id}}", "pair:v1"]).output
            try project.write("pair/lesson.yaml", Self.lesson)
            try project.write("pair/steps/01-build.md", Self.build)
            try project.write("pair/steps/02-tag.md", Self.tag)
            try project.write("pair/solution/Dockerfile", "FROM bb:1\nCOPY note.txt /\n")
            try project.write("pair/solution/note.txt", UUID().uuidString + "\n")
        }

        private func id(_ name: String) throws -> String {
            try docker.ask(["image", "inspect", "-f", "{{.Id}}", name]).output
        }

        private func expectTheUsersOwn() throws {
            #expect(try id("pair:v1") == own)
            #expect(try docker.ask(["image", "inspect", "pair:v2"]).status != 0)
            let names = try docker.ask(["images", "--format", "{{.Repository}}"]).output
            #expect(!names.contains("slipway-aside") && !names.contains("<none>"), "\(names)")
        }

        @Test("it is prepared twice over one daemon, which has the user's own image again afterwards")
        func prepares() throws {
            defer { user.remove() }
            for _ in 1...2 {
                let report = try user.program(["prepare", "--engine", "docker", "pair"])
                #expect(report.status == 0, "\(report.output)\(report.errors)")
                #expect(report.output.contains("ready, over Docker."), "\(report.output)")
                #expect(report.output.contains("no build of the rehearsal has fetched anything"), "\(report.output)")
                try expectTheUsersOwn()
            }
        }

        @Test("it begins at any step, goes back, and leaves the user's containers and images as they were")
        func presents() throws {
            defer { user.remove() }
            let report = try user.program(["prepare", "--engine", "docker", "pair"])
            try #require(report.status == 0, "\(report.output)\(report.errors)")
            try #require(try docker.ask(["create", "--name", "users", "pair:v1", "sh"]).status == 0)
            defer { _ = try? docker.ask(["rm", "-f", "users"]) }
            try project.write("present.sh", script)

            let tmux = try Tmux(columns: 120, rows: 36, folder: project.folder)
            defer { tmux.end() }
            try tmux.type("clear; sh present.sh; echo ended $?\n")
            try tmux.wait(for: "step 2 of 2", within: 60)
            #expect(try id("pair:v1") != own, "Docker has built again what the step stands on")
            try tmux.press("Space", "Space")
            try tmux.wait(for: "2. Tag it ", within: 60) { $0.contains("1 of 1 checks") }
            #expect(try docker.ask(["image", "inspect", "pair:v2"]).status == 0)

            try tmux.press("g", "1", "Enter")
            try tmux.wait(for: "no image", within: 60) { _ in
                (try? docker.ask(["image", "inspect", "pair:v1"]).status) != 0
            }
            try tmux.wait(for: "step 1 of 2")
            try tmux.press("C-q")
            try tmux.wait(for: "ended 0", within: 60)
            try expectTheUsersOwn()
            #expect(try docker.ask(["container", "inspect", "users"]).status == 0)
        }

        private var script: String {
            """
            export DOCKER_HOST='\(docker.host)' PATH='\(DebianDocker.searchPath)' SLIPWAY_HOME='\(user.store.path)'
            export SLIPWAY_LESSONS='\(project.folder.path)'
            exec '\(Program.binary)' present --engine docker --step 2 pair

            """
        }

        private static let lesson = """
            id: pair
            title: Pair
            summary: Two steps.
            workspace: pair
            needs: { images: ["bb:1"] }
            image: { reference: "pair:v1" }
            steps: [01-build, 02-tag]
            """

        private static let build = """
            ---
            title: Build it
            goal: There is an image pair:v1.
            checks:
              - title: The image is there
                image: { reference: "pair:v1" }
              - title: The file is copied, not remembered
                build: { executed: COPY note.txt }
            solution:
              - write: note.txt
              - write: Dockerfile
              - build: --network host -t pair:v1 .
            ---
            Build it.
            """

        private static let tag = """
            ---
            title: Tag it
            goal: It has two names.
            checks: [{ title: The second name is there, image: { reference: "pair:v2" } }]
            solution:
              - run: docker tag pair:v1 pair:v2
            ---
            Tag it.
            """
    }
}
