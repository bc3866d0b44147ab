internal import Glibc
public import ImageFormat
internal import SystemPackage

extension Store {
    /// The layer as it stands; `missingLayer` where it is gone or was never committed.
    public func layer(_ id: LayerID) throws(StoreError) -> Layer {
        let record = try wholeRecord(of: id)
        return Layer(
            id: id, path: layersPath.appending(id.name).appending("diff"), diff: record.diff, source: record.source)
    }

    /// The layer with that diff ID; nil where there is none. A damaged record is made once more from the layer's files,
    /// where these are still what they were.
    public func layer(diffID: Digest) throws(StoreError) -> Layer? {
        guard let id = try layerID(diffID: diffID) else { return nil }
        do {
            let layer = try layer(id)
            return layer.diff?.id == diffID ? layer : nil
        } catch .missingLayer {
            return try layerWithoutRecord(id, diffID: diffID)
        }
    }

    /// The diff IDs of the layers whose records say that they are whole; their files are not looked at. Who fetches an image
    /// needs no blobs of these.
    public func wholeDiffIDs() throws(StoreError) -> [Digest] {
        var whole: [Digest] = []
        for name in try names(in: "diffs") {
            guard let diffID = Digest(hex: name), let id = try layerID(diffID: diffID),
                let found = try? record(of: id), found.diff?.id == diffID,
                found.boot == nil || found.boot == MachineRun.id
            else { continue }
            whole.append(diffID)
        }
        return whole
    }

    private func layerWithoutRecord(_ id: LayerID, diffID: Digest) throws(StoreError) -> Layer? {
        guard faccessat(root, "layers/\(id)/diff", F_OK, 0) == 0 else { return nil }
        guard let diff = try? hashTar(of: id), diff.id == diffID else {
            // The layer is damaged, so its entry is removed, to save hashing it again each time.
            if try layerID(diffID: diffID) == id { try? remove("diffs/\(diffID.hex)") }
            return nil
        }
        do throws(StoreError) {
            try write(LayerRecord(diff: diff), for: id)
        } catch .system {
            // A full or read-only disk is not an error: the entry is then made again each time.
        }
        let place = layersPath.appending(id.name)
        repairLog.add("\(place.appending(LayerRecord.fileName)) was damaged, and has been made once more.")
        return Layer(id: id, path: place.appending("diff"), diff: diff, source: nil)
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

    /// Makes the tar of a layer and hashes it, recorded or not.
    private func hashTar(of id: LayerID) throws(StoreError) -> Layer.Diff {
        var tar = LayerTar(sink: HashingSink())
        try tar.append(layer: diffDirectory(of: id))
        let sink = tar.sink
        return Layer.Diff(id: sink.hasher.finalize(), tarSize: sink.count, fileBytes: tar.fileBytes)
    }

    /// Whether the store's own tar of a layer is the one of that diff ID, which is open. It is not made further than the two
    /// are the same: another program's differs in its first headers, and the holes of a few bytes of tar can be tens of
    /// gigabytes.
    func makesTar(_ diffID: Digest, of id: LayerID, like original: borrowing Handle) throws(StoreError) -> Bool {
        guard lseek(original.descriptor, 0, SEEK_SET) == 0 else { throw .failed("rewind", "a layer's tar") }
        let sink = ComparingSink(like: original.descriptor)
        var tar = LayerTar(sink: sink)
        do throws(StoreError) {
            try tar.append(layer: diffDirectory(of: id))
        } catch {
            if sink.isDifferent { return false }
            throw error
        }
        return sink.hasher.finalize() == diffID
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

    /// The record of a layer whose files are there as they were written. Files that were not on the disk when the machine
    /// went down may be cut: the layer is hashed, once, and one that is not whole is not a layer any more; nor is one of
    /// another program's tar, which cannot be made again from the files.
    private func wholeRecord(of id: LayerID) throws(StoreError) -> LayerRecord {
        var record = try record(of: id)
        guard let boot = record.boot, boot != MachineRun.id else { return record }
        guard record.source == nil, let diff = record.diff, try hashTar(of: id).id == diff.id else {
            throw .missingLayer(id)
        }
        record.boot = MachineRun.id
        do throws(StoreError) { try write(record, for: id) } catch {
            // If the record cannot be written, the layer is hashed again the next time.
        }
        return record
    }

    /// Notes that a layer's files are on the disk.
    func markFlushed(_ diffID: Digest) throws(StoreError) {
        guard let id = try layerID(diffID: diffID) else { return }
        var record = try record(of: id)
        guard record.boot != nil else { return }
        record.boot = nil
        try write(record, for: id)
    }

    func write(_ record: LayerRecord, for id: LayerID) throws(StoreError) {
        let bytes = record.encoded()
        guard bytes.count <= LayerRecord.limit else { throw .tooLarge(limit: LayerRecord.limit) }
        try replace("layers/\(id)/\(LayerRecord.fileName)", with: bytes, .repeatable)
    }

    /// Lets `layer(diffID:)` find the layer; a later one with the same diff ID takes an earlier one's place.
    func index(_ id: LayerID, under diffID: Digest) throws(StoreError) {
        let temporary = temporaryName()
        if symlinkat(id.name, root, temporary) != 0 { throw .failed("link", temporary) }
        try land(temporary, as: "diffs/\(diffID.hex)", .repeatable)
    }

    /// Does the same if the diff ID does not lead to a layer yet. A process may have died, or met a full disk, just
    /// after it wrote the layer's record.
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
