internal import ImageFormat

/// The abilities of the Docker of this machine.
public struct DockerEngine: Sendable, Equatable {
    /// The form in which a build reports its progress.
    public enum Form: Equatable, Sendable {
        /// `docker buildx build --progress=rawjson`: since buildx 0.13.
        case rawJSON
        /// BuildKit's plain text, by buildx or by a client before version 23, which has BuildKit built in.
        case plain(usesBuildx: Bool)
        /// The classic builder.
        case classic
    }

    /// Whether a daemon answers.
    public enum Daemon: Equatable, Sendable {
        /// The daemon answers, with its version.
        case answers(String)
        /// The daemon does not answer, with the message of the client.
        case silent(String)
    }

    /// A builder of buildx.
    public struct Builder: Equatable, Sendable {
        /// The name in `docker buildx ls`.
        public var name: String
        /// `docker` builds in the daemon; `docker-container`, `remote`, `kubernetes` elsewhere.
        public var driver: String

        /// A builder as buildx describes it.
        public init(name: String, driver: String) {
            self.name = name
            self.driver = driver
        }
    }

    /// The version of the client, such as `29.0.1`; empty where it is not known.
    public var clientVersion: String
    /// The context that the client uses.
    public var context: String
    /// What the client said of its daemon.
    public var daemon: Daemon
    /// The version of buildx without a leading `v`; nil without buildx.
    public var buildxVersion: String?
    /// The builder that buildx uses; nil without buildx, and where it says none.
    public var builder: Builder?

    /// An engine with the given abilities; the client is not asked.
    public init(
        clientVersion: String, context: String, daemon: Daemon, buildxVersion: String? = nil, builder: Builder? = nil
    ) {
        self.clientVersion = clientVersion
        self.context = context
        self.daemon = daemon
        self.buildxVersion = buildxVersion
        self.builder = builder
    }

    /// Asks the client for its abilities, which takes about a tenth of a second.
    public static func probe(_ docker: DockerProgram) -> DockerEngine {
        let version = docker.ask(["version", "--format", "{{json .}}"])
        let buildx = docker.ask(["buildx", "version"])
        let inspected = buildx.isSuccess ? docker.ask(["buildx", "inspect"]) : nil
        return DockerEngine(
            version: version.output, errors: version.errors, buildx: buildx.isSuccess ? buildx.text : nil,
            inspected: inspected.flatMap { $0.isSuccess ? $0.text : nil })
    }

    /// The abilities that the client's answers describe.
    ///
    /// - Parameters:
    ///   - version: the output of `docker version --format '{{json .}}'`.
    ///   - errors: the message about a daemon that does not answer.
    ///   - buildx: the output of `docker buildx version`; nil without buildx.
    ///   - inspected: the output of `docker buildx inspect`.
    init(version: [UInt8], errors: String, buildx: String?, inspected: String?) {
        let line = version.prefix { $0 != UInt8(ascii: "\n") }
        let json = try? JSON(parsing: Array(line))
        let server = json?["Server"]?["Version"]?.string
        let said = errors.split(separator: "\n").last.map(String.init) ?? "it said nothing"
        self.init(
            clientVersion: json?["Client"]?["Version"]?.string ?? "",
            context: json?["Client"]?["Context"]?.string ?? "default",
            daemon: server.map { .answers($0) } ?? .silent(said),
            buildxVersion: buildx.flatMap(Self.buildxVersion), builder: inspected.flatMap(Self.builder))
    }

    /// The version in a text such as `github.com/docker/buildx v0.29.1 a32761a`; nil where there is none.
    private static func buildxVersion(_ text: String) -> String? {
        text.split { $0 == " " || $0 == "\n" }.first { $0.hasPrefix("v") || $0.first?.isNumber == true }
            .map { String($0.drop { $0 == "v" }) }
    }

    private static func builder(_ text: String) -> Builder? {
        var fields: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let pair = line.split(separator: ":", maxSplits: 1).map { $0.trimming() }
            // The lines of the builder come before those of its nodes, so the first of each name counts.
            if pair.count == 2, fields[pair[0]] == nil { fields[pair[0]] = pair[1] }
        }
        guard let name = fields["Name"], let driver = fields["Driver"] else { return nil }
        return Builder(name: name, driver: driver)
    }

    // MARK: What follows

    /// The form of progress with the most information that this docker has.
    public var form: Form {
        if let buildxVersion {
            return Self.numbers(buildxVersion).lexicographicallyPrecedes([0, 13]) ? .plain(usesBuildx: true) : .rawJSON
        }
        // From version 23 on the client has no BuildKit of its own.
        return Self.numbers(clientVersion).lexicographicallyPrecedes([23]) ? .plain(usesBuildx: false) : .classic
    }

    /// Whether builds happen outside of the daemon that keeps images, so that their result has to be loaded into it.
    public var buildsElsewhere: Bool { builder.map { $0.driver != "docker" } ?? false }

    /// Whether a daemon keeps images and runs containers.
    public var hasDaemon: Bool { if case .answers = daemon { true } else { false } }

    /// Whether anything can be built.
    public var canBuild: Bool { hasDaemon || buildsElsewhere }

    /// `docker: default`, `docker: builder farm`
    public var label: String {
        buildsElsewhere ? "docker: builder \(builder?.name ?? "")" : "docker: \(context)"
    }

    /// The abilities in one line.
    public var summary: String {
        var parts = ["client \(clientVersion)"]
        if let buildxVersion { parts.append("buildx \(buildxVersion)") } else { parts.append("no buildx") }
        switch daemon {
        case .answers(let version): parts.append("daemon \(version), context \(context)")
        case .silent(let said): parts.append("no daemon answers (\(said))")
        }
        if let builder, buildsElsewhere { parts.append("builder \(builder.name) (\(builder.driver))") }
        return parts.joined(separator: ", ")
    }

    private static func numbers(_ version: String) -> [Int] {
        version.split(separator: ".").prefix(2).map { Int($0.prefix { $0.isNumber }) ?? 0 }
    }
}

extension Substring {
    /// Without blanks at its ends.
    fileprivate func trimming() -> String {
        var text = self
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
