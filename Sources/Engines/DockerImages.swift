public import ImageFormat

/// An image as the daemon lists it.
public struct DockerImage: Equatable, Sendable {
    /// `sha256:…`
    public var id: String
    /// The familiar names, such as `app:v1`; empty for an image without a name.
    public var names: [String]
    /// The size of its layers in bytes.
    public var size: Int64
    /// When it was made, as RFC 3339 text; nil where that is not known.
    public var created: String?
    /// The config; nil where the daemon's answer has none that can be read.
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

    /// All images with a name, the newest first, or the message with which the client refused.
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

    /// The image with a name; nil where the daemon has none.
    public func image(_ name: String) -> DockerImage? {
        let inspected = docker.ask(["image", "inspect", name])
        return inspected.isSuccess ? Self.images(inspected.output).first : nil
    }

    /// The history of an image, the oldest entry first, which `inspect` does not contain. Empty where it is not
    /// available.
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

    /// The config of an image. Docker's names of the members are those of OCI, except at the top level.
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

/// The message of a client that did not answer.
public struct DockerRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    /// The last line of the message.
    public let description: String

    init(_ errors: String) {
        description = errors.split(separator: "\n").last.map(String.init) ?? "docker said nothing"
    }
}
