public import ImageFormat

/// An image as the daemon lists it.
public struct DockerImage: Equatable, Sendable {
    /// `sha256:…`
    public var id: String
    /// `app:v1`, familiar; none for an image without a name.
    public var names: [String]
    /// Bytes of its layers.
    public var size: Int64
    /// RFC 3339.
    public var created: String?
    /// Nil where the daemon did not say, or where it cannot be read.
    public var config: ImageConfig?

    /// An image, told by the caller: no daemon is asked.
    public init(id: String, names: [String], size: Int64, created: String?, config: ImageConfig? = nil) {
        self.id = id
        self.names = names
        self.size = size
        self.created = created
        self.config = config
    }
}

/// The images of a daemon.
public struct DockerImages: Sendable {
    private let docker: DockerProgram

    /// Those of the daemon that a client leads to.
    public init(_ docker: DockerProgram) { self.docker = docker }

    /// All that have a name, newest first; or what the client said instead.
    public func all() -> Result<[DockerImage], DockerRefusal> {
        let listed = docker.ask(["image", "ls", "--no-trunc", "--quiet"])
        guard listed.isSuccess else { return .failure(DockerRefusal(listed.errors)) }
        var seen: Set<Substring> = []
        let ids = listed.text.split(separator: "\n").filter { seen.insert($0).inserted }.map(String.init)
        guard !ids.isEmpty else { return .success([]) }
        let inspected = docker.ask(["image", "inspect"] + ids)
        guard inspected.isSuccess else { return .failure(DockerRefusal(inspected.errors)) }
        return .success(Self.images(inspected.output))
    }

    /// Nil where the daemon has none of that name.
    public func image(_ name: String) -> DockerImage? {
        let inspected = docker.ask(["image", "inspect", name])
        return inspected.isSuccess ? Self.images(inspected.output).first : nil
    }

    /// The history of an image, lowest first, which `inspect` does not have; empty where it cannot be had.
    public func history(of id: String) -> [HistoryEntry] {
        Self.history(docker.ask(["image", "history", "--no-trunc", "--format", "{{json .}}", id]).output)
    }

    /// What `docker image history` says, newest first.
    static func history(_ bytes: [UInt8]) -> [HistoryEntry] {
        bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let json = try? JSON(parsing: Array(line)), let text = json["CreatedBy"]?.string else { return nil }
            let makesFiles = ["RUN ", "COPY ", "ADD ", "WORKDIR ", "/bin/sh -c "].contains { text.hasPrefix($0) }
            return HistoryEntry(
                created: json["CreatedAt"]?.string, createdBy: text, comment: json["Comment"]?.string,
                isEmptyLayer: json["Size"]?.string == "0B" && !makesFiles)
        }.reversed()
    }

    /// What `docker image inspect` says.
    static func images(_ bytes: [UInt8]) -> [DockerImage] {
        let json = try? JSON(parsing: bytes, limits: JSONLimits(bytes: 64 << 20))
        return (json?.elements ?? []).compactMap { image in
            guard let id = image["Id"]?.string else { return nil }
            let names = (image["RepoTags"]?.strings ?? []).filter { !$0.hasPrefix("<none>") }
            return DockerImage(
                id: id, names: names.map { (try? Reference($0))?.familiar ?? $0 }, size: image["Size"]?.integer ?? 0,
                created: image["Created"]?.string, config: config(image))
        }
    }

    /// Docker's words for what OCI calls a config are the same, but for those of the top.
    private static func config(_ image: JSON) -> ImageConfig? {
        let written = JSON.object([
            "architecture": image["Architecture"], "os": image["Os"], "created": image["Created"],
            "author": image["Author"], "config": image["Config"],
            "rootfs": .object(["type": .string("layers"), "diff_ids": image["RootFS"]?["Layers"] ?? .array([])]),
            "history": .array([]),
        ])
        return try? ImageConfig(parsing: written.encoded())
    }
}

/// What the client said where it should have answered.
public struct DockerRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    /// The last line of what it said.
    public let description: String

    init(_ errors: String) {
        description = errors.split(separator: "\n").last.map(String.init) ?? "docker said nothing"
    }
}
