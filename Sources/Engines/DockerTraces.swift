internal import ImageFormat

/// Removes what a rehearsal leaves in a Docker daemon: containers, images, images that lost their names, and cache
/// records. The user's own work is in the same daemon and must stay. The user's images with names of the rehearsal
/// have other names during it.
public final class DockerTraces {
    private let docker: DockerProgram
    private let names: [String]
    private let containers: Set<String>
    private let images: Set<String>
    /// The cache records before the rehearsal; nil where the daemon does not list them. Then none are removed.
    private let records: Set<String>?
    /// The temporary names of the user's images, by their own names.
    private var aside: [String: String] = [:]

    /// - Parameter names: the names of the images that the rehearsal makes.
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

    /// Undoes the changes of the rehearsal in the daemon.
    public func remove() {
        let ended = DockerContainers(docker).all().filter { !containers.contains($0.id) && isMade($0.image) }.map(\.id)
        if !ended.isEmpty { _ = docker.ask(["rm", "--force"] + ended) }
        let made = names.filter { DockerImages(docker).image($0) != nil }
        if !made.isEmpty { _ = docker.ask(["rmi", "--force"] + made) }
        for (name, other) in aside where docker.ask(["tag", other, name]).isSuccess { _ = docker.ask(["rmi", other]) }
        let left = Self.imageIDs(docker, ["--filter", "dangling=true"]).subtracting(images).sorted()
        if !left.isEmpty { _ = docker.ask(["rmi", "--force"] + left) }
        // The newest records are removed first, because the daemon keeps a record that another one depends on.
        for record in Self.cacheRecords(docker) ?? [] where records?.contains(record) == false {
            _ = docker.ask(["builder", "prune", "--all", "--force", "--filter", "id=\(record)"])
        }
    }

    /// Whether a container was run from an image of the rehearsal.
    private func isMade(_ image: String) -> Bool {
        names.contains { (try? Reference($0)) == (try? Reference(image)) }
    }

    /// The IDs of the images that match a filter, or of all images without one.
    static func imageIDs(_ docker: DockerProgram, _ filter: [String] = []) -> Set<String> {
        Set(docker.ask(["image", "ls", "--no-trunc", "--quiet"] + filter).text.split(separator: "\n").map(String.init))
    }

    /// The IDs of the builder's cache records, the newest first; nil where the daemon does not list them.
    static func cacheRecords(_ docker: DockerProgram) -> [String]? {
        let listed = docker.ask(["system", "df", "--verbose", "--format", "{{json .BuildCache}}"])
        guard listed.isSuccess else { return nil }
        return cacheRecords(listed.output)
    }

    /// The IDs of the cache records in the output of `docker system df --verbose`, the newest first. A star after an
    /// ID, which marks a record that can still change, is removed.
    static func cacheRecords(_ bytes: [UInt8]) -> [String] {
        let json = try? JSON(parsing: bytes, limits: JSONLimits(bytes: 64 << 20))
        return (json?.elements ?? []).map { (created: $0["CreatedAt"]?.string ?? "", id: $0["ID"]?.string ?? "") }
            .sorted { $0.created > $1.created }
            .map { String($0.id.prefix { $0 != "*" }) }.filter { !$0.isEmpty }
    }
}
