public import BuildPlan

/// Translates what another engine says about a build into our own events: those that follow `planned`.
///
/// Each step ends exactly once, even though the engine does not report all of them. It leaves out instructions that
/// only change the config, stages that are not needed, and everything after a failure.
public struct BuildTranslation {
    let outline: BuildOutline
    let dockerfile: String
    private let expectations: [StepID: StepExpectation]
    /// Gives the advice for a step whose command failed, by its exit status and output; nil where there is none.
    private let advice: (_ step: StepID, _ status: Int32, _ output: String) -> String?
    private var matching: StepMatching
    private var bases: BaseProgress
    private var names: [String: VertexName] = [:]
    private var inputs: [String: [String]] = [:]
    var states: [StepID: StepState] = [:]
    private(set) var output = StepText()
    var tail = FailureText()
    /// The first step that failed.
    private(set) var failed: StepID?
    private(set) var counts = (hits: 0, executed: 0)
    /// For each stage, the first step that had to run; all later ones of the stage ran because of it.
    private var roots: [Int: StepID] = [:]
    /// The remarks on base images, shown at their FROM, by the familiar name of the base.
    private let baseNotes: [String: String]

    /// The state of a step.
    enum StepState: Equatable {
        /// The step runs. The times of its start are by the build's clock and, where it is known, by the engine's.
        case running(since: Double, Double?)
        case ended
    }

    /// - Parameters:
    ///   - dockerfile: the name of the Dockerfile, for the locations of failures.
    ///   - expectations: what is known about each step before the build; a step of which nothing is known has none.
    ///   - baseNotes: the remarks on base images, by their familiar names.
    ///   - advice: gives the advice for a step whose command failed, by its exit status and output.
    public init(
        outline: BuildOutline, dockerfile: String, expectations: [StepID: StepExpectation] = [:],
        baseNotes: [String: String] = [:], advice: @escaping (StepID, Int32, String) -> String? = { _, _, _ in nil }
    ) {
        self.outline = outline
        self.dockerfile = dockerfile
        self.expectations = expectations
        self.baseNotes = baseNotes
        self.advice = advice
        matching = StepMatching(outline)
        bases = BaseProgress(outline)
    }

    /// The events that are certain before the engine starts: all steps of stages that are not needed are skipped.
    public mutating func begin(at time: Double) -> [BuildEvent] {
        let needed = Set(outline.stages.filter(\.isNeeded).map(\.index))
        return outline.steps.filter { !needed.contains($0.stage) }.flatMap { end($0.id, .skipped, at: time) }
    }

    /// The events for the updates of one line of the engine's output.
    ///
    /// - Parameter time: seconds since the build started.
    public mutating func read(_ updates: [SolveUpdate], at time: Double) -> [BuildEvent] {
        for case .vertex(let vertex) in updates where !vertex.name.isEmpty { announce(vertex) }
        return updates.flatMap { update -> [BuildEvent] in
            switch update {
            case .vertex(let vertex): return read(vertex, at: time)
            case .progress(let progress):
                guard case .base(let base)? = names[progress.vertex] else { return [] }
                return bases.progress(progress, of: base, at: time).filter { isRunning($0.step) }.map {
                    .stepProgress($0)
                }
            case .log(let log): return read(log, at: time)
            case .warning(let warning): return [.warning(warning)]
            case .text(let line):
                tail.add(line)
                return []
            }
        }
    }

    private mutating func announce(_ vertex: SolveVertex) {
        inputs[vertex.id] = vertex.inputs
        guard names[vertex.id] == nil, let name = VertexName(vertex.name) else { return }
        names[vertex.id] = name
        matching.announce(name, full: vertex.name)
    }

