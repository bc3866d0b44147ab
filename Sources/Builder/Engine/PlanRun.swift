internal import BuildPlan
internal import DockerfileSyntax
internal import ImageFormat
internal import ImageStore

/// Performs a plan: the stages that the target needs, then the image.
final class PlanRun {
    let services: BuildServices
    let plan: Plan
    /// The Dockerfile that the plan was made of.
    private let text: DockerfileText
    /// The step that the build is to stop before, which is no longer in the plan.
    private let stop: StepID?
    let context: BuildContext
    let diffs: DiffQueue
    let carried: CarriedCaches
    /// Every step that was performed or came from the cache, for `--cache-to`.
    var performed: [(key: Digest, record: StepRecord)] = []
    private let memory: MemoryRecord
    private let bases: BaseImages
    private lazy var earlier = memory.read()
    private var results: [Int: StageResult] = [:]
    /// The stages that run, so that their work so far is known when one fails.
    private var running: [Int: StageRun] = [:]
    private(set) lazy var schedule = StageSchedule(
        plan.stages.filter(\.isNeeded), cancellation: services.cancellation
    ) {
        [unowned self] (stage) throws(BuildStop) in
        try perform(stage)
    }
    private var tally = Tally()
    /// FROM neither comes from the cache nor is executed.
    private let fromSteps: Set<StepID>
    private var ended: Set<StepID> = []

    private struct Tally {
        var hits = 0
        var executed = 0
        var secondsSaved = 0.0
    }

    init(services: BuildServices, plan: Plan, of text: DockerfileText, stop: StepID?, context: BuildContext) {
        self.services = services
        self.plan = plan
        self.text = text
        self.stop = stop
        self.context = context
        fromSteps = Set(plan.stages.map(\.from.id))
        diffs = DiffQueue(store: services.store, clamp: services.request.sourceDate)
        bases = BaseImages(services: services) { recipe, emit in
            Build(recipe, store: services.store, checkout: nil, cancellation: services.cancellation, emit: emit).run()
        }
        carried = CarriedCaches(services)
        memory = MemoryRecord(
            store: services.store, dockerfile: context.dockerfileIdentity, context: context.identity)
    }

    func perform() throws(BuildStop) -> BuildResult {
        do {
            services.send(.contextRead(try context.summary(for: plan)))
            for stage in plan.stages where !stage.isNeeded { skip(stage) }
            try schedule.run()
            return try succeed()
        } catch {
            diffs.abandon()
            rememberWhatRan(in: nil)
            skipRest()
            throw error
        }
    }

    private func perform(_ stage: PlannedStage) throws(BuildStop) {
        let run = try StageRun(stage: stage, in: self)
        running[stage.index] = run
        results[stage.index] = try run.perform()
        running[stage.index] = nil
    }

    /// Whether the build ends early, because the user has asked for it or another stage has failed. Any thread may ask.
    var isStopping: Bool { schedule.stop.isCancelled }

    func lastBuild() -> BuildMemory { earlier }

