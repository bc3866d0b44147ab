import Foundation
import Testing

extension EndToEnd {
    /// Recordings of real terminals and builds, and what plays them.
    @Suite(.enabled(if: Program.isBuilt, "build the program first: ./slipway test"))
    struct RecordingTests {
        let project: Project
        let slipway: Program

        init() throws {
            project = try Project(named: "recording")
            slipway = Program(folder: project.folder)
        }

        private func lines(_ text: String) -> [String] {
            text.unicodeScalars.split { $0 == "\r" || $0 == "\n" }.map { String($0) }
        }

        private func record(_ command: String, to file: String = "out.cast") throws -> Program.Outcome {
            try slipway("record", file, "--size", "80x24", "--", "bash", "-c", command)
        }

        @Test func aCommandIsRecordedWithItsTimesItsSizeAndItsStatus() throws {
            defer { project.remove() }
            let outcome = try record("stty size; printf '\\e[31mrot é\\e[0m'; sleep 0.4; echo; exit 7")
            #expect(outcome.status == 7)
            #expect(outcome.output.contains("24 80"))
            let text = try String(contentsOf: project.folder.appending(path: "out.cast"), encoding: .utf8)
            let lines = text.split(separator: "\n")
            let header = try #require(try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
            #expect(header["version"] as? Int == 2 && header["width"] as? Int == 80 && header["height"] as? Int == 24)
            let environment = try #require(header["env"] as? [String: String])
            #expect(Set(environment.keys).isSubset(of: ["TERM", "SHELL"]))
            let events = try lines.dropFirst().map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [Any])
            }
            let times = events.compactMap { $0[0] as? Double }
            #expect(times.count == events.count && times == times.sorted())
            #expect((times.last ?? 0) - (times.first ?? 0) >= 0.4, "the wait is in the times: \(times)")
            let played = try slipway("replay", "out.cast")
            #expect(played.output == outcome.output)
        }

        @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/asciinema"), "needs asciinema"))
        func asciinemaPlaysWhatIsRecorded() throws {
            defer { project.remove() }
            let outcome = try record("printf '\\e[1mbold\\e[0m \\xf0\\x9f\\x90\\xb3\\n'; seq 200")
            // It wants a terminal of its own, which adds carriage returns.
            let cat = ["env", "LC_ALL=C.UTF-8", "script", "-qec", "asciinema cat out.cast", "/dev/null"]
            let played = try slipway.run(cat)
            #expect(lines(played.output) == lines(outcome.output), "\(played.output)\(played.errors)")
        }

        @Test func anExistingFileIsNotReplacedUnasked() throws {
            defer { project.remove() }
            try project.write("out.cast", "mine")
            let refused = try record("true")
            #expect(refused.status != 0 && refused.errors.contains("--overwrite"), "\(refused.errors)")
            #expect(try String(contentsOf: project.folder.appending(path: "out.cast"), encoding: .utf8) == "mine")
        }

        @Test(.enabled(if: Tmux.isThere, "needs tmux"))
        func aRecordedBuildPlaysInTheBuildPaneWithPauseAndStep() throws {
            defer { project.remove() }
            try project.write(
                "Dockerfile", "FROM python:3.11-alpine\nRUN echo one-\(UUID().uuidString)\nRUN echo two\n")
            let built = try slipway("build", "--progress", "rawjson", ".")
            #expect(built.status == 0)
            try project.write("build.jsonl", built.output)
            let plain = try slipway("replay", "build.jsonl")
            #expect(plain.output.contains("[3/3] RUN echo two"), "\(plain.output)")

            let tmux = try Tmux(columns: 100, rows: 24, folder: project.folder)
            defer { tmux.end() }
            try tmux.type("clear; \(Program.binary) replay build.jsonl --speed 0.125; echo ended $?\n")
            try tmux.wait(for: "playing")
            try tmux.press("Space")
            try tmux.wait(for: "paused")
            let before = try tmux.screen()
            for _ in 0..<3 { try tmux.press(".") }
            try tmux.wait(for: "another event") { $0 != before && $0.contains("paused") }
            try tmux.press("Space", "+", "+", "+", "+", "+", "+", "+")
            let end = try tmux.wait(for: " end ")
            #expect(end.contains("✓ [3/3] RUN echo two"), "\(end)")
            try tmux.press("q")
            try tmux.wait(for: "ended 0")
        }

        @Test func whatIsNoRecordingIsRefusedWithItsLine() throws {
            defer { project.remove() }
            try project.write("no.cast", "{\"version\": 2, \"width\": 80, \"height\": 24}\n[1]\n")
            let cast = try slipway("replay", "no.cast")
            #expect(cast.status != 0 && cast.errors.contains("line 2"), "\(cast.errors)")
            try project.write("no.jsonl", "hello\n")
            let build = try slipway("replay", "no.jsonl")
            #expect(build.status != 0 && build.errors.contains("no.jsonl:1"), "\(build.errors)")
        }
    }
}
