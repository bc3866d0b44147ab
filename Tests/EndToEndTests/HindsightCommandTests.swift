import Foundation
import Testing

extension EndToEnd {
    /// A build foreseen, remembered, compared and weighed, by the real program.
    @Suite(.enabled(if: Program.isBuilt, "build the program first: ./slipway test"))
    struct HindsightCommandTests {
        private let project: Project
        private let slipway: Program

        init() throws {
            project = try Project(named: "hindsight")
            var program = Program(folder: project.folder)
            program.home = project.folder.appending(path: "home").path
            slipway = program
            try project.write("app.py", "one\n")
            try project.write("big", String(repeating: "x", count: 100_000))
            try project.write("empty", "")
            try project.write(
                "Dockerfile", "FROM scratch\nWORKDIR /app\nCOPY app.py .\nCOPY big /big\nCOPY empty /big\nCMD [\"x\"]\n"
            )
        }

        private func json(_ text: String) throws -> [String: Any] {
            try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
        }

        @Test func aDryRunSaysWhatTheBuildThenDoes() throws {
            defer { project.remove() }
            let cold = try slipway("build", "--dry-run", ".")
            #expect(cold.status == 0 && cold.output.hasSuffix("0 from the cache, 5 run, about 0.0 s\n"), "\(cold)")
            #expect(try slipway("images", "-q").output.isEmpty, "a dry run builds nothing")
            #expect(try slipway("builds", "--format", "json").output.isEmpty)
            try #require(try slipway("build", "-t", "a:1", ".").status == 0)
            try project.write("app.py", "two\n")
            let changed = try slipway("build", "--dry-run", ".")
            #expect(changed.output.contains("would run: app.py changed (line 1: one → two)"), "\(changed.output)")
            let steps = try json(try slipway("build", "--dry-run", "--format", "json", ".").output)["steps"]
            let names = (steps as? [[String: Any]])?.compactMap { $0["forecast"] as? String }
            #expect(names == ["base", "cached", "runs", "runs", "runs", "runs"])
            let built = try slipway("build", "-t", "a:2", ".")
            // The time that the cache has saved stands between the two, if it is known.
            #expect(built.errors.contains("\n1 from the cache"), "\(built.errors)")
            #expect(built.errors.contains("; 4 executed\n"), "\(built.errors)")
            let broken = try slipway("build", "--dry-run", "-f", "none", ".")
            #expect(broken.status == 0 && broken.output.contains("would not start"))
        }

        @Test func anyTwoBuildsAreCompared() throws {
            defer { project.remove() }
            try #require(try slipway("build", "-t", "a:1", ".").status == 0)
            try project.write("app.py", "two\n")
            try #require(try slipway("build", "-t", "a:2", ".").status == 0)
            try project.write("lost/Dockerfile", "FROM scratch\nCOPY none /\n")
            try #require(try slipway("build", "lost").status == 1)
            let builds = try slipway("builds").output.split(separator: "\n")
            #expect(builds.count == 4 && builds[1].contains("failed at line 2") && builds[3].contains("a:1"))
            let failed = try json(try slipway("builds", "--failed", "--format", "json").output)
            let id = try #require(failed["build"] as? String)
            #expect(try slipway("replay", id).output.contains("COPY none /"))
            let why = try slipway("why", "a:1", "a:2")
            #expect(why.output.contains("app.py changed (line 1: one → two)"), "\(why.output)")
            #expect(try slipway("why", "a:2", "a:1").output.contains("app.py changed (line 1: two → one)"))
            #expect(try slipway("why", "a:1", "a:2", "--fail-on-miss").status == 1)
            #expect(try slipway("why", "a:1", "a:1", "--fail-on-miss").status == 0)
            #expect(try slipway("why", "a:1", "a:2", "--expect-cached", "WORKDIR").status == 0)
            let unmet = try slipway("why", "a:1", "a:2", "--expect-cached", "COPY app")
            #expect(unmet.status == 1 && unmet.errors.contains("did not come from the cache"))
            #expect(try slipway("why", "a:1", "--expect-cached", "RUN").status == 1)
            #expect(try slipway("why", "--nearest", "a:2").output.hasPrefix("Nearest to "))
            #expect(try slipway("why", "none").status == 1)
        }

