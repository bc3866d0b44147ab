internal import BuildPlan
internal import ImageFormat
internal import ImageStore

/// The digest of the files that a COPY takes from another stage: kept by the stage's key, so that a build from the cache
/// need not look at the files again. What counts is the files, not how the stage came to have them.
struct ForeignFiles {
    private let key: Digest
    private let store: Store

    /// - Parameter origin: what stands for all that the other root holds: a stage's key, or an image's ID.
    init(_ copy: FilesAction, of origin: Digest, in store: Store) {
        var key = CacheKey(parent: origin, instruction: "files")
        key.add(copy.sources)
        key.add(copy.excludes)
        self.key = key.digest
        self.store = store
    }

    func digest() -> Digest? {
        guard let record = try? store.record(key) else { return nil }
        return Digest(bytes: record.payload)
    }

    func keep(_ files: [FileInput]) -> Digest {
        var list = CacheKey(parent: Digest(of: []), instruction: "list")
        list.add(files)
        let digest = list.digest
        try? store.put(CacheRecord(key: key, lineage: "files", layers: [], payload: digest.bytes))
        return digest
    }
}
