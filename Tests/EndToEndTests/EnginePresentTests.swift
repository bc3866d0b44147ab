import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// A lesson that is prepared and presented over Debian's docker.io, beside what the user has in the daemon.
    @Suite(
        .enabled(if: Program.isBuilt && Tmux.isThere, "build the program first: ./slipway test"),
        .enabled(if: DebianDocker.isThere, "needs root and Debian's package docker.io, which `./slipway test` unpacks"))
    struct EnginePresentTests {
        private let user: EngineUser
        /// The ID of the user's own image of the lesson's name.
        private let own: String
        private var docker: DebianDocker { user.docker }
        private var project: Project { user.project }
        /// The user's program, with the lesson of this suite for its only one.
        private var program: Program {
            var program = user.program
            program.prefix.append("SLIPWAY_LESSONS=\(project.folder.path)")
            return program
        }

        init() throws {
            user = try EngineUser()
            own = try user.loadBase(alsoAs: "pair:v1")
            try EngineLesson(id: "pair", hasSecondStep: true).write(to: project, note: UUID().uuidString + "\n")
        }

        private func expectTheUsersOwn() throws {
            #expect(try user.id("pair:v1") == own)
            #expect(try docker.ask(["image", "inspect", "pair:v2"]).status != 0)
            let names = try docker.ask(["images", "--format", "{{.Repository}}"]).output
            #expect(!names.contains("slipway-aside") && !names.contains("<none>"), "\(names)")
        }

        @Test("it is prepared twice over one daemon, which has the user's own image again afterwards")
        func prepares() throws {
            defer { user.remove() }
            for _ in 1...2 {
                let report = try program(["prepare", "--engine", "docker", "pair"])
                #expect(report.status == 0, "\(report.output)\(report.errors)")
                #expect(report.output.contains("ready, over Docker."), "\(report.output)")
                #expect(report.output.contains("no build of the rehearsal has fetched anything"), "\(report.output)")
                try expectTheUsersOwn()
            }
        }

        @Test("it begins at any step, goes back, and leaves the user's containers and images as they were")
        func presents() throws {
            defer { user.remove() }
            let report = try program(["prepare", "--engine", "docker", "pair"])
            try #require(report.status == 0, "\(report.output)\(report.errors)")
            try #require(try docker.ask(["create", "--name", "users", "pair:v1", "sh"]).status == 0)
            defer { _ = try? docker.ask(["rm", "-f", "users"]) }
            try project.write("present.sh", script)

            let tmux = try Tmux(columns: 120, rows: 36, folder: project.folder)
            defer { tmux.end() }
            try tmux.type("clear; sh present.sh; echo ended $?\n")
            try tmux.wait(for: "step 2 of 2", within: 60)
            #expect(try user.id("pair:v1") != own, "Docker has built again what the step stands on")
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
            export DOCKER_HOST='\(docker.host)' PATH='\(DebianDocker.searchPath)' SLIPWAY_HOME='\(user.user.store.path)'
            export SLIPWAY_LESSONS='\(project.folder.path)'
            exec '\(Program.binary)' present --engine docker --step 2 pair

            """
        }
    }
}