    private mutating func read(_ vertex: SolveVertex, at time: Double) -> [BuildEvent] {
        guard let name = names[vertex.id], vertex.started != nil else { return [] }
        if case .base(let base) = name { return read(vertex, ofBase: base, at: time) }
        guard let step = matching.step(of: vertex.id, named: name), states[step] != .ended else { return [] }
        var events = begin(step, started: vertex.started, at: time)
        guard let completed = vertex.completed else { return events }
        let took = duration(of: step, from: vertex.started, to: completed, at: time)
        if vertex.isCancelled {
            events += end(step, .cancelled, took: took, at: time)
        } else if let error = vertex.error {
            events += fail(step, error, took: took, at: time)
        } else {
            events += finish(step, isCached: vertex.isCached, took: took, of: vertex.id, at: time)
        }
        return events
    }

    /// The events for a vertex of a base image. BuildKit reports it several times, so its FROM ends only when a step
    /// that builds on it begins.
    private mutating func read(_ vertex: SolveVertex, ofBase base: String, at time: Double) -> [BuildEvent] {
        let steps = bases.steps(of: base)
        var events: [BuildEvent] = []
        for step in steps where states[step] == nil { events += start(step, at: time, vertex.started) }
        if let error = vertex.error, vertex.completed != nil, let first = steps.first(where: { states[$0] != .ended }) {
            if vertex.isCancelled { return events + end(first, .cancelled, at: time) }
            events += fail(first, error, took: elapsed(first, at: time), at: time)
        }
        return events
    }

    private mutating func read(_ log: SolveLog, at time: Double) -> [BuildEvent] {
        guard let name = names[log.vertex], let step = matching.step(of: log.vertex, named: name) else { return [] }
        let text = output.text(log, of: step)
        guard !text.isEmpty, isRunning(step) else { return [] }
        return [.stepLog(StepLog(step: step, stream: log.stream, text: text))]
    }

    func isRunning(_ step: StepID) -> Bool { if case .running? = states[step] { true } else { false } }

    // MARK: Beginnings

    /// Begins a step. The steps above it in its stage have ended before.
    private mutating func begin(_ step: StepID, started: Double?, at time: Double) -> [BuildEvent] {
        guard states[step] == nil, let outlined = outlined(step) else { return [] }
        return catchUp(inStage: outlined.stage, above: step, at: time) + start(step, at: time, started)
    }

    private mutating func start(_ step: StepID, at time: Double, _ started: Double?) -> [BuildEvent] {
        states[step] = .running(since: time, started)
        return [.stepStarted(step)]
    }

    /// Ends the FROM and the instructions that only change the config above a step, which the engine does not report.
    mutating func catchUp(inStage stage: Int, above step: StepID?, at time: Double) -> [BuildEvent] {
        var events: [BuildEvent] = []
        for other in outline.steps where other.stage == stage {
            if let step, other.id >= step { break }
            guard states[other.id] != .ended else { continue }
            if other.keyword == "FROM" {
                events += endBase(other, at: time)
            } else if step == nil || !StepMatching.making.contains(other.keyword) {
                events += endUntold(other, at: time)
            }
        }
        return events
    }

    private mutating func endBase(_ from: StepOutline, at time: Double) -> [BuildEvent] {
        let events = states[from.id] == nil ? start(from.id, at: time, nil) : []
        let base = outline.stages.first { $0.index == from.stage }?.base ?? ""
        return events
            + end(
                from.id, .done, took: elapsed(from.id, at: time), note: baseNotes[VertexName.familiar(base)], at: time)
    }

    /// Ends an instruction that the engine does not report. Only our own memory tells whether it has changed.
    private mutating func endUntold(_ step: StepOutline, at time: Double) -> [BuildEvent] {
        if isRunning(step.id) {
            return end(step.id, .done, took: elapsed(step.id, at: time), at: time)
        }
        let events = start(step.id, at: time, nil)
        let root = roots[step.stage]
        if case .changed(let cause)? = expectations[step.id] {
            roots[step.stage] = root ?? step.id
            return events + end(step.id, .done, miss: cause, at: time)
        }
        if let root { return events + end(step.id, .done, miss: .followsFrom(root), at: time) }
        return events + end(step.id, .cached(saved: 0), at: time)
    }

