internal import BuildPlan
internal import DockerfileSyntax
internal import ImageFormat
internal import ImageStore

/// FROM: what a stage stands on.
struct StageStart {
    let stage: PlannedStage
    let plan: Plan
    let services: BuildServices
    let origins: any Origins

    func result() throws(StepError) -> (StageResult, note: String?) {
        let scope = plan.globals.stage
        switch stage.base {
        case .scratch:
            let config = StageState.scratch(platform: services.request.platform)
            return (make(StageState(base: config, scope: scope), [], [], "scratch", "scratch"), nil)
        case .stage(let index):
            let base = try origins.stage(index)
            let state = StageState(continuing: base.state)
            let name = plan.stages[index].name ?? "stage \(index)"
            var result = make(state, base.history, base.layers, name, base.key.description)
            result.firstMiss = base.firstMiss
            return (result, nil)
        case .image(let name):
            try checkPlatform()
            let base = try origins.image(name) { activity in
                let progress = StepProgress(
                    step: stage.from.id, activity: activity.words, completed: activity.completed,
                    total: activity.total, unit: activity.unit)
                services.send(.stepProgress(progress))
            }
            let config = base.image.config
            let state = StageState(base: config, scope: scope)
            return (make(state, config.history, base.layers, name, base.image.id.description), base.note)
        }
    }

    /// `--platform`: what is built runs here.
    private func checkPlatform() throws(StepError) {
        guard let text = stage.platform, !text.isEmpty else { return }
        guard let platform = Platform(text) else {
            throw .refused(message: "`\(text)` is not a valid platform.", advice: "Write it like linux/amd64.")
        }
        guard platform.matches(.host) else {
            throw .refused(
                message: "Slipway builds for this machine only, which is \(Platform.host), and FROM asks for \(text).",
                advice: "Leave --platform out.")
        }
    }

    /// The instructions that the base wants done first (ONBUILD), as steps that belong to FROM.
    func triggers() throws(StepError) -> [PlannedStep] {
        let (name, expressions) = try requests()
        var steps: [PlannedStep] = []
        for expression in expressions {
            let statements = Dockerfile.parse("FROM scratch\n" + expression).statements
            guard statements.count == 2, let instruction = statements[1].instruction else {
                throw .refused(
                    message: "The base `\(name)` has an ONBUILD that is not an instruction: \(expression)", advice: nil)
            }
            steps.append(PlannedStep(trigger: statements[1], instruction, of: stage.from))
        }
        return steps
    }

    /// The ONBUILD instructions of the base, and its name.
    private func requests() throws(StepError) -> (String, [String]) {
        switch stage.base {
        case .scratch: return ("scratch", [])
        case .image(let name): return (name, try origins.image(name) { _ in }.image.config.config.onBuild)
        case .stage(let index):
            return (plan.stages[index].name ?? "\(index)", try origins.stage(index).state.config.onBuild)
        }
    }

    private func make(
        _ state: StageState, _ history: [HistoryEntry], _ layers: [Layer], _ reference: String, _ id: String
    ) -> StageResult {
        StageResult(
            state: state, history: history, layers: layers, key: Digest(of: Array("base \(id)".utf8)),
            memory: StageMemory(index: stage.index, name: stage.name, baseReference: reference, baseID: id))
    }
}

/// The meaning of `--from` in a stage.
enum StageOrigin {
    static func named(_ name: String, in plan: Plan, before stage: PlannedStage) -> FileOrigin {
        plan.stageIndex(named: name, before: stage.index).map { .stage($0) } ?? .image(name)
    }
}

extension StageResult {
    /// The stage's state behind an instruction, and what the instruction asks for. Nothing is performed.
    func applying(
        _ step: PlannedStep, of stage: PlannedStage, in plan: Plan
    ) throws(StepError) -> (StageState, StepEffect) {
        var next = state
        let effect: StepEffect
        do {
            effect = try next.apply(step.instruction, escape: plan.escape) { name in
                StageOrigin.named(name, in: plan, before: stage)
            }
        } catch {
            throw .instruction(error)
        }
        return (next, effect)
    }
}
