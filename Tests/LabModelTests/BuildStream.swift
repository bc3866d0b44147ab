import BuildPlan
import LabModel

/// Streams of events as a builder writes them, for tests.
struct BuildStream {
    var events: [TimedBuildEvent] = []
    private var time = 0.0

    static let dockerfile = """
        FROM python:3.11-alpine

        WORKDIR /app

        COPY requirements.txt .

        RUN pip install --no-cache-dir \\
            -r requirements.txt

        COPY app.py .

        EXPOSE 5000
        """

    /// The steps of `dockerfile`: text, first and last line.
    static let lesson: [(String, Int, Int)] = [
        ("FROM python:3.11-alpine", 1, 1), ("WORKDIR /app", 3, 3), ("COPY requirements.txt .", 5, 5),
        ("RUN pip install --no-cache-dir -r requirements.txt", 7, 8), ("COPY app.py .", 10, 10),
        ("EXPOSE 5000", 12, 12),
    ]

    /// Started and planned.
    init(_ steps: [(String, Int, Int)] = Self.lesson, stages: [StageOutline]? = nil, stageOf: [Int] = []) {
        add(
            .started(
                BuildStart(
                    buildID: "b1", dockerfile: "Dockerfile", context: ".", tags: ["my-flask-app:v1"], wallClock: 0)))
        let outlines = steps.enumerated().map { index, step in
            StepOutline(
                id: StepID(index), stage: stageOf.isEmpty ? 0 : stageOf[index],
                keyword: String(step.0.prefix { $0 != " " }), text: step.0, firstLine: step.1, lastLine: step.2,
                ordinal: index + 1, stageStepCount: steps.count)
        }
        let only = [StageOutline(index: 0, name: nil, base: "python:3.11-alpine", isNeeded: true)]
        add(.planned(BuildOutline(stages: stages ?? only, steps: outlines)))
        add(.contextRead(ContextSummary(files: 3, bytes: 300)))
    }

    mutating func add(_ event: BuildEvent, after seconds: Double = 0.1) {
        time += seconds
        events.append(TimedBuildEvent(time: time, event: event))
    }

    mutating func start(_ step: Int) { add(.stepStarted(StepID(step))) }

    mutating func log(_ step: Int, _ text: String) {
        add(.stepLog(StepLog(step: StepID(step), stream: .stdout, text: text)))
    }

    mutating func end(
        _ step: Int, _ outcome: StepOutcome, seconds: Double = 0.1, miss: MissCause? = nil, bytes: Int64? = nil
    ) {
        let finish = StepFinish(
            step: StepID(step), outcome: outcome, duration: seconds, miss: miss, layerBytes: bytes)
        add(.stepFinished(finish), after: seconds)
    }

    mutating func run(
        _ step: Int, _ outcome: StepOutcome, seconds: Double = 0.1, miss: MissCause? = nil, bytes: Int64? = nil
    ) {
        start(step)
        end(step, outcome, seconds: seconds, miss: miss, bytes: bytes)
    }

    mutating func succeed(hits: Int, executed: Int, saved: Double) {
        let image = BuiltImage(
            imageID: "sha256:0123456789abcdef", tags: ["my-flask-app:v1"], size: 78_000_000, hits: hits,
            executed: executed, secondsSaved: saved)
        add(.finished(.succeeded(image)))
    }

    /// Everything runs.
    static var cold: BuildStream {
        var stream = BuildStream()
        stream.run(0, .done)
        for step in 1...5 { stream.run(step, .done, seconds: step == 3 ? 1.4 : 0.1, miss: .neverBuilt, bytes: 1000) }
        stream.succeed(hits: 0, executed: 5, saved: 0)
        return stream
    }

    /// `app.py` was edited: hits above its COPY, misses from there on.
    static var editedApp: BuildStream {
        var stream = BuildStream()
        stream.run(0, .done)
        for step in 1...3 { stream.run(step, .cached(saved: step == 3 ? 1.4 : 0.1)) }
        let change = FileChange(
            path: "app.py", kind: .text(line: 7, old: "    return \"Hello\"", new: "    return \"Hi\""))
        stream.run(4, .done, miss: .filesChanged([change]), bytes: 210)
        stream.run(5, .done, miss: .followsFrom(StepID(4)))
        stream.succeed(hits: 3, executed: 2, saved: 1.6)
        return stream
    }

    /// `pip install` fails; what follows is skipped.
    static var failed: BuildStream {
        var stream = BuildStream()
        stream.run(0, .done)
        stream.run(1, .cached(saved: 0.1))
        stream.run(2, .done, miss: .neverBuilt, bytes: 13)
        stream.start(3)
        stream.log(3, "\u{1B}[31mERROR: No matching distribution found for flask==99.99.99\u{1B}[0m\n")
        let failure = StepFailure(
            message: "The command ended with exit status 1.", advice: "Look at the version in requirements.txt.",
            location: "Dockerfile:7:1", exitStatus: 1)
        stream.end(3, .failed(failure), seconds: 0.8, miss: .neverBuilt)
        stream.end(4, .skipped, seconds: 0)
        stream.end(5, .skipped, seconds: 0)
        stream.add(.finished(.failed(StepID(3))))
        return stream
    }

    /// Stopped at a breakpoint before `pip install`.
    static var stopped: BuildStream {
        var stream = BuildStream()
        stream.run(0, .done)
        for step in 1...2 { stream.run(step, .cached(saved: 0.1)) }
        for step in 3...5 { stream.end(step, .skipped, seconds: 0) }
        stream.add(.finished(.stopped(before: StepID(3), image: "sha256:0")))
        return stream
    }

    /// Stopped in the middle of `pip install`.
    static var cancelled: BuildStream {
        var stream = BuildStream()
        stream.run(0, .done)
        stream.run(1, .done, miss: .neverBuilt)
        stream.run(2, .done, miss: .neverBuilt)
        stream.start(3)
        stream.end(3, .cancelled, seconds: 0.5)
        stream.end(4, .skipped, seconds: 0)
        stream.end(5, .skipped, seconds: 0)
        stream.add(.finished(.cancelled))
        return stream
    }

    /// Two stages, of which the target needs the second only.
    static var multiStage: BuildStream {
        var stream = BuildStream(
            [
                ("FROM alpine AS test", 1, 1), ("RUN pytest", 2, 2), ("FROM alpine AS final", 3, 3),
                ("COPY app.py .", 4, 4),
            ],
            stages: [
                StageOutline(index: 0, name: "test", base: "alpine", isNeeded: false),
                StageOutline(index: 1, name: "final", base: "alpine", isNeeded: true),
            ], stageOf: [0, 0, 1, 1])
        stream.end(0, .skipped, seconds: 0)
        stream.end(1, .skipped, seconds: 0)
        stream.run(2, .done)
        stream.run(3, .done, miss: .neverBuilt, bytes: 210)
        stream.succeed(hits: 0, executed: 1, saved: 0)
        return stream
    }

    /// The fold of the events up to a count, at lab time 100.
    func folded(_ count: Int? = nil) -> BuildRun {
        var run = BuildRun(id: RunID(1), source: Self.dockerfile)
        for event in events.prefix(count ?? events.count) { run.apply(event, now: 100 + event.time) }
        return run
    }
}
