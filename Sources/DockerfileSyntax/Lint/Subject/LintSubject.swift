/// A Dockerfile as the rules look at it: by stages, with the values of its variables as far as they are known.
struct LintSubject {
    let dockerfile: Dockerfile
    let context: LintContext
    let stages: [LintStage]
    /// The arguments ahead of the first FROM, with their values.
    let globals: GlobalArguments
    /// Every RUN, and every command in them.
    let runs: [LintRun]
    let commands: [LintRun.Command]

    init(_ dockerfile: Dockerfile, _ context: LintContext) {
        self.dockerfile = dockerfile
        self.context = context
        let statements = dockerfile.statements
        let firstFrom = statements.firstIndex { $0.kind == .from } ?? statements.endIndex
        var globals = GlobalArguments(
            given: context.buildArguments,
            predefined: PredefinedArguments.values(for: context.targetPlatform ?? "linux/amd64"))
        for statement in statements[..<firstFrom] { globals.declare(statement, dockerfile.escape) }
        self.globals = globals
        let first = VariableScope(escape: dockerfile.escape, arguments: globals.stage)
        var stages: [LintStage] = []
        var byName: [String: Int] = [:]
        var start = firstFrom
        while start < statements.endIndex {
            let end = statements[(start + 1)...].firstIndex { $0.kind == .from } ?? statements.endIndex
            let image = statements[start].baseImage.map { globals.expanded($0, dockerfile.escape) ?? $0 } ?? ""
            let base = byName[image.lowercased()].map { stages[$0] }
            let stage = LintStage(
                statements[start..<end], index: stages.count, base: base, image: image, globals: globals, context, first
            )
            if let name = stage.name { byName[name] = stage.index }
            stages.append(stage)
            start = end
        }
        self.stages = stages
        runs = stages.flatMap(\.runs)
        commands = runs.flatMap(\.commands)
    }

    /// The stages that the image is made of, in order: the last one, and those that it continues.
    var finalStages: [LintStage] {
        var result: [LintStage] = []
        var next = stages.indices.last
        while let index = next {
            result.append(stages[index])
            next = stages[index].base
        }
        return result.reversed()
    }

    /// Every instruction of a kind, with its statement.
    func every<Value>(_ read: (Instruction) -> Value?) -> [(statement: Statement, value: Value)] {
        dockerfile.statements.compactMap { statement in
            statement.instruction.flatMap(read).map { (statement, $0) }
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
    /// Arguments of the lines ahead of FROM that a RUN uses without declaring them in the stage.
    let unseen: [Observation]
    /// Whether a stage below this one says WORKDIR.
    let inheritsWorkdir: Bool
    /// WORKDIR paths in order, as far as they are known.
    let workdirs: [(path: String, statement: Statement)]
    let runs: [LintRun]
    /// The shell that reads the shell form at the end of the stage.
    let shell: LintShell

    var name: String? { from?.name?.value }
    var fromStatement: Statement? { statements.first }

    init(
        _ statements: ArraySlice<Statement>, index: Int, base: LintStage?, image: String, globals: GlobalArguments,
        _ context: LintContext, _ first: VariableScope
    ) {
        self.index = index
        self.statements = statements
        var from: Instruction.From?
        if case .from(let value)? = statements.first?.instruction { from = value }
        self.from = from
        self.base = base?.index
        var scope = base?.scope ?? first
        if base == nil { scope.takeEnvironment(ofImage: image, known: context.imageEnvironments[image]) }
        var undefined: [Observation] = []
        var unseen: [Observation] = []
        var workdirs: [(path: String, statement: Statement)] = []
        let named = statements.first.flatMap { IgnoreComments.shell(aboveStatement: $0) }
        var shell = named.map { LintShell($0) } ?? base?.shell ?? LintShell(ofImage: image)
        var runs: [LintRun] = []
        inheritsWorkdir = base.map { $0.inheritsWorkdir || !$0.workdirs.isEmpty } ?? false
        for statement in statements.dropFirst() {
            if let named = IgnoreComments.shell(aboveStatement: statement) { shell = LintShell(named) }
            undefined += scope.undefined(in: statement, globals: globals)
            scope.declare(statement)
            if case .workdir(let path)? = statement.instruction {
                workdirs.append((scope.expanded(path.value) ?? path.value, statement))
            }
            if case .shell(let words)? = statement.instruction { shell = LintShell(words) }
            if let run = LintRun(statement, shell: shell) {
                runs.append(run)
                unseen += run.unseen(globals, in: scope)
            }
        }
        self.scope = scope
        self.undefined = undefined
        self.unseen = unseen
        self.workdirs = workdirs
        self.shell = shell
        self.runs = runs
    }

    /// Every instruction of a kind in the stage, with its statement.
    func every<Value>(_ read: (Instruction) -> Value?) -> [(statement: Statement, value: Value)] {
        statements.compactMap { statement in statement.instruction.flatMap(read).map { (statement, $0) } }
    }
}

extension GlobalArguments {
    fileprivate func expanded(_ word: String, _ escape: EscapeCharacter) -> String? {
        try? WordExpander(escape: escape).expand(word) { value(of: $0) }.text
    }

    fileprivate mutating func declare(_ statement: Statement, _ escape: EscapeCharacter) {
        guard case .arg(let arg)? = statement.instruction else { return }
        for item in arg.declarations {
            guard let name = expanded(item.name.value, escape) else { continue }
            declare(name, default: item.value.flatMap { expanded($0.value, escape) })
        }
    }
}

extension Statement {
    /// The image or stage that FROM names.
    fileprivate var baseImage: String? {
        guard case .from(let from)? = instruction else { return nil }
        return from.image.value
    }
}
