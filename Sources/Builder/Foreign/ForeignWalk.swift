internal import BuildPlan
internal import DockerfileSyntax
internal import ImageFormat
internal import ImageStore
internal import SystemPackage

/// A stage of a build that another engine performs, with the inputs of its steps as they are now.
struct ForeignStage {
    struct Step {
        var id: StepID
        var memory: StepMemory
        var files: [FileInput]
        /// Where the files are; nil where there are none.
        var tree: FileTree?
    }

    var memory: StageMemory
    var steps: [Step] = []
}

/// Goes through a plan as a build would, without its results: what a step does is not known, only what it stands on.
struct ForeignWalk {
    let plan: Plan
    let request: BuildRequest
    let context: BuildContext
    let store: Store
    let earlier: BuildMemory
    let texts: KeptTexts
    private(set) var expectations: [StepID: StepExpectation] = [:]
    private var states: [Int: (state: StageState, key: Digest)] = [:]

    init(
        plan: Plan, request: BuildRequest, context: BuildContext, store: Store, earlier: BuildMemory, texts: KeptTexts
    ) {
        self.plan = plan
        self.request = request
        self.context = context
        self.store = store
        self.earlier = earlier
        self.texts = texts
    }

    /// The stages that the target needs, each as far as its instructions can be read.
    mutating func stages() -> [ForeignStage] { plan.stages.filter(\.isNeeded).map { walk($0) } }

    private mutating func walk(_ stage: PlannedStage) -> ForeignStage {
        var (state, key, reference, base) = start(stage)
        var found = ForeignStage(
            memory: StageMemory(index: stage.index, name: stage.name, baseReference: reference, baseID: base))
        let last = earlier.stage(index: stage.index, name: stage.name)
        for (position, planned) in stage.steps.enumerated() {
            let effect: StepEffect
            do {
                effect = try state.apply(planned.instruction, escape: plan.escape) { name in
                    StageOrigin.named(name, in: plan, before: stage)
                }
            } catch { break }
            guard let inputs = inputs(of: effect.action) else {
                // What this step stands on is not known, so neither is what stands on it.
                break
            }
            var own = CacheKey(parent: key, instruction: effect.expanded)
            own.add(effect.arguments)
            own.add(inputs.files)
            own.add(inputs.stageKeys.map(\.description))
            let memory = StepMemory(
                text: planned.text, expanded: effect.expanded, parent: key.hex, key: own.digest.hex,
                arguments: effect.arguments)
            found.steps.append(
                ForeignStage.Step(id: planned.id, memory: memory, files: inputs.files, tree: inputs.tree))
            expectations[planned.id] = expectation(memory, at: position, found.memory, stage, last, inputs)
            found.memory.steps.append(memory)
            key = own.digest
        }
        states[stage.index] = (state, key)
        return found
    }

    /// The base as far as our own store knows it: an image that only the engine has is an empty one here.
    private func start(_ stage: PlannedStage) -> (StageState, Digest, String, String) {
        let scope = plan.globals.stage
        switch stage.base {
        case .scratch:
            let config = StageState.scratch(platform: request.platform)
            return (StageState(base: config, scope: scope), Digest(of: Array("scratch".utf8)), "scratch", "scratch")
        case .stage(let index):
            let name = plan.stages[index].name ?? "stage \(index)"
            guard let base = states[index] else { break }
            return (StageState(continuing: base.state), base.key, name, name)
        case .image(let name):
            let known = try? store.resolve(name).config
            let config = known ?? ImageConfig(platform: request.platform, config: ContainerConfig())
            return (StageState(base: config, scope: scope), Digest(of: Array("base \(name)".utf8)), name, name)
        }
        let config = StageState.scratch(platform: request.platform)
        return (StageState(base: config, scope: scope), Digest(of: []), "", "")
    }

    private struct Inputs {
        var files: [FileInput] = []
        var tree: FileTree?
        /// The stages that files are taken from.
        var stageKeys: [Digest] = []
    }

    /// What a step stands on besides its words; nil where that cannot be known here.
    private func inputs(of action: StepAction) -> Inputs? {
        switch action {
        case .configure, .makeDirectory: return Inputs()
        case .run(let run):
            let takesFiles = run.mounts.contains { if case .bind = $0.kind { true } else { false } }
            return takesFiles ? nil : Inputs()
        case .files(let files):
            switch files.origin {
            case .stage(let index): return states[index].map { Inputs(stageKeys: [$0.key]) }
            case .image: return Inputs()
            case .context: return contextFiles(files)
            }
        }
    }

    private func contextFiles(_ action: FilesAction) -> Inputs? {
        guard let excludes = try? IgnorePatterns(excluding: action.excludes) else { return nil }
        let reader = InputReader(
            tree: context.tree, cache: context.digests(in: store), keepsOwners: false,
            holdingFolder: store.path.string + "/tmp")
        var inputs = Inputs(tree: context.tree)
        for source in action.sources {
            // What a URL gives is not fetched to be compared.
            if RemoteFile.isURL(source) || RemoteFile.isGit(source) { return nil }
            guard let found = try? SourceSelection.select(source, in: context.tree, excludes: excludes.isExcluded)
            else { return nil }
            for var selection in found {
                guard let files = try? reader.inputs(&selection) else { return nil }
                inputs.files += files
            }
        }
        return inputs
    }

    private func expectation(
        _ step: StepMemory, at position: Int, _ memory: StageMemory, _ stage: PlannedStage, _ last: StageMemory?,
        _ inputs: Inputs
    ) -> StepExpectation? {
        if request.ignoresCache || request.uncachedStages.contains(stage.name ?? "\(stage.index)") {
            return .changed(.cacheDisabled)
        }
        guard let last else { return .changed(.neverBuilt) }
        let texts = texts
        var explanation = MissExplanation(
            step: step, position: position, stage: memory, earlier: last, files: inputs.files,
            earlierFiles: { texts.files(ofStep: $0) }, readEarlier: { texts.content(of: $1) },
            readNow: { file in file.size <= KeptTexts.limit ? inputs.tree?.content(TreePath(recorded: file.path)) : nil
            })
        explanation.steps = stage.steps.map(\.id)
        explanation.laterTexts = Set(stage.steps.dropFirst(position + 1).map(\.text))
        switch explanation.cause {
        case .layerLost, .followsFrom: return .unchanged
        case .neverBuilt where last.steps.contains { $0.text == step.text }: return .unchanged
        case let cause: return .changed(cause)
        }
    }
}
