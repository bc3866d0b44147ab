internal import BuildPlan
internal import DockerfileSyntax
internal import Forecast
internal import ImageFormat
internal import ImageStore

/// Foresees one stage, instruction by instruction.
final class ForecastStage {
    /// How far the stage can be foreseen.
    enum End {
        case foreseen(ForeseenStage)
        /// A step cannot be done, and the build ends there.
        case fails
        /// Nobody wants to know any longer.
        case stale
    }

    private let stage: PlannedStage
    private let run: ForecastRun
    private let misses: StageMisses
    private(set) var forecasts: [StepID: StepForecast] = [:]
    private var question: OpenQuestion?
    /// Whether a key of this stage has never been made: no step can be known that stands on it.
    private var isNew = false
    private var makers = FileMakers()
    /// Whether a command would run in this stage, or may, so that other stages go on meanwhile.
    private var waits: Bool
    private var services: BuildServices { run.services }

    init(stage: PlannedStage, earlier: StageMemory?, run: ForecastRun) {
        self.stage = stage
        self.run = run
        misses = StageMisses(
            stage: stage, earlier: earlier, store: run.services.store,
            ignoresCache: run.services.request.ignoresCache(of: stage))
        // A stage that waits for another one may be overtaken.
        waits = !stage.dependencies.isEmpty
    }

    func perform(isStale: () -> Bool) -> End {
        var current = stage.from
        do throws(StepError) {
            if let missing = try missingBase() { return .foreseen(leaveOpen(missing)) }
            var result = try start()
            for (position, step) in stage.steps.enumerated() {
                if isStale() { return .stale }
                current = step
                forecasts[step.id] = try foresee(step, at: position, &result)
            }
            return .foreseen(ForeseenStage(result: result, question: question, isNew: isNew, makers: makers))
        } catch {
            let column = current.statement.range.start.column
            let location = services.request.location(line: current.line, column: column)
            forecasts[current.id] = .fails(error.failure(of: current, at: location))
            return .fails
        }
    }

    // MARK: The base

    /// Why the base is not known; nil where it is there.
    private func missingBase() throws(StepError) -> OpenQuestion? {
        switch stage.base {
        case .scratch: return nil
        case .image(let name): return try run.missing(image: name)
        case .stage(let index):
            guard let base = run.base(index), base.result != nil else { return .files(of: "stage \(index)") }
            return nil
        }
    }

    /// All that is known of a stage without its base: what its steps took when they last ran.
    private func leaveOpen(_ question: OpenQuestion) -> ForeseenStage {
        forecasts[stage.from.id] = .open(question, seconds: nil)
        for step in stage.steps {
            // What another instruction in its place took says nothing where the base is another one as well.
            forecasts[step.id] = .open(question, seconds: seconds(of: step, at: nil))
        }
        return ForeseenStage(result: nil, question: question)
    }

    private func start() throws(StepError) -> StageResult {
        let start = StageStart(stage: stage, plan: run.plan, services: services, origins: run)
        var (result, _) = try start.result()
        if case .stage(let index) = stage.base, let base = run.base(index) {
            (question, isNew, makers) = (base.question, base.isNew, base.makers)
        }
        for trigger in try start.triggers() { _ = try foresee(trigger, at: 0, &result) }
        forecasts[stage.from.id] = .base
        return result
    }

    // MARK: A step

    private func foresee(
        _ step: PlannedStep, at position: Int, _ result: inout StageResult
    ) throws(StepError) -> StepForecast {
        let (next, effect) = try result.applying(step, of: stage, in: run.plan)
        let isLinked = effect.action.isLinked
        let reader = ForecastInputs(effect: effect, run: run)
        let own = try reader.question()
        // What cannot be done is found out even where the key is not known.
        let inputs = own == nil ? try reader.read() : StepInputs()
        if let open = own ?? (isLinked ? nil : question) {
            return leaveOpen(open, step, at: position, effect, to: next, &result)
        }
        let parent = isLinked ? StepKey.nothing : result.key
        let key = StepKey.digest(of: effect, on: parent, inputs, for: services.request)
        let memory = StepMemory(
            text: step.text, expanded: effect.expanded, parent: parent.hex, key: key.hex,
            arguments: effect.explainedArguments(for: services.request))
        let forecast = look(for: key, of: effect, step, memory, at: position, inputs, &result)
        result.state = next
        result.key = isLinked ? StepKey.stage(result.key, linking: key) : key
        result.memory.steps.append(memory)
        return forecast
    }

