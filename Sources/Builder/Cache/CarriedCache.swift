internal import BuildPlan
internal import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import SystemPackage

/// A step of a cache that goes from one store to another: `--cache-to` and `--cache-from`.
struct CarriedStep: Equatable {
    var key: String
    var created: String
    var duration: Double
    /// The digest of the layer's tar, which is also the name of its blob; nil where the step makes no layer.
    var layer: String?
    /// Bytes of that tar.
    var size: Int64?
}

extension CarriedStep {
    var json: JSON {
        .object([
            "created": .string(created), "duration": .number(duration), "key": .string(key),
            "layer": layer.map(JSON.string), "size": size.map(JSON.integer),
        ])
    }

    /// Several, in a line.
    static func list(_ steps: [CarriedStep]) -> String {
        String(decoding: JSON.array(steps.map(\.json)).encoded(), as: UTF8.self)
    }

    /// Nil for what is not a step.
    init?(json: JSON) {
        guard let key = json["key"]?.string, let created = json["created"]?.string,
            let duration = json["duration"]?.double
        else { return nil }
        self.init(
            key: key, created: created, duration: duration, layer: json["layer"]?.string, size: json["size"]?.integer)
    }
}

/// A folder with a cache: an OCI image layout with the layers, and a list of the steps that made them.
struct CarriedCache {
    /// Absolute, or from the current folder.
    let folder: String

    private static let list = "slipway-cache.json"
    /// Bytes of the list: a step has some 300.
    private static let listLimit = 64 << 20

    /// Nil where there is none that can be read: a cache that is missing only costs time.
    func read() -> [CarriedStep]? {
        guard let content = try? WholeFile.read(folder + "/" + Self.list, limit: Self.listLimit),
            let json = try? JSON(parsing: content, limits: JSONLimits(bytes: Self.listLimit)), let steps = json.elements
        else { return nil }
        return steps.compactMap(CarriedStep.init(json:))
    }

    /// Writes an image's layers, and those steps whose layers are among them or that make none.
    func write(_ image: StoredImage, _ steps: [CarriedStep], from store: Store) throws(StepError) {
        do {
            try store.export(ImageBundle(images: [.init(image: image, references: [])]), to: FilePath(folder))
        } catch {
            throw .store(error)
        }
        let kept = steps.filter { $0.layer.map { access(blob($0), R_OK) == 0 } ?? true }
        let list = JSON.array(kept.map(\.json)).pretty()
        do throws(FileError) { try WholeFile.write(Array(list.utf8), into: folder + "/" + Self.list) } catch {
            throw .write(.file(error))
        }
    }

    /// Takes a step's layer into a store.
    func layer(_ step: CarriedStep, into store: Store) throws(StepError) -> Layer? {
        guard let digest = step.layer.flatMap({ Digest($0) }), let size = step.size else { return nil }
        let blob = Descriptor(mediaType: .layer(.none), digest: digest, size: size)
        return try CarriedLayer(blob: blob, diffID: digest).take(into: store) { self.blob(digest.description) }
    }

    private func blob(_ digest: String) -> String {
        folder + "/blobs/" + digest.replacing(":", with: "/")
    }
}

/// A layer of a cache, packed as the cache has it.
struct CarriedLayer {
    let blob: Descriptor
    let diffID: Digest

    /// Takes it into a store, which may have it already.
    ///
    /// - Parameter path: where its blob is, asked for only where it is needed; nil where it cannot be had.
    func take(into store: Store, from path: () -> String?) throws(StepError) -> Layer? {
        do throws(StoreError) {
            if let known = try store.layer(diffID: diffID) { return known }
            guard let path = path(), try copy(path, into: store) else { return nil }
            return try store.extractLayer(blob, diffID: diffID)
        } catch {
            throw .store(error)
        }
    }

    private func copy(_ path: String, into store: Store) throws(StoreError) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        let writer = try store.beginBlob(blob)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = Glibc.read(file, buffer.baseAddress, buffer.count)
            guard count > 0 else { break }
            try writer.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        _ = try writer.finish()
        return true
    }
}

/// The caches of `--cache-from`, looked at when the store itself does not know a step.
final class CarriedCaches {
    private enum Place {
        case folder(CarriedCache)
        case registry(RegistryCache, [Digest: Descriptor])
    }

    private let store: Store
    private var steps: [String: (step: CarriedStep, place: Place)] = [:]
    private var registries: [RegistryCache] = []

    /// A cache that cannot be read only costs time; of one in a registry it is told.
    ///
    /// - Parameter asksRegistries: not for a forecast, which has nobody wait for a network.
    init(_ services: BuildServices, asksRegistries: Bool = true) {
        store = services.store
        for cache in services.request.cacheSources.map({ CarriedCache(folder: $0) }) {
            for step in cache.read() ?? [] { steps[step.key] = (step, .folder(cache)) }
        }
        for (number, reference) in services.request.registryCacheSources.enumerated() where asksRegistries {
            let cache = RegistryCache(reference, number: number, services: services)
            registries.append(cache)
            do throws(NetworkChild.Failure) {
                let content = try cache.read()
                for step in content.steps { steps[step.key] = (step, .registry(cache, content.blobs)) }
            } catch {
                guard case .failed(let reason) = error else { continue }
                services.send(
                    .warning(
                        BuildWarning(
                            rule: "CacheFrom",
                            message: "Nothing is taken from the cache \(reference.familiar): \(reason).",
                            line: nil)))
            }
        }
    }

    /// Seconds that a step took, where a cache has it; nothing is taken into the store.
    func seconds(of key: Digest) -> Double? { steps[key.hex]?.step.duration }

    deinit { for cache in registries { cache.remove() } }

    /// A step's record, which the store knows from now on, and the cache that had it; nil where none has it, whole.
    func record(_ key: Digest) -> (record: StepRecord, from: String)? {
        guard let (step, place) = steps[key.hex] else { return nil }
        var record = StepRecord(created: step.created, duration: step.duration, layer: nil)
        if step.layer != nil {
            // Files of layers belong to many users.
            guard let layer = try? layer(step, place) else { return nil }
            record.layer = layer.id
        }
        try? store.put(record.cacheRecord(key: key, lineage: "step"))
        return (record, name(of: place))
    }

    private func layer(_ step: CarriedStep, _ place: Place) throws(StepError) -> Layer? {
        switch place {
        case .folder(let cache):
            guard (try? Isolation.enter()) != nil else { return nil }
            return try cache.layer(step, into: store)
        case .registry(let cache, let blobs):
            guard let diffID = step.layer.flatMap({ Digest($0) }), let blob = blobs[diffID] else { return nil }
            // Fetched before this process enters a namespace, where credentials may no longer be readable.
            let path = store.hasLayer(diffID) ? nil : cache.fetch(blob)
            guard (try? Isolation.enter()) != nil else { return nil }
            return try CarriedLayer(blob: blob, diffID: diffID).take(into: store) { path }
        }
    }

    private func name(of place: Place) -> String {
        switch place {
        case .folder(let cache): cache.folder
        case .registry(let cache, _): cache.reference.familiar
        }
    }
}

extension Store {
    fileprivate func hasLayer(_ diffID: Digest) -> Bool { ((try? layer(diffID: diffID)) ?? nil) != nil }
}
