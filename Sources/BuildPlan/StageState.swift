public import DockerfileSyntax
public import ImageFormat

/// The state of a stage between two instructions: the image's config so far, and the arguments in scope.
///
/// There is one method for each instruction. It returns the text of Docker's history entry, or nil where Docker writes
/// none. Its errors are about the words of the instruction, never about files.
public struct StageState: Equatable, Sendable {
    /// The image's config after the instructions so far.
    public internal(set) var config: ContainerConfig
    /// The author that MAINTAINER sets; nil without one.
    public internal(set) var author: String?
    /// The build arguments in scope.
    public internal(set) var scope: ArgumentScope
    public let platform: Platform
    /// Whether this stage has a CMD of its own. An ENTRYPOINT removes only an inherited CMD.
    private var hasOwnCommand = false
    /// The bytes that the instructions so far take in the image's history.
    var historyBytes = 0
    /// The arguments that were set after an ENV of the same name. As in BuildKit, the last of the two counts.
    private var laterArguments: Set<String> = []

    /// The state of a stage that begins from an image.
    public init(base: ImageConfig, scope: ArgumentScope) {
        config = base.config
        author = base.author
        platform = base.platform
        self.scope = scope
        config.onBuild = []
    }

    /// The state of a stage that begins from another stage; it inherits that stage's arguments.
    public init(continuing stage: StageState) {
        self = stage
        hasOwnCommand = false
        config.onBuild = []
    }

    /// The config with which BuildKit begins `FROM scratch`.
    public static func scratch(platform: Platform) -> ImageConfig {
        ImageConfig(
            platform: platform,
            config: ContainerConfig(
                environment: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
                workingDirectory: "/"))
    }

    /// The value of a variable in a word. A variable of the environment hides an argument that was set before it.
    public func value(of name: String) -> String? { environmentValue(name) ?? scope.value(of: name) }

    /// The value in the environment; nil where a later argument hides it.
    private func environmentValue(_ name: String) -> String? {
        laterArguments.contains(name) ? nil : config.environmentValue(name)
    }

    /// The folder to which relative paths are relative.
    public var workingDirectory: String {
        let directory = config.workingDirectory ?? ""
        return directory.isEmpty ? "/" : directory
    }

    /// The words of the process that runs the shell form of an instruction.
    public func inShell(_ command: String) -> [String] {
        let shell = config.shell ?? []
        return (shell.isEmpty ? ["/bin/sh", "-c"] : shell) + [command]
    }

    /// The environment of a RUN: the config's variables, the arguments that none of them hides, and proxy settings.
    public var runEnvironment: [String] {
        let visible = config.environment.filter { !laterArguments.contains(String($0.prefix { $0 != "=" })) }
        let names = Set(visible.map { $0.prefix { $0 != "=" } })
        let arguments = scope.values.merging(scope.proxySettings) { own, _ in own }
        return visible
            + arguments.filter { !names.contains($0.key[...]) }.sorted { $0.key < $1.key }.map {
                "\($0.key)=\($0.value)"
            }
    }
}

extension StageState {
    mutating func setEnvironment(_ pairs: [(name: String, value: String)]) -> String {
        for (name, value) in pairs {
            config.setEnvironment(name, value)
            laterArguments.remove(name)
        }
        return "ENV " + pairs.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    }

    mutating func setLabels(_ pairs: [(name: String, value: String)]) -> String {
        for (name, value) in pairs { config.labels[name] = value }
        return "LABEL " + pairs.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    }

    mutating func setWorkingDirectory(_ path: String) -> String {
        let resolved = ContainerPath.resolve(path, from: workingDirectory)
        config.workingDirectory = resolved
        return "WORKDIR " + resolved
    }

    mutating func expose(_ ports: [String]) throws(InstructionError) -> String {
        var exposed: Set<String> = []
        for port in ports {
            guard let range = PortRange(port) else { throw .invalidPort(port) }
            exposed.formUnion(range.ports)
        }
        config.exposedPorts.formUnion(exposed)
        return "EXPOSE map[" + exposed.sorted().map { "\($0):{}" }.joined(separator: " ") + "]"
    }

    mutating func setCommand(_ words: [String]) -> String {
        config.command = words
        hasOwnCommand = true
        return "CMD " + HistoryQuoting.list(words)
    }

    /// Sets the entrypoint and removes an inherited CMD, because that was written for another ENTRYPOINT.
    mutating func setEntrypoint(_ words: [String]) -> String {
        config.entrypoint = words
        if !hasOwnCommand { config.command = nil }
        return "ENTRYPOINT " + HistoryQuoting.list(words)
    }

    mutating func setShell(_ words: [String]) -> String {
        config.shell = words
        return "SHELL [" + words.joined(separator: " ") + "]"
    }

    mutating func setUser(_ user: String) -> String {
        config.user = user
        return "USER " + user
    }

    mutating func addVolumes(_ paths: [String]) throws(InstructionError) -> String {
        for path in paths {
            guard !path.isEmpty else { throw .emptyVolume }
            config.volumes.insert(path)
        }
        return "VOLUME [" + paths.joined(separator: " ") + "]"
    }

    mutating func setStopSignal(_ signal: String) throws(InstructionError) -> String {
        guard StopSignal.isKnown(signal) else { throw .unknownSignal(signal) }
        config.stopSignal = signal
        return "STOPSIGNAL " + signal
    }

    mutating func setHealthcheck(_ check: Healthcheck) -> String {
        config.healthcheck = check
        return "HEALTHCHECK " + HealthcheckText.history(check)
    }

    mutating func setMaintainer(_ name: String) -> String {
        author = name
        return "MAINTAINER " + name
    }

    mutating func addTrigger(_ instruction: String) { config.onBuild.append(instruction) }

    mutating func declareArguments(_ arguments: [(name: String, value: String?)]) -> String {
        for (name, value) in arguments where scope.declare(name, default: value) {
            if config.environmentValue(name) != nil { laterArguments.insert(name) }
        }
        return "ARG "
            + arguments.map { $0.value == nil ? $0.name : "\($0.name)=\($0.value ?? "")" }
            .joined(separator: " ")
    }

    func runText(_ words: [String]) -> String {
        let command = ([scope.historyPrefix(environmentValue)].compactMap { $0 } + words).joined(separator: " ")
        return "RUN \(command) # buildkit"
    }
}
