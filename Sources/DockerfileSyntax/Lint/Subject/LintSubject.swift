/// A Dockerfile as the rules look at it: by stages, with the values of its variables as far as they are known.
struct LintSubject {
    let dockerfile: Dockerfile
    let context: LintContext
    let stages: [LintStage]
    /// The arguments ahead of the first FROM, with their values.
    let globals: VariableScope
    /// The statements ahead of the first FROM.
    let head: ArraySlice<Statement>

    init(_ dockerfile: Dockerfile, _ context: LintContext) {
        self.dockerfile = dockerfile
        self.context = context
        let statements = dockerfile.statements
        let firstFrom = statements.firstIndex { $0.kind == .from } ?? statements.endIndex
        head = statements[..<firstFrom]
        var globals = VariableScope(escape: dockerfile.escape, buildArguments: context.buildArguments)
        for statement in head { globals.declare(statement, globals: nil) }
        self.globals = globals
        var stages: [LintStage] = []
        var start = firstFrom
        while start < statements.endIndex {
            let end = statements[(start + 1)...].firstIndex { $0.kind == .from } ?? statements.endIndex
            stages.append(LintStage(statements[start..<end], earlier: stages, globals: globals, context))
            start = end
        }
        self.stages = stages
    }

    /// Every instruction of a kind, with its statement.
    func every<Value>(_ read: (Instruction) -> Value?) -> [(statement: Statement, value: Value)] {
        dockerfile.statements.compactMap { statement in
            statement.instruction.flatMap(read).map { (statement, $0) }
        }
    }

    /// The earlier stage of a name or a number.
    func stage(_ name: String, before index: Int) -> LintStage? {
        stages[..<index].last { $0.name == name.lowercased() }
            ?? Int(name).flatMap { number in
                stages[..<index].first { $0.index == number }
            }
    }
}

/// A stage: FROM and what follows.
struct LintStage {
    let index: Int
    let statements: ArraySlice<Statement>
    let from: Instruction.From?
    /// The stage that this one continues.
    let base: Int?
    /// The variables at the end of the stage.
    let scope: VariableScope
    /// Variables that were used without being known, with what they may have been meant to be.
    let undefined: [Observation]
    /// WORKDIR paths in order, as far as they are known, this stage's own ones last.
    let workdirs: [(path: String, statement: Statement)]
    let runs: [LintRun]

    var name: String? { from?.name?.value }
    var fromStatement: Statement? { statements.first }

    init(_ statements: ArraySlice<Statement>, earlier: [LintStage], globals: VariableScope, _ context: LintContext) {
        index = earlier.count
        self.statements = statements
        var from: Instruction.From?
        if case .from(let value)? = statements.first?.instruction { from = value }
        self.from = from
        let base = from.flatMap { from in earlier.last { $0.name == from.image.value.lowercased() } }
        self.base = base?.index
        var scope = base?.scope ?? VariableScope(escape: globals.escape, buildArguments: context.buildArguments)
        if base == nil { scope.takeEnvironment(ofImage: from?.image.value ?? "", context) }
        var undefined: [Observation] = []
        var workdirs: [(path: String, statement: Statement)] = base?.workdirs ?? []
        for statement in statements.dropFirst() {
            undefined += scope.undefined(in: statement, globals: globals)
            scope.declare(statement, globals: globals)
            if case .workdir(let path)? = statement.instruction {
                workdirs.append((scope.expanded(path.value) ?? path.value, statement))
            }
        }
        self.scope = scope
        self.undefined = undefined
        self.workdirs = workdirs
        runs = statements.compactMap(LintRun.init)
    }

    /// Every instruction of a kind in the stage, with its statement.
    func every<Value>(_ read: (Instruction) -> Value?) -> [(statement: Statement, value: Value)] {
        statements.compactMap { statement in statement.instruction.flatMap(read).map { (statement, $0) } }
    }
}
