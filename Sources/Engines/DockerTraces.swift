internal import ImageFormat

/// What a rehearsal leaves in a daemon, which the user's own work shares: containers, names of images, images that lost
/// theirs, and what the builder remembers. The user's own images of such a name are set aside before it, and come back after it.
public final class DockerTraces {
    private let docker: DockerProgram
    private let names: [String]
    private let containers: Set<String>
    private let images: Set<String>
    /// Nil where the daemon does not list its cache: then nothing of it is removed.
    private let records: Set<String>?
    /// Where the user's images are meanwhile, by the names that they have.
    private var aside: [String: String] = [:]

    /// - Parameter names: those that the rehearsal gives.
    public init(of docker: DockerProgram, making names: Set<String>) {
        self.docker = docker
        self.names = names.sorted()
        containers = Set(DockerContainers(docker).all().map(\.id))
        images = Self.imageIDs(docker)
        records = Self.cacheRecords(docker).map(Set.init)
        for name in self.names where DockerImages(docker).image(name) != nil {
            let other = "slipway-aside:\(UInt32.random(in: 0 ... .max))"
            guard docker.ask(["tag", name, other]).isSuccess else { continue }
            aside[name] = other
            _ = docker.ask(["rmi", name])
        }
    }

    /// Makes the daemon what it was, as far as the rehearsal changed it.
    public func remove() {
        let ended = DockerContainers(docker).all().filter { !containers.contains($0.id) && isMade($0.image) }.map(\.id)
        if !ended.isEmpty { _ = docker.ask(["rm", "--force"] + ended) }
        let made = names.filter { DockerImages(docker).image($0) != nil }
        if !made.isEmpty { _ = docker.ask(["rmi", "--force"] + made) }
        for (name, other) in aside where docker.ask(["tag", other, name]).isSuccess { _ = docker.ask(["rmi", other]) }
        let left = Self.imageIDs(docker, ["--filter", "dangling=true"]).subtracting(images).sorted()
        if !left.isEmpty { _ = docker.ask(["rmi", "--force"] + left) }
        // Newest first, since a record that another one stands on stays.
        for record in Self.cacheRecords(docker) ?? [] where records?.contains(record) == false {
            _ = docker.ask(["builder", "prune", "--all", "--force", "--filter", "id=\(record)"])
        }
    }

    /// Whether a container was run from an image of the rehearsal's.
    private func isMade(_ image: String) -> Bool {
        names.contains { (try? Reference($0)) == (try? Reference(image)) }
    }

    /// IDs of the images with a name, and of those that match a filter.
    static func imageIDs(_ docker: DockerProgram, _ filter: [String] = []) -> Set<String> {
        Set(docker.ask(["image", "ls", "--no-trunc", "--quiet"] + filter).text.split(separator: "\n").map(String.init))
    }

    /// The IDs of what the builder remembers, newest first; nil where the daemon does not list them.
    static func cacheRecords(_ docker: DockerProgram) -> [String]? {
        let listed = docker.ask(["system", "df", "--verbose", "--format", "{{json .BuildCache}}"])
        guard listed.isSuccess else { return nil }
        return cacheRecords(listed.output)
    }

    /// The IDs of what `docker system df --verbose` lists, newest first. A star behind one says that it can be changed.
    static func cacheRecords(_ bytes: [UInt8]) -> [String] {
        let json = try? JSON(parsing: bytes, limits: JSONLimits(bytes: 64 << 20))
        return (json?.elements ?? []).map { (created: $0["CreatedAt"]?.string ?? "", id: $0["ID"]?.string ?? "") }
            .sorted { $0.created > $1.created }
            .map { String($0.id.prefix { $0 != "*" }) }.filter { !$0.isEmpty }
    }
}
