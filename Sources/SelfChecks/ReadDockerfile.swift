import DockerfileSyntax
import ImageFormat

/// An instruction with its words as they are meant: variables replaced, heredocs included.
struct ReadInstruction {
    let statement: Statement
    let keyword: String?
    let words: [String]

    var line: Int { statement.firstLine }
    var place: String { "line \(line): \(statement.original)" }

    /// Whether it is what it looks like: a COPY has a destination, and an array is one, not a line for the shell.
    var isWhole: Bool {
        if statement.kind == .copy || statement.kind == .add {
            return statement.arguments.count > 1 || !statement.heredocs.isEmpty
        }
        guard statement.kind == .cmd || statement.kind == .entrypoint || statement.kind == .run else { return true }
        return statement.isExecForm || statement.arguments.first?.value.hasPrefix("[") != true
    }
}

/// A Dockerfile's instructions, and what its last stage stands on.
struct ReadDockerfile {
    private(set) var instructions: [ReadInstruction] = []
    /// The base of the last stage, behind all stages that it goes through, and its FROM; nil without FROM.
    private(set) var base: (image: String, line: Int)?

    private var globals = GlobalArguments(
        given: [:], predefined: PredefinedArguments.values(for: Platform.host.description))
    /// The variables of the stage that is read; nil above the first FROM.
    private var scope: VariableScope?
    /// The base of each stage with a name, and its variables, for the stages that continue it.
    private var bases: [String: (image: String, scope: VariableScope)] = [:]
    private var name: String?
    /// The last stage's WORKDIR.
    private(set) var folder = "/"
    private let escape: EscapeCharacter
    /// What a container of the last stage would start.
    private(set) var start: (entrypoint: [String], command: [String]) = ([], [])
    /// The line that says so; nil where none does.
    private(set) var startPlace: String?
    private var expander: WordExpander
    /// How many bytes may still come in place of variables, in all instructions: a check is judged while somebody waits.
    private var room = 1 << 20

    init(_ file: Dockerfile) {
        escape = file.escape
        expander = WordExpander(escape: file.escape)
        for statement in file.statements { read(statement) }
    }

    private mutating func read(_ statement: Statement) {
        // Words that cannot be expanded, for example because variables would make them too long, are taken as they are
        // written.
        let isUnderstood = statement.instruction != nil
        var texts = (statement.flags + statement.arguments).map { isUnderstood ? expanded($0.value) : $0.value }
        texts += statement.heredocs.map(\.text)
        var words = texts.flatMap(InstructionWords.split)
        switch statement.instruction {
        case .from(let from): begin(from, statement.firstLine)
        case .arg(let arg):
            for item in arg.declarations { declare(expanded(item.name.value), item.value.map { expanded($0.value) }) }
        case .env(let env):
            // All are expanded before any is set: one instruction sees one snapshot.
            let pairs = env.pairs.map { (expanded($0.name.value), expanded($0.value.value)) }
            for (name, value) in pairs { scope?.setEnvironment(name, value) }
        case .workdir:
            if let path = words.first {
                folder = path.hasPrefix("/") ? path : (folder == "/" ? "" : folder) + "/" + path
                if folder != path { words.append(folder) }
            }
        case .cmd(let line): begin(command: Self.words(line), statement)
        case .entrypoint(let line):
            start = (Self.words(line), [])
            startPlace = "line \(statement.firstLine): \(statement.original)"
        default: break
        }
        instructions.append(
            ReadInstruction(statement: statement, keyword: statement.kind?.rawValue, words: words))
    }

    private mutating func begin(command: [String], _ statement: Statement) {
        start.command = command
        startPlace = "line \(statement.firstLine): \(statement.original)"
    }

    private static func words(_ line: CommandLine) -> [String] {
        switch line {
        case .shell(let text): ["/bin/sh", "-c", text.value]
        case .exec(let words): words.map(\.value)
        }
    }

    private mutating func begin(_ from: Instruction.From, _ line: Int) {
        if let name, let scope { bases[name] = (base?.image ?? "", scope) }
        let written = expanded(from.image.value, in: nil)
        let continued = bases[written.lowercased()]
        let image = continued?.image ?? written
        scope = continued?.scope ?? VariableScope(escape: escape, arguments: globals.stage)
        name = from.name?.value.lowercased()
        base = (image, line)
        folder = "/"
        start = ([], [])
        startPlace = nil
    }

    private mutating func declare(_ name: String, _ value: String?) {
        if scope == nil { globals.declare(name, default: value) } else { scope?.declareArgument(name, value) }
    }

    private mutating func expanded(_ text: String) -> String { expanded(text, in: scope) }

    /// - Parameter scope: nil for what stands above a stage.
    private mutating func expanded(_ text: String, in scope: VariableScope?) -> String {
        expander.limit = min(room, WordExpander.maximalGrowth)
        do throws(WordFault) {
            let lookup = { [globals] (name: String) -> String? in
                if let scope { scope.value(of: name) } else { globals.value(of: name) }
            }
            expander.keepsUnset = false
            var word = try expander.expand(text, lookup: lookup)
            // A variable with a value or a fallback is expanded as in the build. The name of an unset one stays, so
            // that a message can show it.
            if word.uses.contains(where: { !$0.isSet && !$0.hasFallback }) {
                expander.keepsUnset = true
                word = try expander.expand(text, lookup: lookup)
            }
            room -= word.growth
            return word.text
        } catch .tooLarge {
            // Finding out that a word is too large takes as long as expanding all that is allowed.
            room /= 2
            return text
        } catch {
            return text
        }
    }

    /// Whether two references mean one image; a digest behind a tag is more exact and no contradiction.
    static func areSame(_ found: String, _ wanted: String) -> Bool {
        func name(_ text: String) -> String? { (try? Reference(text))?.familiar }
        guard found != wanted else { return true }
        let tagged = wanted.contains("@") ? found : found.split(separator: "@").first.map(String.init) ?? found
        return name(tagged) != nil && name(tagged) == name(wanted)
    }
}
