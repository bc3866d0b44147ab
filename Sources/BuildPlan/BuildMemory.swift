/// The inputs of each step in the last build of a Dockerfile with its context. A cache miss is explained by
/// comparison with them.
public struct BuildMemory: Equatable, Sendable {
    public var stages: [StageMemory]

    public init(stages: [StageMemory] = []) { self.stages = stages }

    /// The stage of the last build that corresponds to a stage of this one: the one of the same name, or, for a stage
    /// without a name, the one at the same position.
    public func stage(index: Int, name: String?) -> StageMemory? {
        if let name, let named = stages.first(where: { $0.name == name }) { return named }
        return stages.first { $0.index == index }
    }
}

/// One stage of the last build.
public struct StageMemory: Equatable, Sendable {
    public var index: Int
    public var name: String?
    /// The name in `FROM`.
    public var baseReference: String
    /// The ID of the image that had the name.
    public var baseID: String
    public var steps: [StepMemory]

    public init(index: Int, name: String?, baseReference: String, baseID: String, steps: [StepMemory] = []) {
        self.index = index
        self.name = name
        self.baseReference = baseReference
        self.baseID = baseID
        self.steps = steps
    }

    /// The steps of this stage that were built, followed by the remaining steps of the earlier memory: a build that
    /// fails at step 4 must not forget the inputs of step 5.
    public func keepingTail(of earlier: StageMemory?) -> StageMemory {
        guard let earlier, earlier.steps.count > steps.count else { return self }
        var whole = self
        whole.steps += earlier.steps[steps.count...]
        return whole
    }
}

/// One step of the last build.
public struct StepMemory: Equatable, Sendable {
    /// The instruction as the log shows it, before variables are replaced.
    public var text: String
    /// The instruction as it was performed, with its variables replaced.
    public var expanded: String
    /// The cache key of the step or base image before this one.
    public var parent: String
    /// The cache key of this step.
    public var key: String
    /// The build arguments that the step saw.
    public var arguments: [String: String]

    public init(text: String, expanded: String, parent: String, key: String, arguments: [String: String] = [:]) {
        self.text = text
        self.expanded = expanded
        self.parent = parent
        self.key = key
        self.arguments = arguments
    }
}
