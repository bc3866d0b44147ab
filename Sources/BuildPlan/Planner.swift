public import DockerfileSyntax
public import ImageFormat

/// Makes the plan of a Dockerfile. It reads no other file and runs nothing.
public struct Planner {
    private let arguments: [String: String]
    private let platform: Platform
    private let target: String?

    /// - Parameters:
    ///   - arguments: the values of `--build-arg`, by name.
    ///   - target: a stage by name or number; nil for the last one.
    public init(arguments: [String: String], platform: Platform, target: String?) {
        self.arguments = arguments
        self.platform = platform
        self.target = target
    }

    /// The plan of a Dockerfile.
    /// - Throws: `PlanError`, with the line of the fault.
    public func plan(_ dockerfile: Dockerfile) throws(PlanError) -> Plan {
        let split = Self.split(dockerfile.statements)
        guard !split.stages.isEmpty else { throw PlanError(.noStage, line: nil) }
        var globals = GlobalArguments(given: arguments, predefined: platformArguments)
        for statement in split.globals { try declare(statement, dockerfile.escape, in: &globals) }
        var nextID = 0
        var stages: [PlannedStage] = []
        for statements in split.stages {
            stages.append(try stage(statements, after: stages, globals, dockerfile.escape, &nextID))
        }
        let target = try targetIndex(stages)
        Self.markNeeded(from: target, in: &stages)
        return Plan(
            stages: stages, target: target, outline: Self.outline(stages), globals: globals,
            escape: dockerfile.escape)
    }

    // MARK: Before the first stage

    private static func split(_ statements: [Statement]) -> (globals: [Statement], stages: [[Statement]]) {
        var globals: [Statement] = []
        var stages: [[Statement]] = []
        for statement in statements {
            if statement.kind == .from {
                stages.append([statement])
            } else if stages.isEmpty {
                globals.append(statement)
            } else {
                stages[stages.count - 1].append(statement)
            }
        }
        return (globals, stages)
    }

    private func declare(
        _ statement: Statement, _ escape: EscapeCharacter, in globals: inout GlobalArguments
    ) throws(PlanError) {
        guard case .arg(let argument)? = try expand(statement, escape, globals) else { return }
        for declaration in argument.declarations {
            globals.declare(declaration.name.value, default: declaration.value?.value)
        }
    }

    /// The arguments that every build has, such as `TARGETARCH`. A stage gets one by naming it in an ARG.
    private var platformArguments: [String: String] {
        var values: [String: String] = [:]
        for (prefix, platform) in [("TARGET", platform), ("BUILD", Platform.host)] {
            values[prefix + "PLATFORM"] = platform.description
            values[prefix + "OS"] = platform.os
            values[prefix + "ARCH"] = platform.architecture
            values[prefix + "VARIANT"] = platform.variant ?? ""
        }
        if let target { values["TARGETSTAGE"] = target } else { values["TARGETSTAGE"] = "default" }
        return values
    }

    private func expand(
        _ statement: Statement, _ escape: EscapeCharacter, _ globals: GlobalArguments
    ) throws(PlanError) -> Instruction? {
        guard let instruction = statement.instruction else { return nil }
        do {
            return try instruction.expanded(escape: escape) { globals.value(of: $0) }.instruction
        } catch {
            throw PlanError(.instruction(.variable(message: error.fault.message)), line: error.range.start.line)
        }
    }

    // MARK: Stages

    private func stage(
        _ statements: [Statement], after stages: [PlannedStage], _ globals: GlobalArguments,
        _ escape: EscapeCharacter, _ nextID: inout Int
    ) throws(PlanError) -> PlannedStage {
        let line = statements[0].firstLine
        guard case .from(let from)? = try expand(statements[0], escape, globals) else {
            throw PlanError(.noStage, line: line)
        }
        guard !from.image.value.isEmpty else { throw PlanError(.instruction(.emptyBase), line: line) }
        var steps: [PlannedStep] = []
        for statement in statements {
            guard let instruction = statement.instruction else { continue }
            steps.append(
                PlannedStep(
                    id: StepID(nextID), statement: statement, instruction: instruction, text: Self.text(of: statement)))
            nextID += 1
        }
        let base = Self.base(from.image.value, stages)
        var stage = PlannedStage(
            index: stages.count, name: from.name?.value.lowercased(), base: base, platform: from.platform?.value,
            isNeeded: false, dependencies: [], from: steps[0], steps: Array(steps.dropFirst()))
        stage.dependencies = Self.dependencies(of: stage, stages)
        return stage
    }

