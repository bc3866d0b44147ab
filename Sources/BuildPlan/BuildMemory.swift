/// What the last build of one Dockerfile with one context stood on, step by step; a miss is explained against it.
public struct BuildMemory: Equatable, Sendable {
    public var stages: [StageMemory]

    public init(stages: [StageMemory] = []) { self.stages = stages }

    /// The stage of the last build that a stage of this one continues: the one with its name, else its position.
    public func stage(index: Int, name: String?) -> StageMemory? {
        if let name, let named = stages.first(where: { $0.name == name }) { return named }
        return stages.first { $0.index == index }
    }
}

/// One stage of the last build.
public struct StageMemory: Equatable, Sendable {
    public var index: Int
    public var name: String?
    /// What `FROM` named, and the image that was.
    public var baseReference: String
    public var baseID: String
    public var steps: [StepMemory]

    public init(index: Int, name: String?, baseReference: String, baseID: String, steps: [StepMemory] = []) {
        self.index = index
        self.name = name
        self.baseReference = baseReference
        self.baseID = baseID
        self.steps = steps
    }

    /// This stage as far as it was built, then what is known of the rest: a build that fails at step 4 forgets
    /// nothing about step 5.
    public func keepingTail(of earlier: StageMemory?) -> StageMemory {
        guard let earlier, earlier.steps.count > steps.count else { return self }
        var whole = self
        whole.steps += earlier.steps[steps.count...]
        return whole
    }
}

/// One step of the last build.
public struct StepMemory: Equatable, Sendable {
    /// The instruction as the log shows it.
    public var text: String
    /// The instruction as it was performed, its variables replaced.
    public var expanded: String
    public var parent: String
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
