internal import ImageFormat

/// The labels by which what belongs to a project is found again: Docker Compose's own.
public enum ComposeLabel {
    /// The project's name.
    public static let project = "com.docker.compose.project"

    /// The service's name.
    public static let service = "com.docker.compose.service"

    /// The number of the container among those of its service, from 1.
    public static let number = "com.docker.compose.container-number"

    /// `True` for a container of `compose run`.
    public static let isOneOff = "com.docker.compose.oneoff"

    /// A digest of the service as it was when the container was made.
    public static let hash = "com.docker.compose.config-hash"

    /// The project's folder.
    public static let folder = "com.docker.compose.project.working_dir"

    /// The project's file.
    public static let files = "com.docker.compose.project.config_files"

    /// The name of a network in the file.
    public static let network = "com.docker.compose.network"

    /// The name of a volume in the file.
    public static let volume = "com.docker.compose.volume"
}

/// Docker's command lines that make what a project describes, without `docker` in front.
public struct ServiceWords: Sendable {
    private let project: ComposeProject

    public init(_ project: ComposeProject) { self.project = project }

    /// Name of a service's container.
    public func container(_ service: Service) -> String { service.containerName ?? "\(project.name)-\(service.name)-1" }

    /// Name of a service's image.
    public func image(_ service: Service) -> String { service.image ?? "\(project.name)-\(service.name)" }

    /// `network create …`
    public func create(_ network: SharedNetwork) -> [String] {
        var words = ["network", "create"] + Self.labels(network.labels)
        words += Self.labels([ComposeLabel.project: project.name, ComposeLabel.network: network.name])
        words += network.subnet.map { ["--subnet", $0] } ?? []
        words += network.gateway.map { ["--gateway", $0] } ?? []
        words += network.range.map { ["--ip-range", $0] } ?? []
        return words + [network.realName]
    }

    /// `volume create …`
    public func create(_ volume: SharedVolume) -> [String] {
        ["volume", "create"] + Self.labels(volume.labels)
            + Self.labels([ComposeLabel.project: project.name, ComposeLabel.volume: volume.name]) + [volume.realName]
    }

    /// `build …`, and what it reads from standard input; nil for a service that is not built.
    public func build(_ service: Service, more: [String] = []) -> (words: [String], input: String?)? {
        guard let build = service.build else { return nil }
        var words = ["build", "--tag", image(service)]
        for tag in build.tags { words += ["--tag", tag] }
        if build.text != nil {
            words += ["--file", "-"]
        } else if let dockerfile = build.dockerfile {
            let isInContext = !dockerfile.hasPrefix("/") && !build.context.contains("://")
            words += ["--file", isInContext ? build.context + "/" + dockerfile : dockerfile]
        }
        for argument in build.arguments { words += ["--build-arg", argument] }
        words += build.target.map { ["--target", $0] } ?? []
        words += Self.flags("--label", build.labels)
        words += build.network.map { ["--network", $0] } ?? []
        words += build.platform.map { ["--platform", $0] } ?? []
        if build.withoutCache { words.append("--no-cache") }
        if build.pulls { words.append("--pull") }
        return (words + more + [build.context], build.text)
    }

    /// `create …` for a service's own container.
    public func create(_ service: Service) -> [String] {
        let own = [
            ComposeLabel.project: project.name, ComposeLabel.service: service.name, ComposeLabel.number: "1",
            ComposeLabel.isOneOff: "False", ComposeLabel.hash: service.hash, ComposeLabel.folder: project.folder,
            ComposeLabel.files: project.file,
        ]
        var words = ["create", "--name", container(service)]
        words += Self.labels(service.labels) + Self.labels(own)
        words += service.ports.flatMap { ["--publish", $0] } + network(service, withAliases: true)
        words += service.restart.map { ["--restart", $0] } ?? []
        return words + body(service, command: service.command)
    }

