internal import DockerfileSyntax
internal import BuildPlan
internal import ImageFormat
internal import ImageStore

/// Performs a plan: the stages that the target needs, one after the other, then the image.
final class PlanRun {
    let build: Build
    let plan: Plan
    let context: BuildContext
    let diffs: DiffQueue
    private let memory: MemoryRecord
    private let bases: BaseImages
    private lazy var earlier = memory.read()
    private var results: [Int: StageResult] = [:]
    /// The stage that runs, for what it did when it fails.
    private var current: StageRun?
    private var tally = Tally()
    /// FROM neither comes from the cache nor is executed.
    private let fromSteps: Set<StepID>
    private var ended: Set<StepID> = []

    private struct Tally {
        var hits = 0
        var executed = 0
        var secondsSaved = 0.0
    }

    init(build: Build, plan: Plan, context: BuildContext) {
        self.build = build
        self.plan = plan
        self.context = context
        fromSteps = Set(plan.stages.map(\.from.id))
        diffs = DiffQueue(store: build.store, clamp: build.request.sourceDate)
        bases = BaseImages(build: build)
        memory = MemoryRecord(
            store: build.store, dockerfile: context.dockerfileIdentity, context: context.identity)
    }

    func perform() throws(BuildStop) -> BuildResult {
        do {
            build.send(.contextRead(try context.summary(for: plan)))
            for stage in plan.stages {
                if stage.isNeeded {
                    let running = try StageRun(stage: stage, in: self)
                    current = running
                    results[stage.index] = try running.perform()
                    current = nil
                } else {
                    skip(stage)
                }
            }
            return try succeed()
        } catch {
            diffs.abandon()
            rememberWhatRan()
            skipRest()
            throw error
        }
    }

    /// The result of a stage that was built before.
    func result(of stage: Int) -> StageResult? { results[stage] }

    func lastBuild() -> BuildMemory { earlier }

    /// Whether the command line switches the cache off for a stage.
    func ignoresCache(_ stage: PlannedStage) -> Bool {
        build.request.ignoresCache || build.request.uncachedStages.contains(stage.name ?? "\(stage.index)")
    }

    /// An image that FROM or `--from` names.
    func image(_ name: String, progress: @escaping (BaseActivity) -> Void) throws(StepError) -> BaseImage {
        try bases.resolve(name, progress: progress)
    }

    /// The layers that the files of an origin lie in; nil for the build context.
    func layers(of origin: CopyAction.Origin) throws(StepError) -> [Layer]? {
        switch origin {
        case .context: return nil
        case .stage(let index):
            guard let stage = result(of: index) else { throw .instruction(.unknownStage("\(index)")) }
            return stage.layers
        case .image(let name): return try image(name) { _ in }.layers
        }
    }

    /// What stands for all that an origin holds.
    func identity(of origin: CopyAction.Origin) throws(StepError) -> String {
        switch origin {
        case .context: return "context \(context.identity)"
        case .stage(let index):
            guard let stage = result(of: index) else { throw .instruction(.unknownStage("\(index)")) }
            return "stage \(stage.key)"
        case .image(let name): return "image \(try image(name) { _ in }.image.id)"
        }
    }

    // MARK: Ends

    func finish(_ finish: StepFinish) {
        ended.insert(finish.step)
        switch finish.outcome {
        case .cached(let saved):
            tally.hits += 1
            tally.secondsSaved += saved
        case .done where !fromSteps.contains(finish.step): tally.executed += 1
        case .done, .failed, .skipped, .cancelled: break
        }
        build.send(.stepFinished(finish))
    }

    /// Ends a step that failed or was cancelled, and says how the build ends.
    func end(_ step: PlannedStep, _ error: StepError, since began: Double, miss: MissCause?) -> BuildStop {
        let isCancelled = build.cancellation.isCancelled || error == .cancelled
        let column = step.statement.range.start.column
        let location = build.request.location(line: step.line, column: column)
        let outcome: StepOutcome = isCancelled ? .cancelled : .failed(error.failure(of: step, at: location))
        finish(StepFinish(step: step.id, outcome: outcome, duration: build.clock.elapsed - began, miss: miss))
        return isCancelled ? .cancelled : .failed(step.id)
    }

    private func skip(_ stage: PlannedStage) {
        for step in [stage.from] + stage.steps {
            finish(StepFinish(step: step.id, outcome: .skipped, duration: 0))
        }
    }

    private func skipRest() {
        for step in plan.outline.steps where !ended.contains(step.id) {
            finish(StepFinish(step: step.id, outcome: .skipped, duration: 0))
        }
    }

    private func succeed() throws(BuildStop) -> BuildResult {
        guard let target = results[plan.target] else { throw .cancelled }
        let image = try ImageMaker(run: self).make(target)
        rememberWhatRan()
        return .succeeded(
            BuiltImage(
                imageID: image.id.description, tags: build.request.tags.map(\.familiar), size: image.size,
                hits: tally.hits, executed: tally.executed, secondsSaved: tally.secondsSaved))
    }

    /// Keeps what the next build's misses are explained with.
    private func rememberWhatRan() {
        context.saveDigests()
        let memories = results.values.map(\.memory) + [current?.memory].compactMap { $0 }
        memory.write(memories.sorted { $0.index < $1.index })
    }
}