        @Test func anImageIsWeighed() throws {
            defer { project.remove() }
            try #require(try slipway("build", "-t", "a:1", ".").status == 0)
            let size = try slipway("size", "a:1")
            #expect(size.output.contains("/big  by line 4, hidden by line 5"), "\(size.output)")
            #expect(size.output.contains("Without line 4: −100 kB"), "\(size.output)")
            #expect(try slipway("size", "a:1", "--max-wasted", "50%", "--max-size", "1MB").status == 1)
            #expect(try slipway("size", "a:1", "--max-wasted", "200k", "--max-size", "1MB").status == 0)
            #expect(try slipway("size", "a:1", "--max-size", "1k").status == 1)
            let nowhere = try slipway("size", "a:1", "--path", "/nowhere").output
            #expect(nowhere.contains("No file at /nowhere can be seen in this image."), "\(nowhere)")
            #expect(try json(try slipway("size", "a:1", "--format", "json").output)["wasted"] as? Int == 100_000)
        }

        @Test func theBetterOrderWinsTheRace() throws {
            defer { project.remove() }
            try project.write("a/Dockerfile", "FROM scratch\nCOPY big /big\nCOPY app.py /\n")
            try project.write("b/Dockerfile", "FROM scratch\nCOPY app.py /\nCOPY big /big\n")
            for folder in ["a", "b"] {
                try project.write("\(folder)/app.py", "one\n")
                try project.write("\(folder)/big", String(repeating: "x", count: 100_000))
            }
            let race = try slipway("race", "a", "b", "--edit", "app.py", "--format", "json")
            let lanes = try json(race.output)["lanes"] as? [[String: Any]]
            #expect(lanes?.map { $0["hits"] as? Int } == [1, 0], "\(race)")
            #expect(lanes?.compactMap { $0["bytes"] as? Int }.max() ?? 0 > 100_000)
            let again = try slipway("race", "a", "b", "--edit", "app.py", "--format", "json")
            let lanesAgain = try json(again.output)["lanes"] as? [[String: Any]]
            #expect(lanesAgain?.map { $0["ran"] as? Int } == [1, 2], "an edit is new in each race: \(again)")
            let same = try slipway("race", "a", "a", "--edit", "app.py", "--format", "json")
            let twins = try json(same.output)["lanes"] as? [[String: Any]]
            #expect(twins?.map { $0["ran"] as? Int } == [1, 1], "neither builds for the other: \(same)")
            #expect(try slipway("race", "a", "b/Dockerfile", "--edit", "app.py").output.contains("CACHED   COPY big"))
            #expect(try String(contentsOf: project.folder.appending(path: "a/app.py"), encoding: .utf8) == "one\n")
            #expect(try slipway("race", "a", "b", "--edit", "none").status == 1)
            try proveStream(try slipway("race", "a", "b", "--edit", "app.py", "--progress", "rawjson"))
            let refused = try slipway("race", "a", "b", "--edit", "app.py", "--progress", "tty")
            #expect(refused.status != 0 && refused.errors.contains("it is auto or rawjson"), "\(refused)")
        }

        /// Each event of the four builds as a line, and the report as the last one.
        private func proveStream(_ race: Program.Outcome) throws {
            #expect(race.status == 0 && race.errors.isEmpty, "\(race)")
            let lines = try race.output.split(separator: "\n").map { try json(String($0)) }
            #expect((lines.last?["lanes"] as? [Any])?.count == 2)
            let ends = lines.dropLast().filter { ($0["event"] as? [String: Any])?["event"] as? String == "finished" }
            let laps = ends.map { "\($0["side"] ?? "") \($0["lap"] ?? "")" }
            #expect(laps == ["A warmUp", "B warmUp", "A race", "B race"])
        }

        @Test func buildingTwiceNamesWhatIsUnsteady() throws {
            defer { project.remove() }
            let steady = try slipway("build", "--twice", "--build-arg", "SOURCE_DATE_EPOCH=1000", ".")
            #expect(steady.status == 0 && steady.output.contains("the same image, byte for byte"), "\(steady)")
            guard FileManager.default.isExecutableFile(atPath: "/bin/busybox") else { return }
            try FileManager.default.copyItem(
                at: URL(filePath: "/bin/busybox"), to: project.folder.appending(path: "busybox"))
            try project.write(
                "Dockerfile",
                "FROM scratch\nCOPY busybox /bin/sh\nCOPY busybox /bin/cat\nRUN cat /proc/sys/kernel/random/uuid >/id\n"
            )
            let unsteady = try slipway("build", "--twice", ".")
            #expect(unsteady.status == 1 && unsteady.output.contains("/id: content"), "\(unsteady)")
            #expect(unsteady.output.contains("line 4: RUN"), "\(unsteady.output)")
        }
    }
}
