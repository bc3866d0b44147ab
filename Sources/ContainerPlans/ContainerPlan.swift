internal import ArgumentParser
internal import Clocks
public import CommandLines
public import ContainerRuntime
internal import Glibc
public import ImageFormat
public import Surroundings

/// What `run` or `create` was asked for, with what the image says where nothing was asked: a container's record.
public struct ContainerPlan {
    /// ID of the image that the container is made of.
    public let image: Digest
    /// The container as it is written to the disk: not started yet, and without a layer.
    public let record: ContainerRecord

    /// - Parameters:
    ///   - image: the image's ID, and what its config says of containers.
    ///   - containers: those that the options may name.
    ///   - networks: those that the options may name.
    /// - Throws: `ValidationError` for words that contradict each other or mean nothing, `ContainerFault` for files that
    ///   cannot be read, `RuntimeError` for a container or network that is not there.
    public init(
        _ options: RunOptions, image: (id: Digest, config: ContainerConfig), containers: ContainerList,
        networks: NetworkList, in surroundings: Surroundings
    ) throws {
        self.image = image.id
        let id = ContainerRecord.makeID()
        var settings = ContainerSettings()
        settings.config = try Self.config(options, image.config, surroundings)
        settings.isInteractive = options.interactive
        settings.additionalGroups = options.groupAdd
        settings.network = try NetworkPlan(options, image.config, containers, networks).settings
        settings.mounts = try MountPlan(options.files, image.config, containers).requests
        settings.isRootReadOnly = options.files.readOnly
        settings.sharedMemory = try options.files.shmSize.map { try LimitPlan.size($0, for: "--shm-size") }
        settings.rights = try LimitPlan.rights(options.limits)
        settings.resources = try LimitPlan.resources(options.limits)
        try LimitPlan.checkProcessors(options.limits, of: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        try LifePlan(options).apply(to: &settings)
        let hostname = settings.network.hostname ?? String(id.prefix(12))
        record = ContainerRecord(
            id: id, name: options.name ?? ContainerName.random(), image: options.image,
            imageID: image.id.description, command: try Self.words(settings.config), created: Timestamp.now(),
            isRemovedAtEnd: options.rm, hasTerminal: options.tty,
            stopSignal: try settings.config.stopSignal.map { try Signals.number($0) } ?? SignalNumber.terminate,
            environment: Self.environment(options, settings.config, hostname: hostname),
            workingDirectory: settings.config.workingDirectory.flatMap { $0.isEmpty ? nil : $0 } ?? "/",
            settings: settings)
        guard ContainerName.isValid(record.name) else { throw ValidationError(ContainerName.refusal(of: record.name)) }
    }

    /// What the image says, with what was asked for in its place.
    private static func config(
        _ options: RunOptions, _ image: ContainerConfig, _ surroundings: Surroundings
    ) throws -> ContainerConfig {
        var config = image
        config.onBuild = []
        let given = options.command.first == "--" ? Array(options.command.dropFirst()) : options.command
        if let entrypoint = options.entrypoint {
            config.entrypoint = entrypoint.isEmpty ? nil : [entrypoint]
            // A command that was written for the image's own ENTRYPOINT makes no sense with another.
            config.command = nil
        }
        if !given.isEmpty { config.command = given }
        if let user = options.user { config.user = user }
        if let folder = options.workdir { config.workingDirectory = try workingFolder(folder) }
        if let signal = options.life.stopSignal {
            _ = try Signals.number(signal)
            config.stopSignal = signal
        }
        for port in options.expose {
            guard !port.contains(":") else {
                throw ValidationError("--expose \(port): expected a port of the container alone; -p publishes one.")
            }
            config.exposedPorts.formUnion(try PortMapping.parse(port).map(\.containerName))
        }
        let files = try options.envFile.flatMap { try VariableFile.entries(of: $0, for: "--env-file") }
        try Variables.set(files + options.env, in: &config, from: surroundings)
        config.labels.merge(try labels(options)) { _, given in given }
        return config
    }

    /// The labels that were asked for; those of the command line hide those of files.
    private static func labels(_ options: RunOptions) throws -> [String: String] {
        var labels: [String: String] = [:]
        let filed = try options.labelFile.flatMap { try VariableFile.entries(of: $0, for: "--label-file") }
        for label in filed + options.label {
            let parts = label.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let name = parts.first, !name.isEmpty else {
                throw ValidationError("--label \(label): expected NAME=VALUE.")
            }
            labels[name] = parts.count == 2 ? parts[1] : ""
        }
        return labels
    }

    static func workingFolder(_ text: String) throws -> String {
        guard text.hasPrefix("/") else {
            throw ValidationError("--workdir \(text): the folder is an absolute path in the container.")
        }
        return text
    }

    private static func words(_ config: ContainerConfig) throws -> [String] {
        let words = (config.entrypoint ?? []) + (config.command ?? [])
        guard !words.isEmpty else {
            throw ValidationError("The image has no CMD and no ENTRYPOINT: say what to run after its name.")
        }
        return words
    }

    private static func environment(_ options: RunOptions, _ config: ContainerConfig, hostname: String) -> [String] {
        var result = config
        if result.environmentValue("PATH") == nil {
            result.setEnvironment("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
        }
        if result.environmentValue("HOSTNAME") == nil { result.setEnvironment("HOSTNAME", hostname) }
        if options.tty, result.environmentValue("TERM") == nil { result.setEnvironment("TERM", "xterm") }
        return result.environment
    }
}

/// Numbers of signals that this program's own rules name.
enum SignalNumber {
    static let terminate: Int32 = 15
}
