public import DockerfileSyntax

/// The work that a Dockerfile describes: its stages, which of them the target needs, and their steps.
public struct Plan: Sendable {
    /// The stages in the order of the Dockerfile.
    public var stages: [PlannedStage]
    /// The stage that becomes the image.
    public var target: Int
    public var outline: BuildOutline
    /// Values of the ARGs before the first FROM and of the platform's own arguments.
    public var globals: GlobalArguments
    /// The escape character of the Dockerfile.
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
    /// What a stage builds on.
    public enum Base: Equatable, Sendable {
        case scratch
        /// The reference in FROM, with its arguments replaced.
        case image(String)
        /// An earlier stage, by its position.
        case stage(Int)
    }

    public var index: Int
    public var name: String?
    public var base: Base
    /// The value of `--platform`, with its arguments replaced; nil without the flag.
    public var platform: String?
    /// Whether the target needs the stage.
    public var isNeeded: Bool
    /// The positions of the stages that this one copies files from, mounts or builds on.
    public var dependencies: Set<Int>
    /// The step of the `FROM` instruction.
    public var from: PlannedStep
    public var steps: [PlannedStep]
}

/// An instruction in its stage.
public struct PlannedStep: Sendable {
    public var id: StepID
    public var statement: Statement
    public var instruction: Instruction
    /// The instruction as the log shows it.
    public var text: String

    /// The first line of the instruction, from 1.
    public var line: Int { statement.firstLine }
}

/// Why no plan can be made of a Dockerfile.
public struct PlanError: Error, Equatable, Sendable {
    /// The fault that was found.
    public enum Fact: Equatable, Sendable {
        case noStage
        case unknownTarget(String, known: [String])
        /// A build cannot stop before this line, because no image exists above it.
        case nothingAbove(Int)
        case instruction(InstructionError)
    }

    public var fact: Fact
    /// The line of the fault, from 1; nil where the fault is not in a line.
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
    /// The position of the stage that `--from` names: an earlier stage by name or else by number. Nil where the name
    /// must be that of an image.
    public func stageIndex(named name: String, before stage: Int) -> Int? {
        StageNames.index(of: name, in: Array(stages.prefix(stage)))
    }
}

extension PlannedStep {
    /// A step that is not in the plan: an ONBUILD instruction of a base image.
    public init(trigger statement: Statement, _ instruction: Instruction, of from: PlannedStep) {
        self.init(
            id: from.id, statement: statement, instruction: instruction, text: "ONBUILD " + statement.original)
    }
}