    private func leaveOpen(
        _ question: OpenQuestion, _ step: PlannedStep, at position: Int, _ effect: StepEffect, to next: StageState,
        _ result: inout StageResult
    ) -> StepForecast {
        self.question = self.question ?? question
        if case .run = effect.action { waits = true }
        result.state = next
        let place = result.memory.steps.count
        // The step keeps its place among the others: explanations count them.
        result.memory.steps.append(StepMemory(text: step.text, expanded: effect.expanded, parent: "", key: ""))
        let seconds = seconds(of: step, at: position)
        if misses.ignoresCache { return .runs(.cacheDisabled, seconds: seconds) }
        guard isNew, !effect.action.isLinked, let first = result.firstMiss else {
            return .open(question, seconds: seconds)
        }
        guard let earlier = misses.earlier else { return .runs(.neverBuilt, seconds: seconds) }
        let addition = earlier.addition(of: step.text, at: place, in: stage.steps.map(\.text))
        return .runs(addition ?? .followsFrom(first), seconds: seconds)
    }

    private func look(
        for key: Digest, of effect: StepEffect, _ step: PlannedStep, _ memory: StepMemory, at position: Int,
        _ inputs: StepInputs, _ result: inout StageResult
    ) -> StepForecast {
        if let saved = secondsOfHit(key, effect.action) { return .cached(saved: saved) }
        if let made = run.made[key], !misses.ignoresCache {
            return made.isPrompt ? .cached(saved: 0) : .open(.step(made.step), seconds: seconds(of: step, at: position))
        }
        let cause = misses.cause(
            of: memory, isLinked: effect.action.isLinked, at: position, after: result, inputs)
        if case .run = effect.action { waits = true }
        makers.add(step.id, effect.action)
        result.firstMiss = result.firstMiss ?? step.id
        if !effect.action.isLinked, record(key) == nil { isNew = true }
        run.made[key] = ForecastRun.MadeKey(step: step.id, isPrompt: !waits)
        return .runs(known(cause, effect.action), seconds: seconds(of: step, at: position))
    }

    /// The cause, where it does not hang on files that a forecast does not read.
    private func known(_ cause: MissCause, _ action: StepAction) -> MissCause? {
        guard case .files(let files) = action, files.origin != .context, misses.earlier != nil else { return cause }
        switch cause {
        case .filesChanged, .neverBuilt: return nil
        case .followsFrom, .instructionChanged, .instructionAdded, .instructionRemoved, .orderChanged,
            .baseImageChanged, .argumentChanged, .cacheDisabled, .layerLost:
            return cause
        }
    }

    // MARK: The cache

    /// Seconds that the step took when it was made, where the cache has it whole.
    private func secondsOfHit(_ key: Digest, _ action: StepAction) -> Double? {
        guard !misses.ignoresCache else { return nil }
        guard let record = record(key) else { return run.carried.seconds(of: key) }
        guard action.makesLayer else { return record.duration }
        guard let id = record.layer, (try? services.store.layer(id)) != nil else { return nil }
        return record.duration
    }

    private func record(_ key: Digest) -> StepRecord? {
        (try? services.store.record(key)).flatMap { $0 }.flatMap { StepRecord($0) }
    }

    /// What the step took in the last build: the same instruction, else the one in its place, if there is one.
    private func seconds(of step: PlannedStep, at position: Int?) -> Double? {
        guard let steps = misses.earlier?.steps else { return nil }
        let keyword = step.instruction.keyword.rawValue + " "
        let inPlace = position.flatMap { place in
            steps.indices.contains(place) && steps[place].text.hasPrefix(keyword) ? steps[place] : nil
        }
        guard let old = steps.first(where: { $0.text == step.text }) ?? inPlace, let key = Digest(hex: old.key)
        else { return nil }
        return record(key)?.duration
    }
}
