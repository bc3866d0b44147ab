/// The variables that an instruction sees, as far as the file tells: those of ENV before those of ARG.
public struct VariableScope: Sendable {
    private enum Variable {
        case value(String)
        /// A base image has it, with a value that is not known here.
        case ofImage
    }

    public let escape: EscapeCharacter
    /// The names that ARG and ENV have declared, in order.
    private(set) var names: [String] = []
    private var arguments: ArgumentScope
    private var environment: [String: Variable] = [:]
    /// How many bytes the names and values have together.
    private(set) var size = 0
    /// Whether everything that the base image brings along is known.
    private(set) var isComplete = true

    public init(escape: EscapeCharacter, arguments: ArgumentScope) {
        self.escape = escape
        self.arguments = arguments
    }

    /// Whether ARG or ENV has declared the name.
    public func isDeclared(_ name: String) -> Bool { arguments.isDeclared(name) || environment[name] != nil }

    /// The value, as in a build: nil for what is declared without one. Empty where only the base image knows it.
    public func value(of name: String) -> String? {
        switch environment[name] {
        case .value(let value): value
        case .ofImage: ""
        case nil: arguments.value(of: name)
        }
    }

    /// The values of ARG, for the stages below where they are above the first FROM.
    var argumentValues: [String: String] { arguments.values }

    /// A word with its variables replaced; nil where it can't be.
    func expanded(_ word: String) -> String? {
        try? WordExpander(escape: escape).expand(word) { value(of: $0) }.text
    }

    /// Takes over what a base image brings along.
    ///
    /// - Parameter known: The names of its variables; nil where nobody has looked into it.
    mutating func takeEnvironment(ofImage image: String, known: Set<String>?) {
        environment["PATH"] = .ofImage
        if let known {
            for name in known { environment[name] = .ofImage }
        } else if image != "scratch" {
            isComplete = false
        }
    }

    /// Performs ARG or ENV; every other instruction declares nothing. Words that cannot be expanded are left out.
    mutating func declare(_ statement: Statement) {
        switch statement.instruction {
        case .arg(let arg):
            for item in arg.declarations {
                guard let name = expanded(item.name.value) else { continue }
                declareArgument(name, item.value.flatMap { expanded($0.value) })
            }
        case .env(let env):
            // All are expanded before any is set: one instruction sees one snapshot.
            for (name, value) in env.pairs.map({ (expanded($0.name.value), expanded($0.value.value)) }) {
                if let name { setEnvironment(name, value ?? "") }
            }
        case .add, .cmd, .copy, .entrypoint, .expose, .from, .healthCheck, .label, .maintainer, .onBuild, .run, .shell,
            .stopSignal, .user, .volume, .workdir, nil:
            break
        }
    }

    /// Performs an instruction whose variables are replaced already.
    public mutating func declare(expanded instruction: Instruction) {
        switch instruction {
        case .arg(let arg): for item in arg.declarations { declareArgument(item.name.value, item.value?.value) }
        case .env(let env): for pair in env.pairs { setEnvironment(pair.name.value, pair.value.value) }
        case .add, .cmd, .copy, .entrypoint, .expose, .from, .healthCheck, .label, .maintainer, .onBuild, .run, .shell,
            .stopSignal, .user, .volume, .workdir:
            break
        }
    }

    /// Performs one declaration of ARG.
    public mutating func declareArgument(_ name: String, _ value: String?) {
        names.append(name)
        size -= arguments.isDeclared(name) ? name.utf8.count + (arguments.value(of: name)?.utf8.count ?? 0) : 0
        // As in a build, what comes last counts.
        if arguments.declare(name, default: value), case .value(let old)? = environment.removeValue(forKey: name) {
            size -= name.utf8.count + old.utf8.count
        }
        size += name.utf8.count + (arguments.value(of: name)?.utf8.count ?? 0)
    }

    /// Performs one pair of ENV.
    public mutating func setEnvironment(_ name: String, _ value: String) {
        names.append(name)
        if case .value(let old)? = environment[name] { size -= name.utf8.count + old.utf8.count }
        environment[name] = .value(value)
        size += name.utf8.count + value.utf8.count
    }
}
