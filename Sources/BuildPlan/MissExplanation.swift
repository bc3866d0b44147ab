/// Explains why a step missed the cache: compares it with the last build of its stage and finds the first difference.
public struct MissExplanation {
    public var step: StepMemory
    /// The position of the step in its stage; 0 for the first instruction after `FROM`.
    public var position: Int
    /// The stage in the present build.
    public var stage: StageMemory
    /// The stage in the last build; nil when it was never built.
    public var earlier: StageMemory?
    /// The files that the step declares now; empty for an instruction without input files.
    public var files: [FileInput]
    /// The files that the step with the given cache key declared; nil where they were not kept.
    public var earlierFiles: (_ key: String) -> [FileInput]?
    /// The content that a file had for the step with the given cache key; nil where it was not kept.
    public var readEarlier: (_ key: String, FileInput) -> [UInt8]?
    /// The present content of a file; nil where it cannot be read.
    public var readNow: (FileInput) -> [UInt8]?

    public init(
        step: StepMemory, position: Int, stage: StageMemory, earlier: StageMemory?, files: [FileInput],
        earlierFiles: @escaping (String) -> [FileInput]?, readEarlier: @escaping (String, FileInput) -> [UInt8]?,
        readNow: @escaping (FileInput) -> [UInt8]?
    ) {
        self.step = step
        self.position = position
        self.stage = stage
        self.earlier = earlier
        self.files = files
        self.earlierFiles = earlierFiles
        self.readEarlier = readEarlier
        self.readNow = readNow
    }

    /// The first cause of the miss. All earlier steps of the stage must have come from the cache.
    public var cause: MissCause {
        guard let earlier else { return .neverBuilt }
        if earlier.steps.contains(where: { $0.key == step.key }) { return .layerLost }
        if position == 0, earlier.baseReference != stage.baseReference {
            return .baseImageChanged(
                reference: stage.baseReference, old: earlier.baseReference, new: stage.baseReference)
        }
        if position == 0, earlier.baseID != stage.baseID {
            return .baseImageChanged(reference: stage.baseReference, old: earlier.baseID, new: stage.baseID)
        }
        if let older = olderCounterpart { return older.key == step.key ? .layerLost : difference(from: older) }
        guard let counterpart = counterpart(in: earlier.steps) else {
            return position < earlier.steps.count ? .instructionAdded : .neverBuilt
        }
        return moved(over: counterpart, in: earlier.steps) ?? difference(from: counterpart)
    }

    /// The step of an older build to compare with. It is used where an earlier step came from the cache of an older
    /// build, because the steps of the last build then stood on other layers.
    private var olderCounterpart: StepMemory? {
        guard let olderStep, firstStepUnlikeTheLast != nil else { return nil }
        return olderStep(step)
    }

    /// The step of the last build to compare with; nil where the step is new.
    private func counterpart(in steps: [StepMemory]) -> StepMemory? {
        let same = steps.first { $0.text == step.text && $0.parent == step.parent }
        // Steps with `--link` do not depend on each other and share a parent, so the position decides.
        let inPlace = steps.indices.contains(position) ? steps[position] : nil
        let sameParent = inPlace?.parent == step.parent ? inPlace : steps.first { $0.parent == step.parent }
        if let found = same ?? sameParent { return isInsertion(before: found, in: steps) ? nil : found }
        let sameText = steps.first { $0.text == step.text }
        return sameText ?? (position < steps.count ? steps[position] : nil)
    }

    /// Whether this step is new in the file: the instruction that had its position has another keyword or text, and
    /// now follows it.
    private func isInsertion(before found: StepMemory, in steps: [StepMemory]) -> Bool {
        found.text != step.text && !steps.contains { $0.text == step.text } && laterTexts.contains(found.text)
    }

    /// The cause where the last build had the same instruction further down: the instruction that had this position was
    /// removed, or now follows this step.
    private func moved(over other: StepMemory, in steps: [StepMemory]) -> MissCause? {
        guard other.text != step.text, other.parent == step.parent,
            let place = steps.firstIndex(where: { $0.key == other.key }),
            steps[place...].contains(where: { $0.text == step.text })
        else { return nil }
        return laterTexts.contains(other.text) ? .orderChanged(below: other.text) : .instructionRemoved(other.text)
    }

    /// The IDs of the stage's steps, beginning with the first after `FROM`.
    public var steps: [StepID] = []

    /// Finds the latest step of any build with the same instruction and the same parent; its answer is nil where none
    /// is remembered. It is only set where all earlier steps came from the cache, so that none of them is the cause.
    public var olderStep: ((StepMemory) -> StepMemory?)?

    /// The instructions below this one in the file as it is now.
    public var laterTexts: Set<String> = []

    private func difference(from old: StepMemory) -> MissCause {
        if old.text != step.text { return .instructionChanged(old: old.text, new: step.text) }
        if let name = changedArgument(from: old.arguments) {
            return .argumentChanged(name: name, old: old.arguments[name], new: step.arguments[name])
        }
        if old.expanded != step.expanded { return .instructionChanged(old: old.expanded, new: step.expanded) }
        let changes = fileChanges(from: old)
        guard changes.isEmpty else { return .filesChanged(changes) }
        // An earlier step that came from the cache is not a reason to run again: this step was never built on it.
        guard olderStep == nil else { return .neverBuilt }
        return firstStepUnlikeTheLast.map { .followsFrom($0) } ?? .neverBuilt
    }

    /// The first earlier step that came from the cache of an older build rather than from that of the last one.
    private var firstStepUnlikeTheLast: StepID? {
        let known = Set(earlier?.steps.map(\.key) ?? [])
        // The memory begins with the ONBUILD instructions of the base image, which are not steps of the file.
        let asked = stage.steps.count - position
        guard let place = stage.steps.firstIndex(where: { !known.contains($0.key) }), place >= asked else { return nil }
        return steps.indices.contains(place - asked) ? steps[place - asked] : nil
    }

    private func changedArgument(from old: [String: String]) -> String? {
        Set(old.keys).union(step.arguments.keys).sorted().first { old[$0] != step.arguments[$0] }
    }

    private func fileChanges(from old: StepMemory) -> [FileChange] {
        guard let before = earlierFiles(old.key) else { return [] }
        let comparison = FileComparison(readOld: { readEarlier(old.key, $0) }, readNew: readNow)
        return comparison.changes(from: before, to: files)
    }
}

extension StageMemory {
    /// The cause for an instruction that the remembered build did not have. It never ran before, so it cannot run
    /// "again", even after a step that changed. Nil where that build had the instruction, or another one in its place
    /// that is gone now.
    ///
    /// - Parameters:
    ///   - place: the number of steps before it in the stage.
    ///   - texts: all instructions of the stage in the present build.
    public func addition(of text: String, at place: Int, in texts: [String]) -> MissCause? {
        guard !steps.contains(where: { $0.text == text }) else { return nil }
        guard steps.indices.contains(place) else { return .neverBuilt }
        return texts.contains(steps[place].text) ? .instructionAdded : nil
    }
}
