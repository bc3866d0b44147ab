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
        do throws(StoreError) {
            if let known = try store.layer(diffID: digest) { return known }
            let blob = Descriptor(mediaType: .layer(.none), digest: digest, size: size)
            guard try copy(blob, into: store) else { return nil }
            return try store.extractLayer(blob, diffID: digest)
        } catch {
            throw .store(error)
        }
    }

    private func copy(_ blob: Descriptor, into store: Store) throws(StoreError) -> Bool {
        let file = open(self.blob(blob.digest.description), O_RDONLY | O_CLOEXEC)
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

    private func blob(_ digest: String) -> String {
        folder + "/blobs/" + digest.replacing(":", with: "/")
    }
}

/// The caches of `--cache-from`, looked at when the store itself does not know a step.
final class CarriedCaches {
    private let store: Store
    private var steps: [String: (CarriedStep, CarriedCache)] = [:]

    init(_ folders: [String], store: Store) {
        self.store = store
        for cache in folders.map({ CarriedCache(folder: $0) }) {
            for step in cache.read() ?? [] { steps[step.key] = (step, cache) }
        }
    }

    /// Seconds that a step took, where a cache has it; nothing is taken into the store.
    func seconds(of key: Digest) -> Double? { steps[key.hex]?.0.duration }

    /// A step's record, which the store knows from now on; nil where no cache has it, whole.
    func record(_ key: Digest) -> StepRecord? {
        guard let (step, cache) = steps[key.hex] else { return nil }
        var record = StepRecord(created: step.created, duration: step.duration, layer: nil)
        if step.layer != nil {
            // Files of layers belong to many users.
            guard (try? Isolation.enter()) != nil, let layer = try? cache.layer(step, into: store) else { return nil }
            record.layer = layer.id
        }
        try? store.put(record.cacheRecord(key: key, lineage: "step"))
        return record
    }
}
