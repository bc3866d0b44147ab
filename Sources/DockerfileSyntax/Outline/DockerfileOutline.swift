/// What can be built of a Dockerfile, and what a build of it takes: `build --call=targets` and `--call=outline`.
public struct DockerfileOutline: Equatable, Sendable {
    /// A stage.
    public struct Target: Equatable, Sendable {
        /// Empty where it has none.
        public var name: String
        /// What a comment right above says of it: `# NAME builds the page`.
        public var description: String
        /// Whether it is what is built where none is named.
        public var isDefault: Bool
    }

    /// An ARG.
    public struct Argument: Equatable, Sendable {
        public var name: String
        /// As it is written, or was given; empty for none.
        public var value: String
        public var description: String
    }

    /// A secret or an SSH agent that a RUN mounts.
    public struct Mounted: Equatable, Sendable {
        public var name: String
        public var isRequired: Bool
    }

    /// In the order of the file.
    public private(set) var targets: [Target] = []
    private var stages: [Stage] = []
    /// Those above the first FROM.
    private var global: [Argument] = []

    private struct Stage: Equatable {
        var name: String?
        var base: String
        /// All stages and images that it takes something from, the texts of its FROM among them.
        var sources: [String]
        var arguments: [Argument] = []
        var secrets: [Mounted] = []
        var agents: [Mounted] = []
    }

    /// - Parameter given: values of `--build-arg`.
    public init(_ dockerfile: Dockerfile, given: [String: String] = [:]) {
        for statement in dockerfile.statements {
            switch statement.instruction {
            case .from(let from)?:
                stages.append(Stage(name: from.name?.value, base: from.image.value, sources: [from.image.value]))
                let name = from.name?.value ?? ""
                targets.append(
                    Target(name: name, description: Self.description(of: name, above: statement), isDefault: false))
            case .arg(let arg)?: add(arg, statement, given)
            case .copy(let copy)?: if let from = copy.from?.value { add(source: from) }
            case .run(let run)?: for mount in run.mounts { add(mount) }
            case .add, .cmd, .entrypoint, .env, .expose, .healthCheck, .label, .maintainer, .onBuild, .shell,
                .stopSignal, .user, .volume, .workdir, nil:
                break
            }
        }
        if !targets.isEmpty { targets[targets.count - 1].isDefault = true }
    }

    /// As BuildKit has it: a comment line that begins with the name.
    private static func description(of name: String, above statement: Statement) -> String {
        guard !name.isEmpty else { return "" }
        let lines = statement.description.map { $0.value.drop { $0 == " " } }
        return lines.first { $0.hasPrefix(name + " ") }.map { String($0.dropFirst(name.count + 1)) } ?? ""
    }

    private mutating func add(_ arg: Instruction.Arg, _ statement: Statement, _ given: [String: String]) {
        for declaration in arg.declarations {
            let name = declaration.name.value
            let argument = Argument(
                name: name,
                value: given[name] ?? declaration.value?.value ?? global.first { $0.name == name }?.value ?? "",
                description: Self.description(of: name, above: statement))
            if stages.isEmpty { global.append(argument) } else { stages[stages.count - 1].arguments.append(argument) }
        }
    }

    private mutating func add(source: String) {
        if !stages.isEmpty { stages[stages.count - 1].sources.append(source) }
    }

    private mutating func add(_ mount: MountFlag) {
        guard !stages.isEmpty else { return }
        func field(_ keys: String...) -> String? { mount.fields.last { keys.contains($0.key) }?.value }
        let isRequired = mount.fields.contains { $0.key == "required" && ($0.value ?? "true") == "true" }
        switch field("type") {
        case "secret"?:
            let path = field("target", "dst", "destination")?.split(separator: "/").last.map(String.init)
            stages[stages.count - 1].secrets.append(
                Mounted(name: field("id") ?? path ?? field("env") ?? "", isRequired: isRequired))
        case "ssh"?:
            stages[stages.count - 1].agents.append(Mounted(name: field("id") ?? "default", isRequired: isRequired))
        case .some, nil: if let from = field("from") { add(source: from) }
        }
    }

    /// What a build of one stage takes: of that stage and of all that it is made of.
    public struct Details: Equatable, Sendable {
        public var target: Target
        public var arguments: [Argument]
        public var secrets: [Mounted]
        public var agents: [Mounted]
    }

    /// - Parameter name: of a stage, or its number; nil for the last.
    /// - Returns: nil where there is no such stage.
    public func details(of name: String?) -> Details? {
        guard let index = name == nil ? stages.indices.last : name.flatMap(number) else { return nil }
        let needed = reached(from: index)
        let own = needed.map { stages[$0] }
        // Of those above the first FROM: what a FROM says, and what no stage declares once more.
        let named = global.filter { argument in
            own.contains { $0.base.contains("$" + argument.name) || $0.base.contains("${" + argument.name) }
        }
        var arguments: [Argument] = []
        for argument in named + own.flatMap(\.arguments) where !arguments.contains(where: { $0.name == argument.name })
        {
            arguments.append(argument)
        }
        return Details(
            target: targets[index], arguments: arguments, secrets: Self.once(own.flatMap(\.secrets)),
            agents: Self.once(own.flatMap(\.agents)))
    }

    private func number(_ name: String) -> Int? {
        stages.firstIndex { $0.name == name.lowercased() }
            ?? Int(name).flatMap { stages.indices.contains($0) ? $0 : nil }
    }

    /// The numbers of stages that one is made of, in their order, it included.
    private func reached(from index: Int) -> [Int] {
        var found: Set<Int> = []
        var waiting = [index]
        while let next = waiting.popLast() {
            guard found.insert(next).inserted else { continue }
            waiting += stages[next].sources.compactMap { source in number(source).flatMap { $0 < next ? $0 : nil } }
        }
        return found.sorted()
    }

    private static func once(_ mounts: [Mounted]) -> [Mounted] {
        var found: [Mounted] = []
        for mount in mounts {
            if let index = found.firstIndex(where: { $0.name == mount.name }) {
                found[index].isRequired = found[index].isRequired || mount.isRequired
            } else {
                found.append(mount)
            }
        }
        return found
    }
}
