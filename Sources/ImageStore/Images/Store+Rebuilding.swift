internal import Glibc
internal import ImageFormat
internal import Synchronization
internal import SystemPackage

/// Damage that was found and mended, to be shown.
final class RepairLog: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }

    func drain() -> [String] {
        lines.withLock { lines in
            defer { lines = [] }
            return lines
        }
    }
}

extension Store {
    /// Sentences about what this value found damaged and mended since the last call: where it was, and what to do.
    public func takeRepairs() -> [String] { repairLog.drain() }

    /// Makes a new index of what can still be read of the damaged one, of the one before it, and of the blobs. The
    /// damaged one is kept under another name. The caller holds the index's lock.
    func rebuildImageList() throws(StoreError) -> ImageList {
        let path = path.appending(Layout.index)
        let damaged = try contents(Layout.index, limit: Self.indexLimit)
        let older = try contents(PreviousIndex.fileName, limit: Self.indexLimit)
        var list = ImageList(Index(manifests: []))
        list.adopt(IndexSalvage.entries(in: damaged ?? []))
        // The last change may have been a removal: what is no longer there does not come back.
        list.adopt(IndexSalvage.entries(in: older ?? []).filter { hasBlob($0.digest) })
        for entry in try manifestsAmongBlobs(except: list) { list.adopt([entry]) }
        do throws(StoreError) {
            if damaged != nil { try keepAside(Layout.index) }
            try write(list)
        } catch {
            throw .damagedIndex(path, cause: "\(error)")
        }
        let kept = damaged == nil ? "was missing" : "was damaged (it is kept as \(Layout.index).damaged)"
        repairLog.add(
            "\(path) \(kept) and has been rebuilt from the images' blobs. Look at `slipway images`: an image that is "
                + "shown as <none> has lost its name; give it one with `slipway tag` before you prune.")
        return list
    }

    private func keepAside(_ name: String) throws(StoreError) {
        guard renameat(root, name, root, name + ".damaged") == 0 else { throw .failed("rename", name) }
    }

    /// Entries, without names, for the manifests that are stored and not listed.
    private func manifestsAmongBlobs(except list: ImageList) throws(StoreError) -> [Descriptor] {
        let listed = Set(list.entries.map(\.digest))
        var found: [Descriptor] = []
        for name in try names(in: Layout.blobs) {
            guard let digest = Digest(hex: name), !listed.contains(digest), isSmall(digest),
                let bytes = try? document(digest), let manifest = try? Manifest(parsing: bytes),
                let config = try? document(manifest.config.digest), let image = try? ImageConfig(parsing: config)
            else { continue }
            found.append(
                Descriptor(
                    mediaType: manifest.mediaType, digest: digest, size: Int64(bytes.count),
                    annotations: [ImageList.imageIDAnnotation: manifest.config.digest.description],
                    platform: image.platform))
        }
        return found
    }

    /// Whether a blob can be a document, and not a layer.
    private func isSmall(_ digest: Digest) -> Bool {
        var status = stat()
        return fstatat(root, blobName(digest), &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFREG
            && status.st_size <= JSONLimits().bytes
    }

    /// The manifest of an image that was made here, made once more of its config and its layers; nil where the result
    /// would be another.
    func remadeManifest(_ digest: Digest, config id: Digest?) throws(StoreError) -> [UInt8]? {
        guard let id, let bytes = try? document(id), let config = try? ImageConfig(parsing: bytes) else { return nil }
        var layers: [Descriptor] = []
        for diffID in config.diffIDs {
            guard let descriptor = try layer(diffID: diffID)?.descriptor else { return nil }
            layers.append(descriptor)
        }
        let manifest = Manifest(config: Descriptor(mediaType: .config, of: bytes), layers: layers).encoded()
        guard Digest(of: manifest) == digest else { return nil }
        try replace(blobName(digest), with: manifest, .durable)
        repairLog.add("\(path.appending(blobName(digest))) was missing or damaged, and has been made once more.")
        return manifest
    }
}

/// Entries that can still be read in an index that is damaged.
enum IndexSalvage {
    private static let start = Array(#"{"mediaType":"#.utf8)
    /// Bytes of an entry at most.
    private static let longest = 65_536

    static func entries(in bytes: [UInt8]) -> [Descriptor] {
        var entries: [Descriptor] = []
        var place = 0
        while let brace = bytes[place...].firstIndex(of: UInt8(ascii: "{")) {
            place = brace + 1
            guard bytes[brace...].starts(with: start), let end = endOfObject(in: bytes, from: brace),
                let json = try? JSON(parsing: Array(bytes[brace..<end])),
                let entry = try? Descriptor(json: json, path: "entry"), entry.mediaType.isManifest
            else { continue }
            entries.append(entry)
            place = end
        }
        return entries
    }

    /// The index behind the brace that closes the object.
    private static func endOfObject(in bytes: [UInt8], from start: Int) -> Int? {
        var depth = 0
        var isInString = false
        var place = start
        let limit = min(bytes.count, start + longest)
        while place < limit {
            switch bytes[place] {
            case UInt8(ascii: "\\") where isInString: place += 1
            case UInt8(ascii: "\""): isInString.toggle()
            case UInt8(ascii: "{") where !isInString: depth += 1
            case UInt8(ascii: "}") where !isInString:
                depth -= 1
                if depth == 0 { return place + 1 }
            default: break
            }
            place += 1
        }
        return nil
    }
}
