internal import BuildPlan
internal import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import SystemPackage

/// A cache in a registry: an image whose layers are those of the steps, and which lists the steps; or an image that was
/// built with `type=inline`. Only what a build takes of it is fetched.
struct RegistryCache {
    let reference: Reference
    let services: BuildServices
    /// Absolute path of the folder that the image's layout comes into.
    let folder: String

    /// The manifest's annotation, and the config's label of an inline cache, that hold the list.
    static let mark = "dev.slipway.cache"

    /// What the list is packed into: each layer as a blob of the registry, by the diff ID of its step.
    struct Content {
        var steps: [CarriedStep] = []
        var blobs: [Digest: Descriptor] = [:]
    }

    init(_ reference: Reference, number: Int, services: BuildServices) {
        self.reference = reference
        self.services = services
        folder = services.store.path.string + "/tmp/cache-\(getpid())-\(number)"
    }

    /// The steps that the registry has.
    ///
    /// - Throws: the reason why there are none, as a clause.
    func read() throws(NetworkChild.Failure) -> Content {
        let manifest = try document(["--without-layers"])
        let config = blob(manifest.config.digest).flatMap { try? ImageConfig(parsing: $0) }
        guard let list = manifest.annotations[Self.mark] ?? config?.config.labels[Self.mark],
            let json = try? JSON(parsing: Array(list.utf8)), let elements = json.elements
        else {
            throw .failed(
                "it holds no steps of Slipway's. A cache that BuildKit wrote goes by keys of its own, which cannot be used here"
            )
        }
        let pairs = zip(config?.diffIDs ?? [], manifest.layers)
        return Content(
            steps: elements.compactMap(CarriedStep.init(json:)),
            blobs: Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    }

    /// Fetches a layer's blob. Nil where it cannot be had: the step then runs.
    func fetch(_ blob: Descriptor) -> String? {
        guard (try? document(["--without-layers", "--layer", blob.digest.description])) != nil else { return nil }
        return path(blob.digest)
    }

    private func document(_ options: [String]) throws(NetworkChild.Failure) -> Manifest {
        guard let child = NetworkChild.find() else { throw .failed("the program slipway-registry is not there") }
        guard services.request.mayFetch else { throw .failed("there is no network: SLIPWAY_OFFLINE is set") }
        try child.run(
            ["pull", reference.description, "--into", folder] + options, cancellation: services.cancellation
        ) { _ in }
        guard let bytes = try? WholeFile.read(folder + "/index.json"), let index = try? Index(parsing: bytes),
            let entry = index.manifests.first, let document = blob(entry.digest),
            let manifest = try? Manifest(parsing: document)
        else { throw .failed("what came of it cannot be read") }
        return manifest
    }

    private func blob(_ digest: Digest) -> [UInt8]? { try? WholeFile.read(path(digest)) }

    private func path(_ digest: Digest) -> String { folder + "/blobs/sha256/" + digest.hex }

    // MARK: Writing

    /// Sends steps, and the layers that they made.
    ///
    /// - Throws: the reason, as a clause.
    func write(_ steps: [CarriedStep], _ layers: [Layer]) throws(NetworkChild.Failure) {
        guard let child = NetworkChild.find() else { throw .failed("the program slipway-registry is not there") }
        defer { remove() }
        do { try layOut(steps, layers) } catch { throw .failed("\(error)") }
        try child.run(
            ["push", reference.description, "--from", folder], cancellation: services.cancellation, patience: nil
        ) { _ in }
    }

    /// An image of these layers that no store keeps, with the list in its manifest.
    private func layOut(_ steps: [CarriedStep], _ layers: [Layer]) throws {
        let store = services.store
        let config = ImageConfig(created: services.created, platform: services.request.platform)
        let image = try store.putImage(config: config, layers: layers, tags: [])
        defer { _ = try? store.remove(image) }
        try store.export(
            ImageBundle(images: [.init(image: image, references: [])], packing: LayerPacking(.gzip)),
            to: FilePath(folder), for: .momentary)
        let index = try Index(parsing: WholeFile.read(folder + "/index.json"))
        guard var entry = index.manifests.first else { return }
        var manifest = try Manifest(parsing: WholeFile.read(path(entry.digest)))
        manifest.annotations[Self.mark] = CarriedStep.list(steps)
        let document = manifest.encoded()
        try WholeFile.write(document, into: path(Digest(of: document)))
        entry.digest = Digest(of: document)
        entry.size = Int64(document.count)
        try WholeFile.write(Index(manifests: [entry]).encoded(), into: folder + "/index.json")
    }

    func remove() {
        _ = try? HostCommand.run(["rm", "-rf", "--", folder], cancellation: Cancellation(), patience: 60) { _ in }
    }
}
