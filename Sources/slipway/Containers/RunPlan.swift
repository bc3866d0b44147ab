import ArgumentParser
import CommandLines
import ContainerRuntime
import Glibc
import ImageFormat
import ImageStore
import Surroundings
import SystemPackage

/// What `run` was asked for, with what the image says where nothing was asked.
struct RunPlan {
    let image: StoredImage
    let record: ContainerRecord
    let user: String?
    let ports: [PortMapping]
    let mounts: [Mount]
    let network: ContainerSession.Network
    let hostname: String?
    let attachment: Attachment

    init(_ command: RunOptions, image: StoredImage, in surroundings: Surroundings) throws {
        let config = image.config.config
        self.image = image
        user = command.user ?? config.user
        network = try Self.network(command.network)
        hostname = network == .host ? nil : command.hostname
        mounts = try command.volume.map(Self.mount)
        attachment = Attachment(
            isInteractive: command.interactive, hasTerminal: command.tty, isForeground: !command.detach)
        var wanted = try command.publish.flatMap { try PortMapping.parse($0) }
        if command.publishAll { wanted += try config.exposedPorts.sorted().flatMap { try PortMapping.parse($0) } }
        guard wanted.isEmpty || network == .own else {
            throw ValidationError("-p needs a network of the container's own, not --network \(command.network).")
        }
        ports = wanted
        let id = ContainerRecord.makeID()
        record = ContainerRecord(
            id: id, name: command.name ?? ContainerName.random(), image: command.image,
            imageID: image.id.description, command: try Self.words(command, config), created: Timestamp.now(),
            isRemovedAtEnd: command.rm, hasTerminal: command.tty,
            stopSignal: try (command.stopSignal ?? config.stopSignal).map { try Signals.number($0) } ?? SIGTERM,
            environment: Self.environment(
                command, config, hostname: command.hostname ?? String(id.prefix(12)), surroundings),
            workingDirectory: command.workdir ?? config.workingDirectory.flatMap { $0.isEmpty ? nil : $0 } ?? "/")
        guard ContainerName.isValid(record.name) else {
            throw ValidationError(
                "\(record.name) is not a valid name for a container: letters, digits, `_`, `.` and `-`, at least two of them."
            )
        }
    }

    private static func words(_ command: RunOptions, _ config: ContainerConfig) throws -> [String] {
        let given = command.command.first == "--" ? Array(command.command.dropFirst()) : command.command
        let entrypoint = command.entrypoint.map { $0.isEmpty ? [] : [$0] } ?? config.entrypoint ?? []
        // A command that was written for the image's own ENTRYPOINT makes no sense with another.
        let standard = command.entrypoint == nil ? config.command ?? [] : []
        let words = entrypoint + (given.isEmpty ? standard : given)
        guard !words.isEmpty else {
            throw ValidationError("The image has no CMD and no ENTRYPOINT: say what to run after its name.")
        }
        return words
    }

    private static func environment(
        _ command: RunOptions, _ config: ContainerConfig, hostname: String, _ surroundings: Surroundings
    ) -> [String] {
        var result = config
        if result.environmentValue("PATH") == nil {
            result.setEnvironment("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
        }
        result.setEnvironment("HOSTNAME", hostname)
        if command.tty { result.setEnvironment("TERM", "xterm") }
        Variables.set(command.env, in: &result, from: surroundings)
        return result.environment
    }

    private static func network(_ name: String) throws -> ContainerSession.Network {
        switch name {
        case "bridge", "default": .own
        case "host": .host
        case "none": .none
        default:
            throw ValidationError(
                "There is no network \(name): bridge (the container's own), host and none are offered.")
        }
    }

    private static func mount(_ text: String) throws -> Mount {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (2...3).contains(parts.count), parts[1].hasPrefix("/"),
            parts.count == 2 || ["ro", "rw"].contains(parts[2])
        else { throw ValidationError("-v \(text): expected PATH:PATH or PATH:PATH:ro, the second path absolute.") }
        guard parts[0].contains("/") || parts[0] == "." else {
            throw ValidationError("-v \(text): named volumes are not offered; name a folder, such as ./\(parts[0]).")
        }
        try makeMissing(parts[0])
        guard let real = realpath(parts[0], nil) else {
            throw CommandFailure("-v \(text): \(parts[0]) cannot be used: \(Errno(rawValue: errno)).")
        }
        defer { free(real) }
        let path = FilePath(String(cString: real))
        let isReadOnly = parts.last == "ro"
        var status = stat()
        let isDirectory = stat(path.string, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        return isDirectory
            ? .directory(path, at: parts[1], isReadOnly: isReadOnly) : .file(path, at: parts[1], isReadOnly: isReadOnly)
    }
}

extension RunPlan {
    /// As with Docker, a path of the host that is not there becomes a folder, with its parents.
    private static func makeMissing(_ path: String) throws {
        var status = stat()
        guard lstat(path, &status) != 0, errno == ENOENT else { return }
        for end in path.indices.filter({ path[$0] == "/" && $0 != path.startIndex }) + [path.endIndex] {
            let folder = String(path[..<end])
            guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
                throw CommandFailure(
                    "-v: there is no \(path), and its folder \(folder) cannot be made: \(Errno(rawValue: errno)).")
            }
        }
    }
}

/// `-e`
enum Variables {
    /// `NAME=VALUE` sets; `NAME` takes the value of the variable here, and nothing where there is none.
    static func set(_ texts: [String], in config: inout ContainerConfig, from surroundings: Surroundings) {
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if parts.count == 2 {
                config.setEnvironment(parts[0], parts[1])
            } else if let value = surroundings.variables[text] {
                config.setEnvironment(text, value)
            }
        }
    }
}

/// Names of containers.
enum ContainerName {
    static func isValid(_ name: String) -> Bool {
        guard name.utf8.count >= 2, let first = name.first, first.isASCII, first.isLetter || first.isNumber else {
            return false
        }
        return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) }
    }

    /// An adjective and something of a harbour.
    static func random() -> String {
        let adjective = adjectives.randomElement() ?? "calm"
        return "\(adjective)_\(nouns.randomElement() ?? "tide")\(Int.random(in: 10...99))"
    }

    private static let adjectives = [
        "brave", "bright", "brisk", "calm", "clear", "eager", "fair", "gentle", "keen", "lively", "merry", "patient",
        "quick", "quiet", "ready", "steady", "sunny", "swift", "trim", "wise",
    ]
    private static let nouns = [
        "anchor", "barge", "beacon", "buoy", "cargo", "crane", "ferry", "harbour", "hull", "jetty", "keel", "mast",
        "pier", "pilot", "quay", "rudder", "sail", "sloop", "tide", "tug",
    ]
}