    // MARK: Ends

    private mutating func finish(
        _ step: StepID, isCached: Bool, took: Double, of vertex: String, at time: Double
    ) -> [BuildEvent] {
        if isCached, outlined(step)?.keyword != "FROM" { return end(step, .cached(saved: 0), took: took, at: time) }
        guard let outlined = outlined(step) else { return [] }
        if outlined.keyword == "FROM" { return endBase(outlined, at: time) }
        let (miss, note) = explanation(of: outlined, vertex: vertex)
        var root = step
        if case .followsFrom(let first)? = miss { root = first }
        roots[outlined.stage] = root
        return end(step, .done, took: took, miss: miss, note: note, at: time)
    }

    /// Why a step ran: its own change, or else a step that it depends on; nil where neither is known.
    private func explanation(of step: StepOutline, vertex: String) -> (MissCause?, note: String?) {
        if case .changed(let cause)? = expectations[step.id] { return (cause, nil) }
        if let root = roots[step.stage] ?? foreignRoot(of: step, vertex) { return (.followsFrom(root), nil) }
        switch expectations[step.id] {
        case .unchanged?:
            return (nil, "why it ran again is not known: nothing that Slipway remembers of it has changed")
        case nil, .changed?: return (nil, "why it ran is not known: Slipway remembers no build of it")
        }
    }

    /// A step of another stage that ran and whose result this step uses; nil where there is none.
    private func foreignRoot(of step: StepOutline, _ vertex: String) -> StepID? {
        let told = (inputs[vertex] ?? []).compactMap { matching.steps[$0] }.compactMap { outlined($0)?.stage }
        let named = StageReferences.stages(named: step, in: outline)
        return (told.filter { $0 != step.stage } + named).lazy.compactMap { roots[$0] }.first
    }

    mutating func fail(_ step: StepID, _ error: String, took: Double, at time: Double) -> [BuildEvent] {
        failed = failed ?? step
        let outlined = outlined(step)
        let status = StepFault.exitStatus(in: error)
        let failure = StepFailure(
            message: StepFault.message(error, of: outlined?.text ?? "the step"),
            advice: status.flatMap { advice(step, $0, output.last(of: step)) }
                ?? StepFault.advice(error, isBase: outlined?.keyword == "FROM"),
            location: "\(dockerfile):\(outlined?.firstLine ?? 1):1", exitStatus: status)
        var miss: MissCause?
        if case .changed(let cause)? = expectations[step] { miss = cause }
        return end(step, .failed(failure), took: took, miss: miss, at: time)
    }

    mutating func end(
        _ step: StepID, _ outcome: StepOutcome, took: Double = 0, miss: MissCause? = nil, note: String? = nil,
        at time: Double
    ) -> [BuildEvent] {
        guard states[step] != .ended else { return [] }
        let rest = output.rest(of: step).filter { _ in isRunning(step) }.map { BuildEvent.stepLog($0) }
        states[step] = .ended
        switch outcome {
        case .cached: counts.hits += 1
        case .done: if outlined(step)?.keyword != "FROM" { counts.executed += 1 }
        case .failed, .skipped, .cancelled: break
        }
        return rest + [
            .stepFinished(StepFinish(step: step, outcome: outcome, duration: max(0, took), miss: miss, note: note))
        ]
    }

    // MARK: Times

    /// The duration of a step in seconds. The engine's own times are used where they are known, because its output is
    /// read with a delay.
    private func duration(of step: StepID, from started: Double?, to completed: Double, at time: Double) -> Double {
        guard let started, completed >= started else { return elapsed(step, at: time) }
        return completed - started
    }

    func elapsed(_ step: StepID, at time: Double) -> Double {
        if case .running(let since, _)? = states[step] { time - since } else { 0 }
    }

    private func outlined(_ step: StepID) -> StepOutline? { outline.steps.first { $0.id == step } }
}
