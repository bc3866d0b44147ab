internal import BuildKitStreams
internal import BuildPlan
internal import BuildRuns
internal import Builder
internal import Clocks
public import CommandLines
internal import Commands
public import Engines
internal import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import Printing
internal import Processes
public import Surroundings
internal import SystemPackage

/// `build` by Docker's builder, told in our own events: the lab, the journal and `why` see no difference.
public struct EngineBuild {
    private let options: BuildOptions
    private let surroundings: Surroundings
    private let docker: DockerProgram
    private let engine: DockerEngine
    private let store: Store

    /// - Throws: `CommandFailure` for what only our own builder does, or where the store cannot be opened.
    public init(_ options: BuildOptions, with docker: DockerProgram, in surroundings: Surroundings) throws {
        guard options.stopBefore == nil else {
            throw CommandFailure(
                "--stop-before needs Slipway's own builder: docker cannot stop a build before an instruction. Add --engine own."
            )
        }
        self.options = options
        self.surroundings = surroundings
        self.docker = docker
        engine = DockerEngine.probe(docker)
        store = try BuildStore.open(in: surroundings)
    }

    /// Builds, and tells it in our own events.
    ///
    /// - Returns: whether the build succeeded.
    public func run() throws -> Bool {
        let request = try BuildArguments(options, store: store, in: surroundings).request()
        let cancellation = Interruption.watch()
        let progress = options.quiet ? .quiet : options.progress
        let isForPrograms = progress == .quiet || progress == .rawjson
        var output = EventOutput(
            progress: progress, to: isForPrograms ? .output : .error, store: store, in: surroundings)
        let start = MonotonicClock.now
        let result = build(request, cancellation) { event in
            output.show(TimedBuildEvent(time: MonotonicClock.now - start, event: event))
        } tick: {
            output.tick(at: MonotonicClock.now - start)
        }
        output.finish()
        if case .succeeded = result { return true }
        return false
    }

    private func build(
        _ request: BuildRequest, _ cancellation: Cancellation, send: (BuildEvent) -> Void, tick: () -> Void
    ) -> BuildResult? {
        let wallClock = WallClock.now
        send(
            .started(
                BuildStart(
                    buildID: BuildID.make(at: wallClock), dockerfile: request.dockerfileName,
                    context: request.shownContext, tags: request.tags.map(\.familiar), wallClock: wallClock)))
        func refuse(_ refusals: [Refusal]) -> BuildResult {
            send(.finished(.refused(refusals)))
            return .refused(refusals)
        }
        guard engine.canBuild else { return refuse([silence]) }
        let planned: ForeignBuild
        do throws(ForeignRefusal) {
            planned = try ForeignBuild(request, store: store, engine: engine.label)
        } catch { return refuse(error.refusals) }
        for warning in planned.warnings { send(.warning(warning)) }
        send(.planned(planned.outline))
        send(.contextRead(planned.context))
        return perform(planned, of: request, cancellation, send: send, tick: tick)
    }

    /// Has Docker build what was planned, and tells what it says of it in our own events.
    private func perform(
        _ planned: ForeignBuild, of request: BuildRequest, _ cancellation: Cancellation, send: (BuildEvent) -> Void,
        tick: () -> Void
    ) -> BuildResult? {
        let handed = EngineBases(docker: docker, engine: engine, store: store, surroundings: surroundings)
            .handOver(planned.bases)
        defer { handed.remove() }
        var translation = BuildTranslation(
            outline: planned.outline, dockerfile: request.dockerfileName, expectations: planned.expectations,
            baseNotes: handed.notes, advice: { planned.advice(for: $0, status: $1, output: $2) })
        var run = EngineRun(
            docker: docker, engine: engine, options: options, store: store, surroundings: surroundings,
            bases: handed.folders)
        var built: Set<StepID> = []
        var result: BuildResult?
        let clock = MonotonicClock.now
        func tell(_ events: [BuildEvent]) {
            for event in events {
                switch event {
                // BuildKit makes the checks that we make.
                case .warning(let warning) where planned.warnings.contains { $0.isLike(warning) }: continue
                case .stepFinished(let finish): if Self.isBuilt(finish.outcome) { built.insert(finish.step) }
                case .finished(let end): result = end
                case .started, .planned, .contextRead, .stepStarted, .stepProgress, .stepLog, .warning: break
                }
                send(event)
            }
        }
        tell(translation.begin(at: 0))
        let end = run.perform(cancellation, tick: tick) { updates in
            tell(translation.read(updates, at: MonotonicClock.now - clock))
        }
        tell(translation.end(end, at: MonotonicClock.now - clock))
        planned.remember(built)
        return result
    }

    private static func isBuilt(_ outcome: StepOutcome) -> Bool {
        switch outcome {
        case .cached, .done: true
        case .failed, .skipped, .cancelled: false
        }
    }

    private var silence: Refusal {
        Refusal(
            location: nil, message: "Docker cannot build: \(engine.summary).",
            advice:
                "Start Docker, or say which one is meant with DOCKER_HOST, `docker context use` or `docker buildx use`. --engine own needs none."
        )
    }
}

extension BuildWarning {
    /// Whether it is the same finding in other words.
    fileprivate func isLike(_ other: BuildWarning) -> Bool { rule == other.rule && line == other.line }
}
