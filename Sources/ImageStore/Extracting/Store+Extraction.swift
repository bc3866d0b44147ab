internal import Glibc
public import ImageFormat

extension Store {
    /// Makes a layer of a blob in the store: unpacks it (gzip, zstd or none), verifies the blob's size and digest and the
    /// tar's diff ID, and extracts it. At once where the store has a layer with that diff ID.
    ///
    /// Nothing is left behind where it fails. The blob is kept, for `save` and `push`, unless it is a tar just like the one
    /// that the store makes itself.
    public func extractLayer(
        _ blob: Descriptor, diffID: Digest, limits chosen: ExtractionLimits? = nil
    ) throws(StoreError) -> Layer {
        let budget = ExtractionBudget(try limits(chosen))
        if let layer = try layer(diffID: diffID) { return layer }
        guard let file = try Handle.existing(root, blobName(blob.digest)) else { throw .missingBlob(blob.digest) }
        let layer = try extractLayer(blob, from: file, diffID: diffID, budget) { () throws(StoreError) in }
        if layer.source == nil { try remove(blobName(blob.digest)) }
        return layer
    }

    /// Does the same with a blob that is not in the store yet: `keep` puts it there, where it is needed.
    func extractLayer(
        _ blob: Descriptor, from file: consuming Handle, diffID: Digest, _ budget: ExtractionBudget,
        keep: () throws(StoreError) -> Void
    ) throws(StoreError) -> Layer {
        let original = try Self.copy(file.descriptor)
        let snapshot = try beginSnapshot()
        do throws(StoreError) {
            let diff = try extract(file, blob, diffID: diffID, into: snapshot, budget)
            var isOwn = diff.tarSize == blob.size && diff.id == blob.digest
            if isOwn { isOwn = try makesTar(diff.id, of: snapshot.id, like: original) }
            if !isOwn { try keep() }
            _ = try commit(snapshot, as: LayerRecord(diff: diff, source: isOwn ? nil : blob))
            try index(snapshot.id, under: diffID)
            return try layer(snapshot.id)
        } catch {
            try? discard(snapshot)
            throw error
        }
    }

    /// Extracts an archive into a directory that is not the store's, for `ADD`: gzip, zstd, xz, bzip2 or none.
    ///
    /// What was written before an error stays: the directory belongs to a snapshot that the caller discards. Names
    /// that start with `.wh.` are ordinary here.
    public func extract(
        archive: Int32, into directory: Int32, limits chosen: ExtractionLimits? = nil
    ) throws(StoreError) {
        let budget = ExtractionBudget(try limits(chosen))
        var tar = TarReader(MeasuredSource(try Decompressor(FileSource(try Self.copy(archive))), budget))
        var extractor = LayerExtractor(root: try Self.copy(directory), budget, readsWhiteouts: false)
        try extractor.extract(&tar)
    }

    static func copy(_ descriptor: Int32) throws(StoreError) -> Handle {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        guard copy >= 0 else { throw .failed("copy", "a descriptor") }
        return Handle(adopting: copy)
    }

    private func extract(
        _ file: consuming Handle, _ blob: Descriptor, diffID: Digest, into snapshot: Snapshot,
        _ budget: ExtractionBudget
    ) throws(StoreError) -> Layer.Diff {
        // An unpacked tar is its own blob, so it is hashed only once.
        let packed = FileSource(file, isHashed: blob.digest != diffID)
        var tar = TarReader(MeasuredSource(try Decompressor(packed), budget))
        var extractor = LayerExtractor(root: try diffDirectory(of: snapshot.id), budget)
        try extractor.extract(&tar)
        // The digests include the bytes after the end of the archive, so these are read too.
        try tar.drain()
        var rest = packed
        try rest.drain(through: ReadBuffer(size: 64 << 10))
        guard packed.count == blob.size else { throw .sizeMismatch(expected: blob.size, actual: packed.count) }
        if blob.digest != diffID { try Self.expect(blob.digest, packed.hasher.finalize()) }
        try Self.expect(diffID, tar.source.hasher.finalize())
        return Layer.Diff(id: diffID, tarSize: tar.source.count, fileBytes: extractor.fileBytes)
    }

    static func expect(_ expected: Digest, _ actual: Digest) throws(StoreError) {
        guard expected == actual else { throw .digestMismatch(expected: expected, actual: actual) }
    }
}
