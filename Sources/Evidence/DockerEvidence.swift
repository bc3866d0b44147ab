internal import Engines
internal import ImageFormat
internal import ImageStore
internal import LayerContents
internal import SelfChecks
internal import Surroundings
internal import SystemPackage

/// Collects the evidence about a Docker daemon's images and containers.
struct DockerEvidence: Sendable {
    private let docker: DockerProgram
    private let place: Workplace

    /// Nil where images and containers are in our own store, as they also are for a docker without a daemon.
    init?(at place: Workplace) {
        guard place.surroundings.usesDocker, let docker = DockerProgram.find(in: place.surroundings),
            docker.ask(["version", "--format", "{{.Server.Version}}"]).isSuccess
        else { return nil }
        self.docker = docker
        self.place = place
    }

    /// The evidence about an image; nil where the daemon has none of that name.
    func image(_ name: String, withFiles: Bool) -> ImageEvidence? {
        guard let image = DockerImages(docker).image(name), var config = image.config else { return nil }
        config.history = DockerImages(docker).history(of: image.id)
        var evidence = ImageEvidence(id: image.id, config: config, size: image.size)
        if withFiles { evidence.files = files(of: image) }
        return evidence
    }

    /// The paths of an image's files; nil where the image cannot be fetched.
    private func files(of image: DockerImage) -> Set<String>? {
        guard let store = try? Store.open(at: FilePath(place.home)) else { return nil }
        let fetched = FetchedImages(docker, in: place.surroundings).ownID(of: image.id) {
            (try? store.resolve($0)) != nil
        }
        guard case .success(let id) = fetched, let stored = try? store.resolve(id) else { return nil }
        return StoredFiles.paths(of: stored, in: store)
    }

    /// The containers that run.
    func containers() -> [ContainerEvidence] {
        DockerContainers(docker).all().filter { $0.state == .running }.map {
            ContainerEvidence(image: $0.image, hostPorts: $0.hostPorts)
        }
    }
}

/// The files of an image of the store.
enum StoredFiles {
    /// The paths of all files, without a leading slash; nil where a layer is gone.
    static func paths(of image: StoredImage, in store: Store) -> Set<String>? {
        guard let layers = try? store.layers(of: image) else { return nil }
        var walk = LayerWalk(keepsChanges: false)
        for layer in layers { _ = walk.summary(of: layer, createdBy: "") }
        return Set(walk.files.map { String($0.dropFirst()) })
    }
}