    /// `run …` for one more container of a service, with another command.
    public func runOnce(_ service: Service, name: String, flags: [String], command: [String]) -> [String] {
        let own = [
            ComposeLabel.project: project.name, ComposeLabel.service: service.name, ComposeLabel.isOneOff: "True",
            ComposeLabel.folder: project.folder, ComposeLabel.files: project.file,
        ]
        var service = service
        if flags.contains("--entrypoint") { (service.entrypoint, service.command) = (nil, nil) }
        return ["run", "--name", name] + Self.labels(service.labels) + Self.labels(own)
            + network(service, withAliases: false)
            + body(service, more: flags, command: command.isEmpty ? service.command : command)
    }

    /// Networks after the first: a container is put on them before it starts.
    public func furtherNetworks(_ service: Service) -> [[String]] {
        guard case .shared(let members) = service.network else { return [] }
        return members.dropFirst().map { member in
            let aliases = ([service.name] + member.aliases).flatMap { ["--alias", $0] }
            return ["network", "connect"] + aliases + [realName(member), container(service)]
        }
    }

    private func network(_ service: Service, withAliases: Bool) -> [String] {
        switch service.network {
        case .mode(let mode): return ["--network", mode]
        case .container(let name): return ["--network", "container:" + name]
        case .service(let name):
            return ["--network", "container:" + (project.service(name).map(container) ?? name)]
        case .shared(let members):
            guard let first = members.first else { return [] }
            var words = ["--network", realName(first)]
            if withAliases {
                words += ([service.name] + first.aliases).flatMap { ["--network-alias", $0] }
                words += first.address.map { ["--ip", $0] } ?? []
            }
            return words
        }
    }

    private func realName(_ member: ServiceNetwork.Membership) -> String {
        project.network(member.network)?.realName ?? member.network
    }

    /// What a service's own container and one more of it have in common, from its files to its command.
    ///
    /// - Parameter more: flags that win over the service's.
    private func body(_ service: Service, more: [String] = [], command: [String]?) -> [String] {
        var words: [String] = []
        for (name, value) in service.environment { words += ["--env", value.map { "\(name)=\($0)" } ?? name] }
        words += service.exposed.flatMap { ["--expose", $0] }
        words += service.volumes.flatMap { ["--volume", $0] } + service.memoryFolders.flatMap { ["--tmpfs", $0] }
        words += service.workingFolder.map { ["--workdir", $0] } ?? []
        words += service.user.map { ["--user", $0] } ?? []
        words += service.hostname.map { ["--hostname", $0] } ?? []
        words += Self.health(service.healthcheck)
        words += Self.pull(service)
        words += service.flags
        let entrypoint = service.entrypoint
        words += entrypoint.map { ["--entrypoint", $0.first ?? ""] } ?? []
        return words + more + [image(service)] + (entrypoint.map { Array($0.dropFirst()) } ?? []) + (command ?? [])
    }

    private static func health(_ health: ServiceHealth?) -> [String] {
        guard let health else { return [] }
        var words: [String] = []
        switch health.test {
        case .none?: return ["--no-healthcheck"]
        case .shell(let text)?: words = ["--health-cmd", text]
        case .words(let list)?: words = ["--health-cmd", list.map(quoted).joined(separator: " ")]
        case nil: break
        }
        for (flag, value) in [
            ("interval", health.interval), ("timeout", health.timeout), ("start-period", health.startPeriod),
            ("start-interval", health.startInterval), ("retries", health.retries.map { String($0) }),
        ] {
            if let value { words += ["--health-" + flag, value] }
        }
        return words
    }

    private static func pull(_ service: Service) -> [String] {
        // What is built is in the store by now.
        guard service.build == nil, let policy = service.pullPolicy else { return [] }
        return ["--pull", policy == "always" || policy == "never" ? policy : "missing"]
    }

    /// A word as a shell takes it for itself.
    private static func quoted(_ word: String) -> String {
        "'" + word.replacing("'", with: "'\\''") + "'"
    }

    private static func labels(_ labels: [String: String]) -> [String] { flags("--label", labels) }

    private static func flags(_ flag: String, _ values: [String: String]) -> [String] {
        values.sorted { $0.key < $1.key }.flatMap { [flag, "\($0.key)=\($0.value)"] }
    }
}
