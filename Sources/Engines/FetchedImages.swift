internal import Files
internal import Glibc
internal import Processes
public import Surroundings

/// Fetches images of a daemon into our own store, so that their files can be examined. Each is fetched once. It gets no
/// name in the store, so that it does not replace an image of our own.
public struct FetchedImages: Sendable {
    private let docker: DockerProgram
    private let surroundings: Surroundings

    /// - Parameter surroundings: whose store gets the images.
    public init(_ docker: DockerProgram, in surroundings: Surroundings) {
        self.docker = docker
        self.surroundings = surroundings
    }

    /// The ID of a daemon's image in our own store. Fetches the image if the store does not have it.
    ///
    /// - Parameters:
    ///   - id: the ID in the daemon. It differs from ours where the daemon uses the manifest's digest as the ID.
    ///   - isThere: whether our own store still has the image with an ID.
    public func ownID(of id: String, isThere: (String) -> Bool) -> Result<String, DockerRefusal> {
        if isThere(id) { return .success(id) }
        let note = (surroundings.store ?? "/tmp") + "/engine-images/" + String(id.drop { $0 != ":" }.dropFirst())
        if let known = (try? WholeFile.readIfPresent(note)) ?? nil {
            let own = String(decoding: known, as: UTF8.self)
            if isThere(own) { return .success(own) }
        }
        return fetch(id).map { own in
            // If the note cannot be written, the image is only fetched again the next time.
            try? WholeFile.replace(note, with: Array(own.utf8))
            return own
        }
    }

    private func fetch(_ id: String) -> Result<String, DockerRefusal> {
        let archive =
            (surroundings.store ?? "/tmp") + "/tmp/engine-image-\(getpid())-\(UInt32.random(in: 0 ... .max)).tar"
        defer { unlink(archive) }
        let saved = docker.ask(["image", "save", "--output", archive, id])
        guard saved.isSuccess else { return .failure(DockerRefusal(saved.errors)) }
        var load = surroundings.with(EngineName.variable, EngineName.own.rawValue).ownProgram([
            "load", "--input", archive,
        ])
        load.errors = .joined
        load.lifetime = .group
        guard let running = try? load.start() else { return .failure(DockerRefusal("slipway load does not start")) }
        let said = String(decoding: running.readOutput(), as: UTF8.self)
        let mark = "Loaded image ID: "
        guard running.wait().isSuccess,
            let line = said.split(separator: "\n").last(where: { $0.hasPrefix(mark) })
        else { return .failure(DockerRefusal("the image cannot be taken into Slipway's store: \(said)")) }
        return .success(String(line.dropFirst(mark.count)))
    }
}