    private static func base(_ name: String, _ stages: [PlannedStage]) -> PlannedStage.Base {
        if name == "scratch" { return .scratch }
        return stages.last { $0.name == name.lowercased() }.map { .stage($0.index) } ?? .image(name)
    }

    private static func dependencies(of stage: PlannedStage, _ stages: [PlannedStage]) -> Set<Int> {
        var found: Set<Int> = []
        var instructions = stage.steps.map(\.instruction)
        if case .stage(let index) = stage.base {
            found.insert(index)
            instructions += stages[index].steps.compactMap { step in
                if case .onBuild(let request) = step.instruction { request.trigger.instruction } else { nil }
            }
        }
        for name in instructions.flatMap(origins) {
            if let index = StageNames.index(of: name, in: stages) { found.insert(index) }
        }
        return found
    }

    /// The stages and images that `--from` and `from=` of an instruction name.
    private static func origins(of instruction: Instruction) -> [String] {
        if case .copy(let copy) = instruction { return [copy.from?.value].compactMap { $0 } }
        guard case .run(let run) = instruction else { return [] }
        return run.mounts.flatMap { $0.fields.filter { $0.key == "from" }.compactMap(\.value) }
    }

    private func targetIndex(_ stages: [PlannedStage]) throws(PlanError) -> Int {
        guard let target, !target.isEmpty else { return stages.count - 1 }
        if let index = StageNames.index(of: target, in: stages) { return index }
        throw PlanError(.unknownTarget(target, known: stages.compactMap(\.name)), line: nil)
    }

    static func markNeeded(from target: Int, in stages: inout [PlannedStage]) {
        var waiting = [target]
        while let index = waiting.popLast() {
            guard !stages[index].isNeeded else { continue }
            stages[index].isNeeded = true
            waiting += stages[index].dependencies
        }
    }

    // MARK: The outline

    private static func outline(_ stages: [PlannedStage]) -> BuildOutline {
        var steps: [StepOutline] = []
        for stage in stages {
            let all = [stage.from] + stage.steps
            for (place, step) in all.enumerated() {
                steps.append(
                    StepOutline(
                        id: step.id, stage: stage.index, keyword: step.instruction.keyword.rawValue, text: step.text,
                        firstLine: step.statement.firstLine, lastLine: step.statement.lastLine, ordinal: place + 1,
                        stageStepCount: all.count))
            }
        }
        return BuildOutline(
            stages: stages.map {
                StageOutline(index: $0.index, name: $0.name, base: baseName($0, stages), isNeeded: $0.isNeeded)
            }, steps: steps)
    }

    private static func baseName(_ stage: PlannedStage, _ stages: [PlannedStage]) -> String {
        switch stage.base {
        case .scratch: "scratch"
        case .image(let name): name
        case .stage(let index): stages[index].name ?? "\(index)"
        }
    }

    /// The keyword in capitals, then the rest with one space between words.
    private static func text(of statement: Statement) -> String {
        let words = statement.original.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r\n" }
        return ([statement.keyword.value.uppercased()] + words.dropFirst().map(String.init)).joined(separator: " ")
    }
}

/// Finds the stages that instructions name.
enum StageNames {
    /// The position of the stage with this name or, failing that, this number; nil where the name must be an image's.
    static func index(of name: String, in stages: [PlannedStage]) -> Int? {
        if let named = stages.last(where: { $0.name == name.lowercased() }) { return named.index }
        return Int(name).flatMap { stages.indices.contains($0) ? $0 : nil }
    }
}
