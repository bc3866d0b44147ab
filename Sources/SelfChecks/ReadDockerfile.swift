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

    private var variables: [String: String] = [:]
    private var bases: [String: String] = [:]
    /// The last stage's WORKDIR.
    private(set) var folder = "/"
    /// What a container of the last stage would start.
    private(set) var start: (entrypoint: [String], command: [String]) = ([], [])
    /// The line that says so; nil where none does.
    private(set) var startPlace: String?
    private var expander: WordExpander
    /// How many bytes may still come in place of variables, in all instructions: a check is judged while somebody waits.
    private var room = 1 << 20

    init(_ file: Dockerfile) {
        expander = WordExpander()
        expander.keepsUnset = true
        for statement in file.statements { read(statement) }
    }

    private mutating func read(_ statement: Statement) {
        // What has no meaning, because variables bring too much into it among other reasons, is taken as it is written.
        let isUnderstood = statement.instruction != nil
        var texts = (statement.flags + statement.arguments).map { isUnderstood ? expanded($0.value) : $0.value }
        texts += statement.heredocs.map(\.text)
        var words = texts.flatMap(InstructionWords.split)
        switch statement.instruction {
        case .from(let from): begin(from, statement.firstLine)
        case .arg(let arg):
            for item in arg.declarations {
                if let value = item.value { variables[item.name.value] = expanded(value.value) }
            }
        case .env(let pairs):
            for pair in pairs.pairs { variables[pair.name.value] = expanded(pair.value.value) }
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
        let name = expanded(from.image.value)
        let image = bases[name.lowercased()] ?? name
        if let stage = from.name { bases[stage.value.lowercased()] = image }
        base = (image, line)
        folder = "/"
        start = ([], [])
        startPlace = nil
    }

    private mutating func expanded(_ text: String) -> String {
        expander.limit = min(room, WordExpander.maximalGrowth)
        do throws(WordFault) {
            let word = try expander.expand(text) { [variables] in variables[$0] }
            room -= word.growth
            return word.text
        } catch .tooLarge {
            // To find that out costs as much as what is allowed.
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
