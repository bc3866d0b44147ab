import BuildKitStreams
import BuildPlan
import Testing

@Suite("BuildKit's rawjson becomes our events")
struct SolveStatusTests {
    private let lesson = """
        FROM python:3.11-alpine
        WORKDIR /app
        COPY requirements.txt .
        RUN pip install -r requirements.txt
        COPY app.py .
        EXPOSE 5000
        CMD ["python", "app.py"]
        """

    /// As BuildKit writes it where the client hands the base over: FROM has no number, though it is counted.
    private let announced = """
        {"vertexes":[{"digest":"d","name":"[internal] load build definition from Dockerfile","started":"2026-01-01T00:00:00Z","completed":"2026-01-01T00:00:00.1Z"}]}
        {"vertexes":[{"digest":"m","name":"[context python:3.11-alpine] load metadata for docker.io/library/python:3.11-alpine@sha256:4","started":"2026-01-01T00:00:00Z"}]}
        {"vertexes":[{"digest":"c","inputs":["b","x"],"name":"[4/5] COPY app.py ."},{"digest":"b","inputs":["a"],"name":"[3/5] RUN pip install -r requirements.txt"},{"digest":"a","inputs":["w","x"],"name":"[2/5] COPY requirements.txt ."},{"digest":"w","inputs":["f"],"name":"[1/5] WORKDIR /app"},{"digest":"f","name":"[context python:3.11-alpine] OCI load from client"}]}
        {"vertexes":[{"digest":"f","name":"[context python:3.11-alpine] OCI load from client","started":"2026-01-01T00:00:01Z"}]}
        {"statuses":[{"id":"sha256:l","vertex":"f","current":50,"total":200,"timestamp":"2026-01-01T00:00:01Z"}]}
        {"vertexes":[{"digest":"w","inputs":["f"],"name":"[1/5] WORKDIR /app","started":"2026-01-01T00:00:02Z","completed":"2026-01-01T00:00:02Z","cached":true}]}

        """

