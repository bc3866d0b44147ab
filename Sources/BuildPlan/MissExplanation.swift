/// A step that missed, beside the last build of its stage: which difference came first.
public struct MissExplanation {
    public var step: StepMemory
    /// Number of the step in its stage, 0 for the first after `FROM`.
    public var position: Int
    /// The stage as it is built now.
    public var stage: StageMemory
    /// The stage as it was built last; nil when it never was.
    public var earlier: StageMemory?
    /// Files that the step declares now; empty for an instruction that takes none.
    public var files: [FileInput]
    /// Files that the step with a key declared; nil where that was not kept.
    public var earlierFiles: (_ key: String) -> [FileInput]?
    /// Content of a file as the step with a key took it, and as it is now; nil where it cannot be had.
    public var readEarlier: (_ key: String, FileInput) -> [UInt8]?
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

    /// The first cause, for a step whose forerunners in the stage all came from the cache.
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

    /// The step of an older build that this one is to be compared with, where a step below it came from an older
    /// build, too: what the last build had then stood on other layers.
    private var olderCounterpart: StepMemory? {
        guard let olderStep, firstStepUnlikeTheLast != nil else { return nil }
        return olderStep(step)
    }

    /// The step of the last build that this one is to be compared with.
    private func counterpart(in steps: [StepMemory]) -> StepMemory? {
        let same = steps.first { $0.text == step.text && $0.parent == step.parent }
        // Steps that stand alone (--link) share their parent, so the position decides.
        let inPlace = steps.indices.contains(position) ? steps[position] : nil
        let sameParent = inPlace?.parent == step.parent ? inPlace : steps.first { $0.parent == step.parent }
        if let found = same ?? sameParent { return isInsertion(before: found, in: steps) ? nil : found }
        let sameText = steps.first { $0.text == step.text }
        return sameText ?? (position < steps.count ? steps[position] : nil)
    }

    /// Whether this step is new in the file: what stood in its place is another kind of instruction or another text,
    /// and stands below it now.
    private func isInsertion(before found: StepMemory, in steps: [StepMemory]) -> Bool {
        found.text != step.text && !steps.contains { $0.text == step.text } && laterTexts.contains(found.text)
    }

    /// Where the same instruction stood further down: what stood in its place has gone, or stands below it now.
    private func moved(over other: StepMemory, in steps: [StepMemory]) -> MissCause? {
        guard other.text != step.text, other.parent == step.parent,
            let place = steps.firstIndex(where: { $0.key == other.key }),
            steps[place...].contains(where: { $0.text == step.text })
        else { return nil }
        return laterTexts.contains(other.text) ? .orderChanged(below: other.text) : .instructionRemoved(other.text)
    }

    /// The steps of the stage, from the first after `FROM`.
    public var steps: [StepID] = []

    /// The latest step of any build with a step's instruction and what it stands on; the answer is nil where none is
    /// remembered. Only set where all that stands below the step came from the cache: then none of it is a cause.
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
        // A step that came from the cache is nothing that this one runs again for: it was never built on that.
        guard olderStep == nil else { return .neverBuilt }
        return firstStepUnlikeTheLast.map { .followsFrom($0) } ?? .neverBuilt
    }

    /// A step above this one that came from the cache, but not from the last build's: from an older one.
    private var firstStepUnlikeTheLast: StepID? {
        let known = Set(earlier?.steps.map(\.key) ?? [])
        // What the base asked for (ONBUILD) comes first in the memory.
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
    /// Why an instruction ran that the remembered build did not have: one that never ran before cannot run "again", even
    /// below a step that changed. Nil where that build had the instruction, or another in its place that is gone now.
    ///
    /// - Parameters:
    ///   - place: how many steps stand above it.
    ///   - texts: all instructions of the stage as it is now.
    public func addition(of text: String, at place: Int, in texts: [String]) -> MissCause? {
        guard !steps.contains(where: { $0.text == text }) else { return nil }
        guard steps.indices.contains(place) else { return .neverBuilt }
        return texts.contains(steps[place].text) ? .instructionAdded : nil
    }
}
