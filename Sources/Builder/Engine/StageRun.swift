internal import BuildPlan
internal import DockerfileSyntax
internal import ImageFormat
internal import ImageStore

/// Performs one stage, instruction by instruction.
final class StageRun {
    let stage: PlannedStage
    let run: PlanRun
    private var services: BuildServices { run.services }
    private var result: StageResult
    /// Knows the last build of this stage, which is read when a step first misses.
    private lazy var misses = StageMisses(
        stage: stage, earlier: run.lastBuild().stage(index: stage.index, name: stage.name), store: services.store,
        ignoresCache: run.ignoresCache(stage))

    /// Starts the stage: finds its base.
    init(stage: PlannedStage, in run: PlanRun) throws(BuildStop) {
        self.stage = stage
        self.run = run
        let start = StageStart(stage: stage, plan: run.plan, services: run.services, origins: run)
        let began = run.services.clock.elapsed
        run.services.send(.stepStarted(stage.from.id))
        do {
            let (result, note) = try start.result()
            self.result = result
            for trigger in try start.triggers() {
                var miss: MissCause?
                _ = try perform(trigger, at: 0, since: began, &miss)
            }
            run.finish(
                StepFinish(
                    step: stage.from.id, outcome: .done, duration: run.services.clock.elapsed - began, note: note))
        } catch {
            throw run.end(stage.from, error, since: began, miss: nil)
        }
    }

    func perform() throws(BuildStop) -> StageResult {
        for (position, step) in stage.steps.enumerated() {
            guard !run.isStopping else { throw .cancelled }
            let began = services.clock.elapsed
            services.send(.stepStarted(step.id))
            var miss: MissCause?
            do {
                run.finish(try perform(step, at: position, since: began, &miss))
            } catch {
                throw run.end(step, error, since: began, miss: miss)
            }
        }
        return result
    }

    /// Performs a step, and does it anew where a file of the context changed between its key and its copy: what changes
    /// is held the next time, so that there is an end.
    private func perform(
        _ step: PlannedStep, at position: Int, since began: Double, _ miss: inout MissCause?
    ) throws(StepError) -> StepFinish {
        let firstMiss = result.firstMiss
        for _ in 0..<Self.mostAttempts {
            do throws(StepError) {
                return try attempt(step, at: position, since: began, &miss)
            } catch {
                guard case .write(.changed) = error else { throw error }
                result.firstMiss = firstMiss
            }
        }
        run.context.tree.held.holdsAll = true
        return try attempt(step, at: position, since: began, &miss)
    }

    /// After so many attempts, every file of the context is held while it is read.
    private static let mostAttempts = 3

    private func attempt(
        _ step: PlannedStep, at position: Int, since began: Double, _ miss: inout MissCause?
    ) throws(StepError) -> StepFinish {
        let (next, effect) = try result.applying(step, of: stage, in: run.plan)
        let work = StepWork(
            step: step, effect: effect, before: result, services: services, origins: run, schedule: run.schedule)
        var inputs = try work.readInputs()
        let key = work.key(inputs)
        let memory = StepMemory(
            text: step.text, expanded: effect.expanded, parent: work.parent.hex, key: key.hex,
            arguments: effect.explainedArguments(for: services.request))
        if let hit = lookUp(key, effect.action) {
            services.store.noteUse(ofRecord: key)
            advance(to: next, work.stageKey(after: key), memory, effect, hit.record, hit.layer)
            return StepFinish(
                step: step.id, outcome: .cached(saved: hit.record.duration), duration: services.clock.elapsed - began,
                layerBytes: hit.layer?.diff?.fileBytes, diffID: hit.layer?.diff?.id.description,
                note: hit.origin.map { "from the cache of \($0)" })
        }
        inputs = try work.complete(inputs)
        miss = misses.cause(of: memory, isLinked: work.isLinked, at: position, after: result, inputs)
        result.firstMiss = result.firstMiss ?? step.id
        // A live display shows from now on that the step runs.
        services.tick()
        let done = try work.perform(inputs)
        let record = StepRecord(
            created: services.created, duration: services.clock.elapsed - began, layer: done.layer?.id)
        keep(record, key, inputs, done)
        if let layer = done.layer { run.diffs.add(layer.id) }
        advance(to: next, work.stageKey(after: key), memory, effect, record, done.layer)
        return StepFinish(
            step: step.id, outcome: .done, duration: record.duration, miss: miss, layerBytes: done.fileBytes,
            note: done.note)
    }

    /// The steps so far, for the explanations of the next build.
    var memory: StageMemory { result.memory }

    // MARK: The cache

    /// - Returns: also the cache of `--cache-from` that had it; nil where the store itself did.
    private func lookUp(_ key: Digest, _ action: StepAction) -> (record: StepRecord, layer: Layer?, origin: String?)? {
        guard !run.ignoresCache(stage) else { return nil }
        let own = (try? services.store.record(key)).flatMap { $0 }.flatMap { StepRecord($0) }
        let carried = own == nil ? run.carried.record(key) : nil
        guard let record = own ?? carried?.record else { return nil }
        guard action.makesLayer else { return (record, nil, carried?.from) }
        guard let id = record.layer, let layer = try? services.store.layer(id) else { return nil }
        // A build that was killed has left the layer without its diff ID.
        if layer.diff == nil, (try? Isolation.enter()) != nil { run.diffs.add(id) }
        return (record, layer, carried?.from)
    }

    private func keep(_ record: StepRecord, _ key: Digest, _ inputs: StepInputs, _ done: StepWork.Done) {
        // A record that cannot be kept costs the next build time, and this one nothing.
        try? services.store.put(record.cacheRecord(key: key, lineage: "step"))
        guard !inputs.files.isEmpty else { return }
        let list = InputRecord(files: inputs.files, placements: done.placements)
        if let kept = list.cacheRecord(of: key, layers: [record.layer].compactMap { $0 }) {
            try? services.store.put(kept)
        }
    }

    private func advance(
        to state: StageState, _ key: Digest, _ memory: StepMemory, _ effect: StepEffect, _ record: StepRecord,
        _ layer: Layer?
    ) {
        result.state = state
        result.key = key
        result.memory.steps.append(memory)
        if let done = Digest(hex: memory.key) { run.performed.append((done, record)) }
        if let layer { result.layers.append(layer) }
        guard let text = effect.history else { return }
        result.history.append(
            HistoryEntry(
                created: services.sourceDate ?? record.created, createdBy: text, comment: "buildkit.dockerfile.v0",
                isEmptyLayer: !effect.action.makesLayer))
    }
}
