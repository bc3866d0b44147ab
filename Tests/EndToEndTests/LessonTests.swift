import Foundation
import Testing

extension EndToEnd {
    /// The lesson's main path through the real program: build, rebuild, explain, run, fetch.
    @Suite(.enabled(if: Program.isBuilt, "build the program first: ./slipway test"))
    struct LessonTests {
        let project: Project
        let slipway: Program
        /// A name that no other test uses, so that tests can share a store.
        let image = "lesson-\(UUID().uuidString.prefix(8).lowercased())"

        init() throws {
            project = try Project.lesson()
            slipway = Program(folder: project.folder)
        }

        private func build(_ extra: String...) throws -> Program.Outcome {
            try slipway.run([Program.binary, "build", "--progress", "plain", "-t", "\(image):v1"] + extra + ["."])
        }

        @Test func buildsThenComesFromTheCacheThenExplainsEachMiss() throws {
            defer { project.remove() }
            try project.edit("app.py", replacing: "Hello", with: "Hello \(image)")
            let first = try build()
            #expect(first.status == 0, "\(first.output)\(first.errors)")

            let again = try build()
            #expect(again.status == 0)
            #expect(cached(again) == ["WORKDIR", "COPY requirements.txt", "RUN", "COPY app.py"], "\(again.errors)")

            try project.edit("app.py", replacing: "Hello \(image)", with: "Good morning \(image)")
            let edited = try build()
            #expect(cached(edited) == ["WORKDIR", "COPY requirements.txt", "RUN"], "\(edited.errors)")
            #expect(edited.errors.contains("app.py changed (line 7: "), "\(edited.errors)")

            try project.edit("requirements.txt", replacing: "2.3.2", with: "2.3.3 # \(image)")
            let pinned = try build()
            #expect(cached(pinned) == ["WORKDIR"], "\(pinned.errors)")
            #expect(
                pinned.errors.contains("requirements.txt changed (line 1: flask==2.3.2 → flask==2.3.3"),
                "\(pinned.errors)")
            let why = try slipway("why", "\(image):v1")
            #expect(why.output.contains("requirements.txt changed (line 1: flask==2.3.2 → flask==2.3.3"))
        }

        @Test func servesThePageAndLeavesNothingBehind() throws {
            defer { project.remove() }
            #expect(try build().status == 0)
            let images = try slipway("images")
            #expect(images.output.contains(image), "\(images.output)")

            let port = try freePort()
            let container = try slipway.start(
                [Program.binary, "run", "-p", "\(port):5000", "\(image):v1"], output: Pipe(), errors: Pipe())
            let page = try fetch("http://localhost:\(port)/", within: 20)
            #expect(page == "Hello from my custom Docker image!")

            let second = try slipway("run", "-p", "\(port):5000", "\(image):v1")
            #expect(second.status != 0)
            #expect(second.errors.contains("\(port)"), "a taken port is named: \(second.errors)")

            container.interrupt()
            container.waitUntilExit()
            let left = try slipway("ps", "--quiet")
            #expect(left.output.isEmpty, "a container is still there: \(left.output)")
            #expect(throws: (any Error).self) { try fetch("http://localhost:\(port)/", within: 0.3) }
        }

        @Test func aFailedStepSaysWhereAndTheNextBuildResumes() throws {
            defer { project.remove() }
            try project.edit("requirements.txt", replacing: "flask==2.3.2", with: "flask==99.99.99")
            let failed = try build()
            #expect(failed.status == 1)
            let words = failed.output + failed.errors
            #expect(words.contains("Dockerfile:7"), "\(words)")
            #expect(words.contains("No matching distribution found for flask==99.99.99"), "\(words)")

            try project.edit("requirements.txt", replacing: "flask==99.99.99", with: "flask==2.3.2")
            let mended = try build()
            #expect(mended.status == 0)
            #expect(cached(mended).contains("WORKDIR"), "\(mended.output)")
        }

        @Test func aTypingErrorIsLocatedBeforeAnythingRuns() throws {
            defer { project.remove() }
            try project.edit("Dockerfile", replacing: "WORKDIR", with: "WORKDIT")
            let refused = try build()
            #expect(refused.status == 1)
            let words = refused.output + refused.errors
            #expect(words.contains("Dockerfile:3:1"), "\(words)")
            #expect(words.contains("WORKDIR"), "it says what was meant: \(words)")
        }

        /// The instructions that the plain log marks as cached, as far as the table in the test names them.
        private func cached(_ outcome: Program.Outcome) -> [String] {
            let known = ["WORKDIR", "COPY requirements.txt", "RUN", "COPY app.py"]
            let lines = outcome.errors.split(separator: "\n").filter { $0.contains("CACHED") }
            return known.filter { name in lines.contains { $0.contains(name) } }
        }
    }
}
