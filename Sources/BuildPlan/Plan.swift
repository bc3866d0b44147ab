public import DockerfileSyntax

/// A Dockerfile as work: its stages, which of them the target needs, and their steps.
public struct Plan: Sendable {
    public var stages: [PlannedStage]
    /// The stage that becomes the image.
    public var target: Int
    public var outline: BuildOutline
    /// Values of the ARGs before the first FROM and of the platform's own arguments.
    public var globals: GlobalArguments
    public var escape: EscapeCharacter

    public init(
        stages: [PlannedStage], target: Int, outline: BuildOutline, globals: GlobalArguments,
        escape: EscapeCharacter
    ) {
        self.stages = stages
        self.target = target
        self.outline = outline
        self.globals = globals
        self.escape = escape
    }
}

/// A stage with its steps.
public struct PlannedStage: Sendable {
    public enum Base: Equatable, Sendable {
        case scratch
        /// As FROM names it, its arguments replaced.
        case image(String)
        /// An earlier stage, by its position.
        case stage(Int)
    }

    public var index: Int
    public var name: String?
    public var base: Base
    /// `--platform`, its arguments replaced.
    public var platform: String?
    public var isNeeded: Bool
    /// Other stages that this one takes files from or stands on.
    public var dependencies: Set<Int>
    /// `FROM` itself.
    public var from: PlannedStep
    public var steps: [PlannedStep]
}

/// An instruction in its stage.
public struct PlannedStep: Sendable {
    public var id: StepID
    public var statement: Statement
    public var instruction: Instruction
    /// As the log shows it.
    public var text: String

    public var line: Int { statement.firstLine }
}

/// Why a Dockerfile is not a plan.
public struct PlanError: Error, Equatable, Sendable {
    public enum Fact: Equatable, Sendable {
        case noStage
        case unknownTarget(String, known: [String])
        /// Above the line there is nothing yet that could be looked at.
        case nothingAbove(Int)
        case instruction(InstructionError)
    }

    public var fact: Fact
    /// From 1; nil where no line is to blame.
    public var line: Int?

    public init(_ fact: Fact, line: Int?) {
        self.fact = fact
        self.line = line
    }

    /// The sentence that a learner reads.
    public var message: String {
        switch fact {
        case .noStage: "The Dockerfile has no FROM, so there is nothing to build on."
        case .unknownTarget(let name, let known):
            known.isEmpty
                ? "There is no stage `\(name)`: the Dockerfile names none."
                : "There is no stage `\(name)`. The Dockerfile has: \(known.joined(separator: ", "))."
        case .nothingAbove(let line):
            "There is nothing above line \(line) to stop at: it has to be a line of an instruction under FROM."
        case .instruction(let error): error.message
        }
    }
}

extension Plan {
    /// The stage that `--from` names in a stage: an earlier one by name, else by number; nil where it must be an image.
    public func stageIndex(named name: String, before stage: Int) -> Int? {
        StageNames.index(of: name, in: Array(stages.prefix(stage)))
    }
}

extension PlannedStep {
    /// A step that stands in no plan: what a base image's ONBUILD asks for.
    public init(trigger statement: Statement, _ instruction: Instruction, of from: PlannedStep) {
        self.init(
            id: from.id, statement: statement, instruction: instruction, text: "ONBUILD " + statement.original)
    }
}
