internal import BuildPasts
internal import Engines
internal import Files
internal import ImageFormat
internal import ImageStore
internal import LabModel
internal import LayerContents
internal import Surroundings
internal import SystemPackage

/// What the lab shows of the store, read off the main actor.
struct StoreReader: Sendable {
    /// The store's path.
    let home: String
    /// Whose images are looked at instead of the store's own; nil for the store's.
    private let docker: (program: DockerProgram, surroundings: Surroundings)?

    init(_ place: Workplace) {
        home = place.home
        docker = LabEngine.daemon(of: place).map { ($0, place.surroundings) }
    }

    /// Our own store, whatever the engine is.
    init(home: String) {
        self.home = home
        docker = nil
    }

    /// The images; none in a new store.
    func images() -> Answer<[ImageRow]> {
        if let docker {
            switch DockerImages(docker.program).all() {
            case .success(let images): return .known(images.map(Self.row))
            case .failure(let fault): return .failed("\(fault)")
            }
        }
        do {
            return .known(try openStore().images().map(Self.row))
        } catch {
            return .failed("\(error)")
        }
    }

    private static func row(_ image: StoredImage) -> ImageRow {
        ImageRow(
            id: image.id.description, names: image.references.map(\.familiar), size: image.size,
            created: image.config.created, standsInFor: image.standIn)
    }

    private static func row(_ image: DockerImage) -> ImageRow {
        ImageRow(
            id: image.id, names: image.names, size: image.size, created: image.created,
            standsInFor: image.config?.config.labels[StoredImage.standInLabel])
    }

    /// An image as our own store has it: one of the daemon's is fetched there first.
    private func resolve(_ name: String, in store: Store) throws -> StoredImage {
        guard let docker else { return try store.resolve(name) }
        guard let image = DockerImages(docker.program).image(name) else { throw StoreError.noSuchImage(name) }
        let fetched = FetchedImages(docker.program, in: docker.surroundings)
        let own = try fetched.ownID(of: image.id) { (try? store.resolve($0)) != nil }.get()
        return try store.resolve(own)
    }

    func layers(of subject: ImageSubject) -> Answer<LayersContent> {
        do {
            switch subject {
            case .image(let name):
                var walk = LayerWalk()
                let store = try openStore()
                let image = try resolve(name, in: store)
                var layers = try ImageLayers(of: image, named: name, in: store, &walk)
                layers.base = try Self.base(of: image, in: store)
                return .known(.layers(layers))
            case .images(let left, let right):
                return .known(.comparison(try comparison(of: left, with: right, in: openStore())))
            }
        } catch StoreError.noSuchImage {
            return .failed("no image has that name yet; build it first")
        } catch {
            return .failed("\(error)")
        }
    }

    /// The image that another one stands on: of those whose layers and history it begins with, the largest. An earlier
    /// image of the same repository is none.
    private static func base(of image: StoredImage, in store: Store) throws(StoreError) -> ImageLayers.Base? {
        let own = Set(image.references.map(\.repository))
        let bases = try store.images().filter { other in
            let count = other.config.diffIDs.count
            return count > 0 && count < image.config.diffIDs.count && !other.references.isEmpty
                && own.isDisjoint(with: other.references.map(\.repository))
                && image.config.diffIDs.starts(with: other.config.diffIDs)
                && image.config.history.starts(with: other.config.history)
        }
        guard let base = bases.max(by: { $0.config.diffIDs.count < $1.config.diffIDs.count }) else { return nil }
        return ImageLayers.Base(name: base.references.first?.familiar ?? "", rows: base.config.history.count)
    }

    /// One file of an image, as it is and as it was.
    func file(_ path: String, _ place: LayerFilePlace) -> Answer<LayerFile> {
        do {
            let store = try openStore()
            switch place {
            case .layer(let name, let row):
                let image = try resolve(name, in: store)
                let layers = try store.layers(of: image)
                let index = ImageLayers.layer(ofRow: row, in: image.config.history)
                guard layers.indices.contains(index) else { return .failed("the image has no such layer any more") }
                return .known(
                    LayerFile(
                        path: path, before: LayerStack(layers[..<index]).version(of: path),
                        after: LayerStack(layers[index...index]).version(of: path)))
            case .images(let left, let right):
                return .known(
                    LayerFile(
                        path: path, before: try stack(left, in: store).version(of: path),
                        after: try stack(right, in: store).version(of: path)))
            case .moments(let name, let before, let after):
                guard let moments = BuildMoments(ofBuild: name, in: store), let now = moments.files(after: after) else {
                    return .failed(BuildMoments.unknown)
                }
                let old = before.flatMap { moments.files(after: $0) }
                return .known(LayerFile(path: path, before: old?.version(of: path), after: now.version(of: path)))
            }
        } catch {
            return .failed("\(error)")
        }
    }

    /// Copies a file of an image into a folder, under its own name.
    func extract(_ path: String, _ place: LayerFilePlace, to folder: String) -> Answer<String> {
        do {
            guard let real = try stack(place).file(at: path) else { return .failed("it is not in the image any more") }
            let name = String(path.split(separator: "/").last ?? "file")
            let target = folder + "/" + name
            guard try WholeFile.readIfPresent(target, limit: Self.extractLimit) == nil else {
                return .failed("\(name) is in your folder already")
            }
            try WholeFile.replace(target, with: try WholeFile.read(real, limit: Self.extractLimit))
            return .known(name)
        } catch {
            return .failed("\(error)")
        }
    }

    /// Bytes of a file that can be copied out.
    private static let extractLimit = 256 << 20

    /// The file system that a file is the newest version in.
    private func stack(_ place: LayerFilePlace) throws -> LayerStack {
        let store = try openStore()
        switch place {
        case .layer(let name, let row):
            let image = try resolve(name, in: store)
            let index = ImageLayers.layer(ofRow: row, in: image.config.history)
            return LayerStack(try store.layers(of: image).prefix(index + 1))
        case .images(_, let right): return try stack(right, in: store)
        case .moments(let name, _, let after):
            return BuildMoments(ofBuild: name, in: store)?.files(after: after) ?? LayerStack([])
        }
    }

    /// What was there after each step of a build.
    func moments(ofBuild name: String) -> Answer<[BuildMoment]> {
        do {
            guard let moments = BuildMoments(ofBuild: name, in: try openStore()) else {
                return .failed(BuildMoments.unknown)
            }
            return .known(moments.all)
        } catch {
            return .failed("\(error)")
        }
    }

    private func openStore() throws(StoreError) -> Store { try Store.open(at: FilePath(home)) }

    private func stack(_ image: String, in store: Store) throws -> LayerStack {
        LayerStack(try store.layers(of: resolve(image, in: store))[...])
    }

    /// Two images beside each other.
    private func comparison(
        of left: String, with right: String, in store: Store
    ) throws -> ImageComparison {
        var paths: [Set<String>] = []
        var layers: [ImageLayers] = []
        for name in [left, right] {
            var walk = LayerWalk()
            layers.append(try ImageLayers(of: resolve(name, in: store), named: name, in: store, &walk))
            paths.append(Set(walk.plainFiles))
        }
        let comparer = ImageComparer(left: try stack(left, in: store), right: try stack(right, in: store))
        let (kept, omitted) = comparer.changes(paths[0], paths[1])
        return ImageComparison(left: layers[0], right: layers[1], changes: kept, omittedChanges: omitted)
    }
}
