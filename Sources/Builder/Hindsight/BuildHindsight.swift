public import BuildPlan
internal import ImageFormat
public import ImageStore

/// Looks back at any two builds of a store: what each step stood on then, and why it is not the same.
public struct BuildHindsight {
    private let store: Store

    public init(store: Store) { self.store = store }

    /// What a build stood on, by the ID of its image, else by its own; nil where that is not kept: the image was not
    /// built here, or by a program that did not keep it.
    public func memory(of name: String) -> BuildMemory? { MemoryRecord.memory(of: name, in: store) }

    /// How each step of a build would have come out of the cache of another one.
    public func difference(from earlier: BuildMemory, to later: BuildMemory) -> BuildDifference {
        let outline = later.outline
        var steps: [ComparedStep] = []
        // What a stage stands on may be another one.
        var firstMisses: [String: StepID] = [:]
        for stage in later.stages {
            let own = outline.steps.filter { $0.stage == stage.index }
            let compared = compare(
                stage, own, with: earlier.stage(index: stage.index, name: stage.name),
                after: firstMisses[stage.baseReference])
            steps += compared.steps
            firstMisses[stage.name ?? "stage \(stage.index)"] = compared.firstMiss
        }
        return BuildDifference(outline: outline, steps: steps)
    }

    /// Of several earlier builds the one that most steps are the same in; the first of equals.
    public func nearest(to build: BuildMemory, of others: [BuildMemory]) -> Int? {
        let keys = build.keys
        let counts = others.map { $0.keys.intersection(keys).count }
        return counts.indices.max { counts[$0] < counts[$1] || counts[$0] == counts[$1] && $0 > $1 }
    }

    /// - Parameters:
    ///   - outlines: FROM, then each step of the stage.
    ///   - missBelow: the first step that is not the same in the stage that this one stands on.
    private func compare(
        _ stage: StageMemory, _ outlines: [StepOutline], with earlier: StageMemory?, after missBelow: StepID?
    ) -> (steps: [ComparedStep], firstMiss: StepID?) {
        guard let from = outlines.first else { return ([], missBelow) }
        var compared = [ComparedStep(outline: from, verdict: .base)]
        let known = Set(earlier?.steps.map(\.key) ?? [])
        var firstMiss = missBelow
        for (position, pair) in zip(stage.steps, outlines.dropFirst()).enumerated() {
            let (step, outline) = pair
            let seconds = seconds(of: step)
            guard !known.contains(step.key) else {
                compared.append(ComparedStep(outline: outline, verdict: .same(seconds: seconds)))
                continue
            }
            let isLinked = step.parent == StepKey.nothing.hex
            let follows =
                isLinked
                ? nil
                : firstMiss.map { first in
                    earlier?.addition(of: step.text, at: position, in: stage.steps.map(\.text)) ?? .followsFrom(first)
                }
            let found = follows ?? cause(of: step, at: position, in: stage, outlines, earlier)
            firstMiss = firstMiss ?? outline.id
            compared.append(ComparedStep(outline: outline, verdict: .differs(found, seconds: seconds)))
        }
        return (compared, firstMiss)
    }

    private func cause(
        of step: StepMemory, at position: Int, in stage: StageMemory, _ outlines: [StepOutline],
        _ earlier: StageMemory?
    ) -> MissCause {
        let past = PastInputs(store: store)
        var before = stage
        before.steps = Array(stage.steps.prefix(position))
        var explanation = MissExplanation(
            step: step, position: position, stage: before, earlier: earlier, files: past.files(ofStep: step.key) ?? [],
            earlierFiles: { past.files(ofStep: $0) }, readEarlier: { past.content(of: $1, inStep: $0) },
            readNow: { past.content(of: $0, inStep: step.key) })
        explanation.steps = outlines.dropFirst().map(\.id)
        explanation.laterTexts = Set(stage.steps.dropFirst(position + 1).map(\.text))
        return explanation.cause
    }

    /// What the step took when it ran; nil where the cache has forgotten it.
    private func seconds(of step: StepMemory) -> Double? {
        guard let key = Digest(hex: step.key), let record = try? store.record(key) else { return nil }
        return StepRecord(record)?.duration
    }
}
