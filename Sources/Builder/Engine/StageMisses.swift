internal import BuildPlan
internal import ImageStore

/// Why steps of a stage miss the cache: the build says it of a step that runs, and the forecast of one that would.
struct StageMisses {
    let stage: PlannedStage
    /// The last build of this stage; nil where it is the first.
    let earlier: StageMemory?
    let store: Store
    let ignoresCache: Bool

    /// - Parameters:
    ///   - isLinked: whether the step's layer stands alone.
    ///   - position: the step's number in its stage, 0 for the first after `FROM`.
    ///   - result: the stage as the step finds it.
    func cause(
        of memory: StepMemory, isLinked: Bool, at position: Int, after result: StageResult, _ inputs: StepInputs
    ) -> MissCause {
        if ignoresCache { return .cacheDisabled }
        // In a stage's first build nothing runs "again".
        guard let earlier else { return .neverBuilt }
        if let firstMiss = result.firstMiss, !isLinked {
            return earlier.addition(of: memory.text, at: result.memory.steps.count, in: stage.steps.map(\.text))
                ?? .followsFrom(firstMiss)
        }
        let past = PastInputs(store: store)
        var explanation = MissExplanation(
            step: memory, position: position, stage: result.memory, earlier: earlier, files: inputs.files,
            earlierFiles: { past.files(ofStep: $0) },
            readEarlier: { past.content(of: $1, inStep: $0) }, readNow: { inputs.content(of: $0) })
        explanation.steps = stage.steps.map(\.id)
        // A step that stands alone has no layers below it, and a step that came from the cache did not cause this one to run.
        if !isLinked { explanation.olderStep = { MemoryRecord.latestStep(like: $0, in: store) } }
        explanation.laterTexts = Set(stage.steps.dropFirst(position + 1).map(\.text))
        return explanation.cause
    }
}

extension StepEffect {
    /// The values that an explanation compares: the step's build arguments, and the time that its files get.
    func explainedArguments(for request: BuildRequest) -> [String: String] {
        var arguments = arguments
        if let date = request.sourceDate, action.makesLayer { arguments["SOURCE_DATE_EPOCH"] = "\(date)" }
        return arguments
    }
}

extension BuildRequest {
    /// Whether the command line switches the cache off for a stage.
    func ignoresCache(of stage: PlannedStage) -> Bool {
        ignoresCache || uncachedStages.contains(stage.name ?? "\(stage.index)")
    }
}
