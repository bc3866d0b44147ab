public import BuildPlan
internal import DockerfileSyntax
internal import ImageFormat
public import ImageStore

/// A build that another engine performs, as our own planner sees it: its steps, and what has changed in each since it
/// was built last. The other engine does not say why a step runs again; this does.
public struct ForeignBuild {
    public let outline: BuildOutline
    /// What the checks find that every build makes.
    public let warnings: [BuildWarning]
    public let context: ContextSummary
    /// What is known of a step; none for a step of which nothing is.
    public let expectations: [StepID: StepExpectation]
    /// The images that FROM names, as it names them.
    public let bases: [String]
    private let request: BuildRequest
    private let dockerfile: DockerfileText
    private let plan: Plan
    private let stages: [ForeignStage]
    private let memory: MemoryRecord
    private let texts: KeptTexts

    /// Reads the Dockerfile and the context. Nothing runs.
    ///
    /// - Parameter engine: names the engine: each has memories of its own.
    /// - Throws: `ForeignRefusal`, where the build cannot begin.
    public init(_ request: BuildRequest, store: Store, engine: String) throws(ForeignRefusal) {
        do throws(BuildStop) {
            var warnings: [BuildWarning] = []
            let text = try DockerfileText(request)
            let plan = try Plan.make(of: text, for: request) { warnings.append($0) }
            self.warnings = warnings
            self.request = request
            self.plan = plan
            dockerfile = text
            let context = try BuildContext(request, ignored: text.ignored)
            self.context = try context.summary(for: plan)
            outline = plan.outline
            bases = plan.stages.filter(\.isNeeded).compactMap {
                if case .image(let name) = $0.base { name } else { nil }
            }
            memory = MemoryRecord(
                store: store, dockerfile: context.dockerfileIdentity + "\0" + engine, context: context.identity)
            texts = KeptTexts(store: store)
            var walk = ForeignWalk(
                plan: plan, request: request, context: context, store: store, earlier: memory.read(), texts: texts)
            stages = walk.stages()
            expectations = walk.expectations
            context.saveDigests()
        } catch {
            throw ForeignRefusal(error)
        }
    }

    /// What to do about a step whose command failed; nil where neither the Dockerfile nor the output tells.
    public func advice(for step: StepID, status: Int32, output: String) -> String? {
        let planned = plan.stages.flatMap(\.steps).first { $0.id == step }
        let hint = planned.flatMap { CommandAdvice.fromAbove($0, output: output, in: dockerfile, for: request) }
        return StepError.joined(
            hint, CommandAdvice.advice(of: planned?.text ?? "", status: status, output: output))
    }

    /// Remembers the steps that were built, for the next build.
    ///
    /// - Parameter built: the steps that came from the cache or ran to their end.
    public func remember(_ built: Set<StepID>) {
        var finished: [StageMemory] = []
        var unfinished: [StageMemory] = []
        for stage in stages {
            let done = stage.steps.prefix { built.contains($0.id) }
            var memory = stage.memory
            memory.steps = done.map(\.memory)
            if done.count == stage.steps.count { finished.append(memory) } else { unfinished.append(memory) }
            for step in done { texts.keep(step) }
        }
        _ = memory.write(finished, unfinished: unfinished)
    }
}

/// Why a build cannot begin.
public struct ForeignRefusal: Error, Sendable {
    public let refusals: [Refusal]

    init(_ stop: BuildStop) {
        switch stop {
        case .refused(let refusals): self.refusals = refusals
        case .failed, .cancelled: refusals = []
        case .store(let error):
            refusals = [Refusal(location: nil, message: "The store cannot be used: \(error).", advice: nil)]
        case .internalFault(let fault): refusals = [fault.refusal]
        }
    }
}
