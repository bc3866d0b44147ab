internal import Glibc
public import ImageFormat
internal import SystemPackage

extension Store {
    /// The layer as it stands; `missingLayer` where it is gone or was never committed.
    public func layer(_ id: LayerID) throws(StoreError) -> Layer {
        let record = try record(of: id)
        return Layer(
            id: id, path: layersPath.appending(id.name).appending("diff"), diff: record.diff, source: record.source)
    }

    /// The layer with that diff ID; nil where there is none.
    public func layer(diffID: Digest) throws(StoreError) -> Layer? {
        guard let id = try layerID(diffID: diffID) else { return nil }
        do {
            let layer = try layer(id)
            return layer.diff?.id == diffID ? layer : nil
        } catch .missingLayer {
            return nil
        }
    }

    /// Streams the layer's tar through SHA-256 and records the result; at once where it is recorded.
    ///
    /// The tar is the one that `save` writes: see `LayerTar`. Takes as long as reading the layer's files; may be called
    /// from any thread. With `clampingTimesTo` (seconds since 1970) no file is younger than that in the tar, and the
    /// files of the layer are given that time too, so that every later tar is the same.
    public func computeDiff(of id: LayerID, clampingTimesTo latest: Int64? = nil) throws(StoreError) -> Layer.Diff {
        var record = try record(of: id)
        if let diff = record.diff {
            try ensureIndexed(id, under: diff.id)
            return diff
        }
        if let latest { try LayerTimes.clamp(diffDirectory(of: id), to: latest) }
        let diff = try hashTar(of: id)
        record.diff = diff
        try write(record, for: id)
        try index(id, under: diff.id)
        return diff
    }

    /// Makes the tar of a layer and hashes it, recorded or not; `limitExceeded` where it is longer than `limit` bytes.
    private func hashTar(of id: LayerID, upTo limit: Int64 = .max) throws(StoreError) -> Layer.Diff {
        var tar = LayerTar(sink: HashingSink(limit: limit))
        try tar.append(layer: diffDirectory(of: id))
        let sink = tar.sink
        return Layer.Diff(id: sink.hasher.finalize(), tarSize: sink.count, fileBytes: tar.fileBytes)
    }

    /// Whether the store's own tar of a layer is the one that was measured. It is not made further than that is long: the
    /// holes of a few bytes of tar can be tens of gigabytes.
    func makesTar(_ diff: Layer.Diff, of id: LayerID) throws(StoreError) -> Bool {
        do throws(StoreError) {
            return try hashTar(of: id, upTo: diff.tarSize).id == diff.id
        } catch {
            if case .limitExceeded = error { return false }
            throw error
        }
    }

    func diffDirectory(of id: LayerID) throws(StoreError) -> Handle {
        guard let handle = try Handle.existing(root, "layers/\(id)/diff", O_RDONLY | O_DIRECTORY) else {
            throw .missingLayer(id)
        }
        return handle
    }

    func record(of id: LayerID) throws(StoreError) -> LayerRecord {
        let name = "layers/\(id)/\(LayerRecord.fileName)"
        guard let bytes = try contents(name, limit: LayerRecord.limit), let record = LayerRecord(parsing: bytes) else {
            throw .missingLayer(id)
        }
        return record
    }

    func write(_ record: LayerRecord, for id: LayerID) throws(StoreError) {
        try replace("layers/\(id)/\(LayerRecord.fileName)", with: record.encoded(), .repeatable)
    }

    /// Lets `layer(diffID:)` find the layer; a later one with the same diff ID takes an earlier one's place.
    func index(_ id: LayerID, under diffID: Digest) throws(StoreError) {
        let temporary = temporaryName()
        if symlinkat(id.name, root, temporary) != 0 { throw .failed("link", temporary) }
        try land(temporary, as: "diffs/\(diffID.hex)", .repeatable)
    }

    /// Does the same where nothing leads from the diff ID to a layer: a process may have died, or met a full disk, just
    /// behind the layer's record.
    func ensureIndexed(_ id: LayerID, under diffID: Digest) throws(StoreError) {
        if try layer(diffID: diffID) == nil { try index(id, under: diffID) }
    }

    func layerID(diffID: Digest) throws(StoreError) -> LayerID? {
        if let name = SymbolicLink.target(of: "diffs/\(diffID.hex)", in: root) {
            return LayerID(String(decoding: name, as: UTF8.self))
        }
        if errno == ENOENT { return nil }
        throw .failed("read", "diffs/\(diffID.hex)")
    }
}
