/// Finds instructions into which variables bring more text than anything can hold.
///
/// `ENV A=$A$A`, forty times, is 557 bytes that stand for a terabyte. A build, a rule and a check all replace a file's
/// variables; so they are replaced here first, with a bound, and an instruction that is past the bound has no meaning at
/// all.
struct GrowthChecks {
    /// What the variables of all instructions may bring together, and all stages inherit together, in bytes. The editor goes
    /// through all of it several times at a key.
    static let maximalGrowth = 1 << 20

    let escape: EscapeCharacter
    private var room = GrowthChecks.maximalGrowth
    private var globals: VariableScope
    /// What a stage begins with that continues no other.
    private var first: VariableScope
    private var scope: VariableScope
    private var scopes: [String: VariableScope] = [:]
    private var stage: String?
    private var isInStage = false
    /// Whether the file's limit is reached.
    private var isOver = false

    init(escape: EscapeCharacter) {
        self.escape = escape
        globals = VariableScope(escape: escape, arguments: ArgumentScope(given: [:], global: [:]))
        scope = globals
        first = globals
    }

    /// The faults, in the order of the text; the instructions that have them are taken away. Behind a file's limit all
    /// that use variables are, without a fault of their own.
    mutating func diagnostics(in statements: inout [Statement]) -> [Diagnostic] {
        // Nearly every file is done with here.
        guard statements.contains(where: { $0.kind == .env || $0.kind == .arg }) else { return [] }
        var found: [Diagnostic] = []
        for index in statements.indices {
            guard let instruction = statements[index].instruction else { continue }
            if isOver, instruction.mayGrow(statements[index]) {
                statements[index].instruction = nil
                continue
            }
            do throws(WordError) {
                try read(instruction, statements[index])
            } catch {
                statements[index].instruction = nil
                found.append(Diagnostic(.word(error.fault), at: error.range))
            }
        }
        return found
    }

    private mutating func read(_ instruction: Instruction, _ statement: Statement) throws(WordError) {
        if case .from(let from) = instruction { try begin(from, statement) }
        let isFrom = statement.kind == .from
        guard let expansion = try expansion(of: instruction, in: isFrom ? globals : scope) else {
            return scope.declare(statement)
        }
        try spend(expansion.growth, statement)
        let before = scope.size
        scope.declare(expanded: expansion.instruction)
        let limit = WordExpander.maximalGrowth
        guard scope.size <= before || scope.size <= limit else {
            throw statement.error(.environmentTooLarge(limit: limit))
        }
    }

    /// Nil for words with faults of other kinds, which are told where their rules are.
    private mutating func expansion(
        of instruction: Instruction, in scope: VariableScope
    ) throws(WordError) -> Expansion? {
        let limit = min(room, WordExpander.maximalGrowth)
        do throws(WordError) {
            return try instruction.expanded(escape: escape, limit: limit) { scope.value(of: $0) }
        } catch {
            guard error.fault.isGrowth else { return nil }
            let isOwn = room >= WordExpander.maximalGrowth
            // To find that out costs as much as what is allowed.
            room -= limit
            isOver = room == 0
            guard !isOwn else { throw error }
            throw WordError(fault: .fileTooLarge(limit: Self.maximalGrowth), word: error.word, range: error.range)
        }
    }

    private mutating func spend(_ count: Int, _ statement: Statement) throws(WordError) {
        guard count <= room else {
            isOver = true
            throw statement.error(.fileTooLarge(limit: Self.maximalGrowth))
        }
        room -= count
    }

    /// Keeps the scope of the stage above, and takes the scope of the stage that this one continues.
    private mutating func begin(_ from: Instruction.From, _ statement: Statement) throws(WordError) {
        if let stage { scopes[stage] = scope }
        if !isInStage {
            globals = scope
            first = VariableScope(
                escape: escape, arguments: ArgumentScope(given: [:], global: globals.argumentValues))
        }
        isInStage = true
        stage = from.name?.value
        scope = first
        guard let base = scopes[from.image.value.lowercased()] else { return }
        try spend(base.size, statement)
        scope = base
    }
}

extension Instruction {
    /// Whether variables may bring text into it.
    fileprivate func mayGrow(_ statement: Statement) -> Bool {
        switch self {
        case .cmd, .entrypoint, .healthCheck, .maintainer, .onBuild, .run, .shell: false
        case .from: true
        case .add, .arg, .copy, .env, .expose, .label, .stopSignal, .user, .volume, .workdir:
            statement.original.utf8.contains(UInt8(ascii: "$")) || !statement.heredocs.isEmpty
        }
    }
}

extension Statement {
    fileprivate func error(_ fault: WordFault) -> WordError { WordError(fault: fault, word: original, range: range) }
}
