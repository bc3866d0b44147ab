internal import Matching

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
    private var isComplete = true

    public init(escape: EscapeCharacter, arguments: ArgumentScope) {
        self.escape = escape
        self.arguments = arguments
    }

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

    mutating func takeEnvironment(ofImage image: String, _ context: LintContext) {
        environment["PATH"] = .ofImage
        if let known = context.imageEnvironments[image] {
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

    /// The variables that a statement uses and that are not declared.
    func undefined(in statement: Statement, globals: GlobalArguments) -> [Observation] {
        guard let instruction = statement.instruction,
            let expansion = try? instruction.expanded(escape: escape, lookup: { value(of: $0) })
        else { return [] }
        var seen: Set<String> = []
        return expansion.uses.compactMap { use in
            let name = use.value.name
            guard !use.value.isSet, !isDeclared(name), !use.value.hasFallback, !Self.isOwnMatter(name),
                seen.insert(name).inserted
            else { return nil }
            if globals.isDeclared(name) {
                return Observation(
                    "`$\(name)` is declared ahead of FROM only: say `ARG \(name)` in this stage too", at: use.range,
                    cure: "ARG \(name) below FROM, above this line")
            }
            let meant = nearest(to: name, globals)
            // A base image that is not here may bring it along, unless it looks like a slip of the pen.
            guard isComplete || (meant != nil && !PredefinedArguments.ofImages.contains(name)) else { return nil }
            return Observation(
                "`$\(name)` has no value here: no ARG or ENV above declares it", at: use.range,
                suggestion: meant.map { "$\($0)" })
        }
    }

    /// Of very many names only the last few are looked at, so that the time stays in proportion.
    private func nearest(to name: String, _ globals: GlobalArguments) -> String? {
        Spelling.nearest(to: name, among: globals.names.suffix(100) + names.suffix(100))
    }

    /// Whether a name is none that anyone declares: `$1`, `$@`, proxies.
    private static func isOwnMatter(_ name: String) -> Bool {
        !(name.utf8.first.map { $0.isASCIILetter || $0 == UInt8(ascii: "_") } ?? false)
            || PredefinedArguments.proxies.contains(name)
    }
}
