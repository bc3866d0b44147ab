public import DockerfileSyntax
internal import ImageFormat

/// The effect of an instruction in its stage.
public struct StepEffect: Equatable, Sendable {
    public var action: StepAction
    /// The text of the history entry in the image; nil where Docker writes none.
    public var history: String?
    /// The text of the instruction in the cache key, with every variable replaced.
    public var expanded: String
    /// The build arguments that the step uses. For RUN these are all arguments in scope; they belong to its cache key.
    public var arguments: [String: String]
}

extension StageState {
    /// Applies an instruction to the config, and returns the work that is left for the builder.
    ///
    /// - Parameter origin: what `--from` names: an earlier stage, else an image.
    public mutating func apply(
        _ instruction: Instruction, escape: EscapeCharacter, origin: (String) -> FileOrigin
    ) throws(InstructionError) -> StepEffect {
        let expansion: Expansion
        do {
            expansion = try instruction.expanded(escape: escape) { value(of: $0) }
        } catch {
            throw .variable(message: error.fault.message)
        }
        var result = try perform(expansion.instruction, escape: escape, origin: origin)
        if isTooLarge {
            let limit = StageState.maximalEnvironment
            throw .variable(message: WordFault.environmentTooLarge(limit: limit).message)
        }
        historyBytes += result.history?.utf8.count ?? 0
        guard historyBytes <= Self.maximalHistory else { throw .historyTooLong(limit: Self.maximalHistory) }
        if case .run = expansion.instruction { return result }
        result.arguments = scope.values.filter { expansion.usedNames.contains($0.key) }
        return result
    }

    /// The most bytes that all variables of a stage may have together, including those of its base image.
    static let maximalEnvironment = 4 << 20

    /// The most bytes of a stage's history, because the config that contains it must be readable again.
    static let maximalHistory = JSONLimits().bytes

    /// Whether the variables have too many bytes. Some may come from the base image or the command line.
    private var isTooLarge: Bool {
        let arguments = scope.declared.reduce(0) { $0 + $1.name.utf8.count + ($1.value?.utf8.count ?? 0) }
        return config.environment.reduce(arguments) { $0 + $1.utf8.count } > Self.maximalEnvironment
    }

    private mutating func perform(
        _ expanded: Instruction, escape: EscapeCharacter, origin: (String) -> FileOrigin
    ) throws(InstructionError) -> StepEffect {
        switch expanded {
        case .copy(let copy): return effect(action(copy, origin), copy.history)
        case .add(let add): return effect(action(add), add.history)
        case .run(let run): return try apply(run, escape: escape, origin: origin)
        case .workdir(let path):
            let text = setWorkingDirectory(path.value)
            let directory = workingDirectory
            let user = config.user.flatMap { $0.isEmpty ? nil : $0 }
            let action: StepAction = directory == "/" ? .configure : .makeDirectory(path: directory, user: user)
            return effect(action, text)
        case .onBuild(let trigger):
            addTrigger(trigger.expression)
            var result = effect(.configure, "ONBUILD " + trigger.expression)
            result.history = nil
            return result
        case .arg(let argument):
            let pairs = argument.declarations.map { (name: $0.name.value, value: $0.value?.value) }
            let text = declareArguments(pairs)
            // An argument belongs to the keys of the steps that use it, so neither default nor value is in this key.
            var result = effect(.configure, text)
            result.expanded = "ARG " + pairs.map(\.name).joined(separator: " ")
            return result
        default:
            return effect(.configure, try configure(expanded))
        }
    }

    private func effect(_ action: StepAction, _ text: String) -> StepEffect {
        StepEffect(action: action, history: text, expanded: text, arguments: scope.values)
    }

    /// The effect of a COPY or an ADD; the text of its heredocs belongs to the instruction in the cache key.
    private func effect(_ files: FilesAction, _ words: String) -> StepEffect {
        var result = effect(.files(files), words + " # buildkit")
        result.expanded = ([words] + files.inlineFiles.map(\.content)).joined(separator: "\n")
        return result
    }

    private mutating func configure(_ instruction: Instruction) throws(InstructionError) -> String {
        switch instruction {
        case .env(let pairs): setEnvironment(pairs.pairs.map { ($0.name.value, $0.value.value) })
        case .label(let pairs): setLabels(pairs.pairs.map { ($0.name.value, $0.value.value) })
        case .expose(let expose): try self.expose(expose.ports.map(\.value))
        case .cmd(let command): setCommand(words(of: command))
        case .entrypoint(let command): setEntrypoint(words(of: command))
        case .shell(let words): setShell(words.map(\.value))
        case .user(let user): setUser(user.value)
        case .volume(let paths): try addVolumes(paths.map(\.value))
        case .stopSignal(let signal): try setStopSignal(signal.value)
        case .healthCheck(let check): setHealthcheck(healthcheck(check))
        case .maintainer(let name): setMaintainer(name.value)
        case .add, .arg, .copy, .from, .onBuild, .run, .workdir: ""
        }
    }

    private func words(of command: CommandLine) -> [String] {
        switch command {
        case .shell(let text): inShell(text.value)
        case .exec(let words): words.map(\.value)
        }
    }

    private func healthcheck(_ check: Instruction.HealthCheck) -> Healthcheck {
        guard let command = check.command else { return Healthcheck(test: ["NONE"]) }
        let test =
            switch command {
            case .shell(let text): ["CMD-SHELL", text.value]
            case .exec(let words): ["CMD"] + words.map(\.value)
            }
        return Healthcheck(
            test: test, interval: check.interval?.value.nanoseconds, timeout: check.timeout?.value.nanoseconds,
            startPeriod: check.startPeriod?.value.nanoseconds, startInterval: check.startInterval?.value.nanoseconds,
            retries: check.retries.map { Int64($0.value) })
    }
}

extension Duration {
    /// The duration in whole nanoseconds, Docker's unit for times in a config.
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? Int64.max : product &+ attoseconds / 1_000_000_000
    }
}