    /// Whether the command line switches the cache off for a stage.
    func ignoresCache(_ stage: PlannedStage) -> Bool { services.request.ignoresCache(of: stage) }

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
        services.send(.stepFinished(finish))
    }

    /// Ends a step that failed or was cancelled, and says how the build ends.
    func end(_ step: PlannedStep, _ error: StepError, since began: Double, miss: MissCause?) -> BuildStop {
        let isCancelled = isStopping || error == .cancelled
        let column = step.statement.range.start.column
        let location = services.request.location(line: step.line, column: column)
        let failure = error.failure(of: step, at: location, hint: hint(for: error, in: step))
        let outcome: StepOutcome = isCancelled ? .cancelled : .failed(failure)
        finish(StepFinish(step: step.id, outcome: outcome, duration: services.clock.elapsed - began, miss: miss))
        return isCancelled ? .cancelled : .failed(step.id)
    }

    /// What the Dockerfile and the store tell of a failure, ahead of the advice that it brings along itself.
    private func hint(for error: StepError, in step: PlannedStep) -> String? {
        if let list = step.statement.brokenArray, step.statement.kind != .run { return CommandAdvice.advice(of: list) }
        if case .command(_, let output) = error {
            return CommandAdvice.fromAbove(step, output: output, in: text, for: services.request)
        }
        return FileAsFolder(plan: plan).hint(for: error, in: step)
            ?? MeantOrigin(plan: plan, store: services.store).hint(for: error, in: step)
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
        guard let target = results[plan.target] else {
            throw .internalFault(.targetWithoutResult(stage: plan.target))
        }
        let image = try ImageMaker(services: services, diffs: diffs).make(target) {
            self.services.request.keepsInlineCache ? CarriedStep.list(self.carriedSteps(within: target.layers)) : nil
        }
        rememberWhatRan(in: image.id.description)
        for folder in services.request.cacheDestinations { try carry(image, to: folder) }
        for destination in services.request.registryCacheDestinations { try carry(target, to: destination) }
        if let stop {
            skipRest()
            return .stopped(before: stop, image: image.id.description)
        }
        return .succeeded(
            BuiltImage(
                imageID: image.id.description, tags: services.request.tags.map(\.familiar), size: image.size,
                hits: tally.hits, executed: tally.executed, secondsSaved: tally.secondsSaved))
    }

    /// `--cache-to`: the image's layers and the steps that made them.
    private func carry(_ image: StoredImage, to folder: String) throws(BuildStop) {
        do { try CarriedCache(folder: folder).write(image, carriedSteps(), from: services.store) } catch {
            throw .refused([
                Refusal(
                    location: nil, message: "The cache cannot be written to `\(folder)`: \(error.words)", advice: nil)
            ])
        }
    }

    /// The same for a registry, where the base's layers are not sent along.
    private func carry(_ target: StageResult, to destination: RegistryCacheDestination) throws(BuildStop) {
        let steps = carriedSteps(within: destination.takesAllStages ? nil : target.layers)
        let wanted = Set(steps.compactMap(\.layer))
        var layers: [Layer] = []
        for id in performed.compactMap(\.record.layer) {
            guard let layer = try? services.store.layer(id), let diff = layer.diff?.id.description,
                wanted.contains(diff), !layers.contains(where: { $0.diff?.id == layer.diff?.id })
            else { continue }
            layers.append(layer)
        }
        do throws(NetworkChild.Failure) {
            try RegistryCache(destination.reference, number: -1, services: services).write(steps, layers)
        } catch {
            switch error {
            case .cancelled: throw .cancelled
            case .failed(let reason):
                let name = destination.reference.familiar
                throw .refused([
                    Refusal(location: nil, message: "The cache cannot be sent to \(name): \(reason).", advice: nil)
                ])
            }
        }
    }

    /// The steps of this build as a cache carries them.
    ///
    /// - Parameter layers: those that steps may have made to be carried; nil for any.
    private func carriedSteps(within layers: [Layer]? = nil) -> [CarriedStep] {
        let kept = layers.map { Set($0.map(\.id)) }
        return performed.compactMap { key, record in
            if let kept, let id = record.layer, !kept.contains(id) { return nil }
            let diff = record.layer.flatMap { try? services.store.layer($0).diff }
            return CarriedStep(
                key: key.hex, created: record.created, duration: record.duration, layer: diff?.id.description,
                size: diff?.tarSize)
        }
    }

    /// Keeps what the next build's misses are explained with.
    ///
    /// - Parameter image: the ID of what was made; nil where nothing was.
    private func rememberWhatRan(in image: String?) {
        context.saveDigests()
        // What stands below a stop was not reached.
        let cut = stop == nil ? nil : plan.target
        let finished = results.filter { $0.key != cut }.values.map(\.memory)
        let unfinished = running.values.map(\.memory) + (cut.flatMap { results[$0] }.map { [$0.memory] } ?? [])
        let isAsBefore = memory.write(
            finished.sorted { $0.index < $1.index }, unfinished: unfinished.sorted { $0.index < $1.index })
        // The image of a build like the last one is known already.
        if image == nil || !isAsBefore { memory.keep(finished + unfinished, of: image ?? services.buildID) }
    }
}

extension PlanRun: Origins {
    func stage(_ index: Int) throws(StepError) -> StageResult {
        guard let stage = results[index] else { throw .instruction(.unknownStage("\(index)")) }
        return stage
    }

    func image(_ name: String, progress: @escaping (BaseActivity) -> Void) throws(StepError) -> BaseImage {
        try bases.resolve(name, progress: progress)
    }
}
