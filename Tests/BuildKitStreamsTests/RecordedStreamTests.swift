import BuildKitStreams
import BuildPlan
import Foundation
import Testing

/// What a current BuildKit wrote with `--progress=rawjson`, recorded in `Tests/BuildKitRecordings`: buildx and buildkitd
/// of August 2026, remote driver, with the base image handed over.
@Suite struct RecordedStreamTests {
    private static let lesson = """
        FROM python:3.11-alpine

        WORKDIR /app

        COPY requirements.txt .

        RUN pip install --no-cache-dir -r requirements.txt

        COPY app.py .

        EXPOSE 5000

        CMD ["python", "app.py"]
        """

    private static let stages = #"""
        FROM python:3.11-alpine AS one
        RUN for i in 1 2 3; do echo one $i; sleep 0.3; done; echo 1 > /one
        FROM python:3.11-alpine AS two
        RUN for i in 1 2 3; do echo two $i >&2; sleep 0.3; done; echo 2 > /two
        FROM python:3.11-alpine AS unused
        RUN echo never
        FROM python:3.11-alpine
        COPY --from=one /one /
        COPY --from=two /two /
        RUN <<EOT
        printf '\033[31mred\033[0m and a long line: '
        head -c 3000 /dev/zero | tr '\0' x; echo
        EOT
        CMD cat /one
        """#

    private func events(_ name: String, of dockerfile: String, _ end: EngineEnd) throws -> [BuildEvent] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "BuildKitRecordings/\(name).jsonl")
        return try Streamed(dockerfile: dockerfile).events(
            String(contentsOf: file, encoding: .utf8), by: SolveStatusReader(), end: end)
    }

    /// The ends of all steps but FROM; each step has one.
    private func ends(_ name: String, of dockerfile: String, _ end: EngineEnd) throws -> [String] {
        let ends = try Streamed(dockerfile: dockerfile).ends(try events(name, of: dockerfile, end))
        #expect(ends.allSatisfy { !$0.contains("+") && !$0.hasSuffix(" ") }, "each step ends once: \(ends)")
        return ends.filter { !$0.hasPrefix("FROM") }
    }

    @Test(
        arguments: [
            ("lesson-cold", ["done", "done", "done", "done", "done", "done"]),
            ("lesson-cached", ["cached", "cached", "cached", "cached", "cached", "cached"]),
            ("lesson-app-edited", ["cached", "cached", "cached", "done", "done", "done"]),
        ])
    func theLesson(_ name: String, _ words: [String]) throws {
        let keywords = ["WORKDIR", "COPY", "RUN", "COPY", "EXPOSE", "CMD"]
        #expect(try ends(name, of: Self.lesson, .succeeded) == zip(keywords, words).map { "\($0) \($1)" })
    }

    @Test func theOutputOfACommandIsItsSteps() throws {
        let cold = try events("lesson-cold", of: Self.lesson, .succeeded)
        #expect(cold.log(3).contains("Successfully installed"))
        #expect(cold.finish(3)?.duration ?? 0 > 0)
        let stages = try events("stages-cold", of: Self.stages, .succeeded)
        #expect(stages.log(1) == "one 1\none 2\none 3\n")
        #expect(stages.log(3) == "two 1\ntwo 2\ntwo 3\n")
    }

    @Test(arguments: [("stages-cold", "done"), ("stages-cached", "cached")])
    func stagesSideBySideAndOneThatIsNotNeeded(_ name: String, _ word: String) throws {
        #expect(
            try ends(name, of: Self.stages, .succeeded) == [
                "RUN \(word)", "RUN \(word)", "RUN skipped", "COPY \(word)", "COPY \(word)", "RUN \(word)",
                "CMD \(word)",
            ])
        let warned = try events(name, of: Self.stages, .succeeded).contains { event in
            if case .warning(let warning) = event {
                warning.rule == "JSONArgsRecommended" && warning.line == 14
            } else {
                false
            }
        }
        #expect(warned)
    }

    @Test func aCommandThatFails() throws {
        #expect(
            try ends("run-fails", of: Self.lesson, .failed) == [
                "WORKDIR cached", "COPY done", "RUN failed", "COPY skipped", "EXPOSE skipped", "CMD skipped",
            ])
        let events = try events("run-fails", of: Self.lesson, .failed)
        guard case .failed(let failure)? = events.finish(3)?.outcome else { throw Unexpected() }
        #expect(failure.exitStatus == 1 && failure.location == "Dockerfile:7:1")
        #expect(events.result == .failed(StepID(3)))
    }

    @Test func aFileThatIsNotThere() throws {
        #expect(
            try ends("copy-missing", of: Self.lesson, .failed) == [
                "WORKDIR cached", "COPY failed", "RUN skipped", "COPY skipped", "EXPOSE skipped", "CMD skipped",
            ])
        let events = try events("copy-missing", of: Self.lesson, .failed)
        guard case .failed(let failure)? = events.finish(2)?.outcome else { throw Unexpected() }
        #expect(failure.message == "`requirements.txt` is not there: COPY and ADD look in the build context.")
    }

    /// Our own reader finds it before BuildKit is asked; where it does not, BuildKit's words are told at their line.
    @Test func aLineThatBuildKitCannotRead() throws {
        let events = try events("parse-error", of: Self.lesson, .failed)
        guard case .failed(let failure)? = events.finish(4)?.outcome else { throw Unexpected() }
        #expect(failure.message.contains("unknown instruction: COPPY"))
        #expect(events.result == .failed(StepID(4)))
    }

    @Test func aBuildThatWasCancelled() throws {
        let dockerfile = "FROM python:3.11-alpine\nRUN sleep 30"
        #expect(try ends("cancelled", of: dockerfile, .cancelled) == ["RUN cancelled"])
        #expect(try events("cancelled", of: dockerfile, .cancelled).result == .cancelled)
    }
}
