import Foundation
import Testing

extension EndToEnd {
    /// A bundle from one machine's store to another's, over a web server, by the program that users run.
    @Suite(
        .enabled(
            if: Program.isBuilt && FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"),
            "needs ./slipway test, and python3 for the server"))
    struct BundleTests {
        private let project: Project

        init() throws {
            project = try Project(named: "bundle")
            let text = "id: 90-mine\ntitle: Mine\nsummary: One step.\nworkspace: mine\nsteps: [01-do-it]\n"
            try project.write("own/90-mine/lesson.yaml", text)
            try project.write("own/90-mine/steps/01-do-it.md", "---\ntitle: Do it\ngoal: It is done.\n---\nDo it.\n")
        }

        private func slipway(_ home: String) -> Program {
            var program = Program(folder: project.folder)
            program.home = project.folder.path + "/" + home
            return program
        }

        @Test func aLessonOfTheAuthorsOwnArrivesAndIsListed() throws {
            defer { project.remove() }
            let written = try slipway("here")("prepare", "--export", "room.bundle", "--lessons", "own", "--all")
            #expect(written.status == 0, "\(written.output)\(written.errors)")
            let server = try Program(folder: project.folder).start(
                ["python3", "-m", "http.server", "8993", "--bind", "127.0.0.1"], output: Pipe(), errors: Pipe())
            defer { kill(server.processIdentifier, SIGKILL) }
            _ = try fetch("http://localhost:8993/", within: 20)

            let there = slipway("there")
            let url = "http://127.0.0.1:8993/room.bundle"
            let taken = try there("prepare", "--import", url)
            #expect(taken.status == 0, "\(taken.output)\(taken.errors)")
            #expect(taken.output.contains("90-mine: Mine"), "\(taken.output)")
            #expect(try there("lesson", "list").output.contains("90-mine"))

            // One byte of the lesson in the archive.
            let changed = try there.run(["sed", "-i", "s/summary: One step/summary: Two step/", "room.bundle"])
            #expect(changed.status == 0)
            let refused = try slipway("elsewhere")("prepare", "--import", url)
            #expect(refused.status == 1)
            #expect(refused.errors.contains("is damaged: lessons/90-mine/lesson.yaml"), "\(refused.errors)")
            #expect(try !slipway("elsewhere")("lesson", "list").output.contains("90-mine"))
        }
    }
}