    @Test("steps are found even if FROM has no number, and the rest of a stage is reported at the end")
    func cached() throws {
        let streamed = Streamed(
            dockerfile: lesson, expectations: [StepID(3): .changed(.argumentChanged(name: "A", old: nil, new: "1"))])
        let events = try streamed.events(
            announced + """
                {"vertexes":[{"digest":"a","inputs":["w","x"],"name":"[2/5] COPY requirements.txt .","started":"2026-01-01T00:00:02Z","completed":"2026-01-01T00:00:02Z","cached":true}]}
                {"vertexes":[{"digest":"b","inputs":["a"],"name":"[3/5] RUN pip install -r requirements.txt","started":"2026-01-01T00:00:02Z"}]}
                {"logs":[{"vertex":"b","stream":2,"data":"w7Y=","timestamp":"2026-01-01T00:00:03Z"},{"vertex":"b","stream":1,"data":"8J8=","timestamp":"2026-01-01T00:00:03Z"}]}
                {"logs":[{"vertex":"b","stream":1,"data":"mYI=","timestamp":"2026-01-01T00:00:03Z"}]}
                {"vertexes":[{"digest":"b","inputs":["a"],"name":"[3/5] RUN pip install -r requirements.txt","started":"2026-01-01T00:00:02Z","completed":"2026-01-01T00:00:04.5Z"}]}
                {"vertexes":[{"digest":"c","inputs":["b","x"],"name":"[4/5] COPY app.py .","started":"2026-01-01T00:00:05Z","completed":"2026-01-01T00:00:05.25Z"}]}
                """, by: SolveStatusReader(), end: .succeeded)
        #expect(
            try streamed.ends(events) == [
                "FROM done", "WORKDIR cached", "COPY cached", "RUN done", "COPY done", "EXPOSE done", "CMD done",
            ])
        #expect(events.finish(0)?.note == "a note")
        #expect(events.finish(3)?.duration == 2.5)
        #expect(events.finish(3)?.miss == .argumentChanged(name: "A", old: nil, new: "1"))
        #expect(events.finish(4)?.miss == .followsFrom(StepID(3)))
        #expect(events.log(3) == "ö🙂")
        #expect(
            events.contains(
                .stepProgress(
                    StepProgress(step: StepID(0), activity: "fetching layers", completed: 50, total: 200, unit: "bytes")
                )))
        guard case .succeeded(let image)? = events.result else { throw Unexpected() }
        #expect(image.hits == 2 && image.executed == 4 && image.size == 7)
    }

    @Test("a step that ran without a known change has no cause")
    func disagreement() throws {
        let streamed = Streamed(dockerfile: lesson, expectations: [StepID(2): .unchanged])
        let events = try streamed.events(
            announced + """
                {"vertexes":[{"digest":"a","name":"[2/5] COPY requirements.txt .","started":"2026-01-01T00:00:02Z","completed":"2026-01-01T00:00:03Z"}]}
                """, by: SolveStatusReader(), end: .succeeded)
        #expect(events.finish(2)?.miss == nil)
        #expect(events.finish(2)?.note?.contains("is not known") == true)
    }

    @Test("a failed command has its place, its status and advice from its output; later steps are skipped")
    func failure() throws {
        let streamed = Streamed(dockerfile: lesson)
        let events = try streamed.events(
            announced + """
                {"vertexes":[{"digest":"b","name":"[3/5] RUN pip install -r requirements.txt","started":"2026-01-01T00:00:02Z"}]}
                {"logs":[{"vertex":"b","stream":2,"data":"bm8=","timestamp":"2026-01-01T00:00:03Z"}]}
                {"vertexes":[{"digest":"b","name":"[3/5] RUN pip install -r requirements.txt","started":"2026-01-01T00:00:02Z","completed":"2026-01-01T00:00:04Z","error":"process \\"/bin/sh -c pip\\" did not complete successfully: exit code: 3"}]}
                Dockerfile:4
                ERROR: failed to build: failed to solve: process "/bin/sh -c pip" did not complete successfully: exit code: 3
                """, by: SolveStatusReader(), end: .failed)
        #expect(
            events.finish(3)?.outcome
                == .failed(
                    StepFailure(
                        message: "The command of RUN pip install -r requirements.txt ended with exit status 3.",
                        advice: "advice for 3: no", location: "Dockerfile:4:1", exitStatus: 3)))
        #expect(events.finish(6)?.outcome == .skipped)
        #expect(events.result == .failed(StepID(3)))
    }

    @Test("a file that COPY does not find is named")
    func missingFile() throws {
        let events = try Streamed(dockerfile: lesson).events(
            announced + """
                {"vertexes":[{"digest":"a","name":"[2/5] COPY requirements.txt .","started":"2026-01-01T00:00:02Z","completed":"2026-01-01T00:00:03Z","error":"failed to calculate checksum of ref a::b: \\"/requirements.txt\\": not found"}]}
                """, by: SolveStatusReader(), end: .failed)
        guard case .failed(let failure)? = events.finish(2)?.outcome else { throw Unexpected() }
        #expect(failure.message == "`requirements.txt` is not there: COPY and ADD look in the build context.")
        #expect(failure.location == "Dockerfile:3:1")
    }

    @Test("a cancelled build ends what runs as cancelled")
    func cancelled() throws {
        let streamed = Streamed(dockerfile: lesson)
        let events = try streamed.events(
            announced + """
                {"vertexes":[{"digest":"b","name":"[3/5] RUN pip install -r requirements.txt","started":"2026-01-01T00:00:02Z"}]}
                {"vertexes":[{"digest":"b","name":"[3/5] RUN pip install -r requirements.txt","started":"2026-01-01T00:00:02Z","completed":"2026-01-01T00:00:04Z","error":"process did not complete successfully: exit code: 137: context canceled: context canceled"}]}
                """, by: SolveStatusReader(), end: .cancelled)
        #expect(events.finish(3)?.outcome == .cancelled)
        #expect(events.result == .cancelled)
    }

    @Test("a missing base image fails its FROM; a lost engine is reported as lost")
    func lost() throws {
        let base = try Streamed(dockerfile: lesson).events(
            """
            {"vertexes":[{"digest":"m","name":"[internal] load metadata for docker.io/library/python:3.11-alpine","started":"2026-01-01T00:00:00Z","completed":"2026-01-01T00:00:01Z","error":"pull access denied"}]}
            ERROR: failed to solve: pull access denied
            """, by: SolveStatusReader(), end: .failed)
        #expect(base.result == .failed(StepID(0)))

        let gone = try Streamed(dockerfile: lesson).events(
            announced + """
                {"vertexes":[{"digest":"b","name":"[3/5] RUN pip install -r requirements.txt","started":"2026-01-01T00:00:02Z"}]}
                ERROR: failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF
                """, by: SolveStatusReader(), end: .failed)
        guard case .failed(let failure)? = gone.finish(3)?.outcome else { throw Unexpected() }
        #expect(failure.message.contains("engine was gone"))

        let brokenOff = try Streamed(dockerfile: lesson).events(
            """
            #7 [4/5] RUN pip install -r requirements.txt
            #7 0.150 begun
            cannot write /tmp/engine-1.id because server did not provide an image ID
            """, by: PlainProgressReader(), end: .failed)
        guard case .failed(let end)? = brokenOff.finish(3)?.outcome else { throw Unexpected() }
        #expect(end.message.contains("engine was gone") && !end.message.contains("engine-1.id"))

        let never = try Streamed(dockerfile: lesson).events(
            "ERROR: Cannot connect to the Docker daemon at unix:///nowhere. Is the docker daemon running?",
            by: SolveStatusReader(), end: .failed)
        guard case .refused(let refusals)? = never.result else { throw Unexpected() }
        #expect(refusals.first?.advice?.contains("slipway doctor") == true)
    }

    @Test("stages run in parallel, an unneeded stage is skipped, and steps with equal texts keep their order")
    func stages() throws {
        let streamed = Streamed(
            dockerfile: """
                FROM python:3.11-alpine AS one
                RUN true
                RUN true
                FROM python:3.11-alpine AS unused
                RUN echo never
                FROM one
                WORKDIR /
                COPY --from=one /a /b
                RUN echo $HOME
                """)
        let events = try streamed.events(
            """
            {"vertexes":[{"digest":"f","name":"[one 1/3] FROM docker.io/library/python:3.11-alpine@sha256:4","started":"2026-01-01T00:00:00Z"},{"digest":"a","name":"[one 2/3] RUN true"},{"digest":"b","name":"[one 3/3] RUN true"},{"digest":"c","inputs":["b"],"name":"[stage-2 1/3] COPY --from=one /a /b"},{"digest":"d","inputs":["c"],"name":"[stage-2 2/3] RUN echo /root"}]}
            {"vertexes":[{"digest":"b","name":"[one 3/3] RUN true","started":"2026-01-01T00:00:01Z","completed":"2026-01-01T00:00:02Z"}]}
            {"vertexes":[{"digest":"a","name":"[one 2/3] RUN true","started":"2026-01-01T00:00:01Z","completed":"2026-01-01T00:00:01Z","cached":true}]}
            {"vertexes":[{"digest":"c","inputs":["b"],"name":"[stage-2 1/3] COPY --from=one /a /b","started":"2026-01-01T00:00:01Z","completed":"2026-01-01T00:00:01Z"}]}
            {"vertexes":[{"digest":"d","inputs":["c"],"name":"[stage-2 2/3] RUN echo /root","started":"2026-01-01T00:00:01Z","completed":"2026-01-01T00:00:01Z"}]}
            """, by: SolveStatusReader(), end: .succeeded)
        #expect(
            try streamed.ends(events) == [
                "FROM done", "RUN cached", "RUN done", "FROM skipped", "RUN skipped", "FROM done", "WORKDIR done",
                "COPY done", "RUN done",
            ])
        #expect(events.finish(7)?.miss == .followsFrom(StepID(2)))
    }

    @Test("a warning has its rule and its line")
    func warning() throws {
        let events = try Streamed(dockerfile: lesson).events(
            #"{"warnings":[{"vertex":"d","level":1,"short":"UnVsZTogd29yZHMgKGxpbmUgNyk=","range":[{"start":{"line":7},"end":{"line":7}}]}]}"#,
            by: SolveStatusReader(), end: .succeeded)
        #expect(events.contains(.warning(BuildWarning(rule: "Rule", message: "words (line 7)", line: 7))))
    }
}

struct Unexpected: Error {}
