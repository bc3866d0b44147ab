public import ImageFormat
public import SystemPackage

/// The store on disk. A value of this class may be used by several threads, and a directory by several processes.
///
/// - `blobs/sha256`, `index.json`, `oci-layout`: an OCI image layout whose layers made here are not stored as blobs.
/// - `layers/ID/diff`: the extracted layers. `diffs/HEX` → ID finds one by its diff ID.
/// - `cache`, `lineage`, `inputs`, `stat-cache`: what the builder remembers.
public final class Store: Sendable {
    /// Absolute path of the store.
    public let path: FilePath
    init(path: FilePath) { self.path = path }

    /// The directory to mount from: `Layer.shortPath`, `Snapshot.shortUpper` are relative to it.
    public var layersPath: FilePath { path.appending("layers") }

    /// Opens the store, and makes it where there is none.
    public static func open(at path: FilePath) throws(StoreError) -> Store { throw .busy }

    /// Says that this process is adding to the store: until the value goes, no prune runs. Waits for a running prune.
    public func beginUse() throws(StoreError) -> StoreUse { throw .busy }

    // MARK: Snapshots and layers
    public func beginSnapshot() throws(StoreError) -> Snapshot { throw .busy }
    /// Turns the snapshot into a layer: its files never change again. The diff ID is not computed yet.
    public func commit(_ snapshot: Snapshot) throws(StoreError) -> Layer { throw .busy }
    public func discard(_ snapshot: Snapshot) throws(StoreError) { throw .busy }
    /// Streams the layer's tar through SHA-256 and records the result; at once where it is recorded. Slow for a large
    /// layer: call it from any thread.
    public func computeDiff(of id: LayerID, clampingTimesTo: Int64? = nil) throws(StoreError) -> Layer.Diff {
        throw .busy
    }
    /// The layer as it stands; `missingLayer` where it is gone.
    public func layer(_ id: LayerID) throws(StoreError) -> Layer { throw .busy }
    /// The layer with that diff ID; nil where there is none.
    public func layer(diffID: Digest) throws(StoreError) -> Layer? { throw .busy }

    // MARK: Images
    /// Makes manifest and config of an image whose layers are in the store, and gives it the tags. `config.diffIDs` is
    /// set from `layers`, each of which must have its diff computed. An image that is there already costs no write.
    public func putImage(config: ImageConfig, layers: [Layer], tags: [Reference]) throws(StoreError) -> StoredImage {
        throw .busy
    }
    /// The image that a reference names; nil where none does.
    public func image(_ reference: Reference) throws(StoreError) -> StoredImage? { throw .busy }
    /// The image that a reference, an ID or the prefix of an ID names, as docker's command line takes it.
    public func resolve(_ name: String) throws(StoreError) -> StoredImage { throw .busy }
    public func images() throws(StoreError) -> [StoredImage] { throw .busy }
    /// The image's layers, lowest first; `missingDiff` where one is gone.
    public func layers(of image: StoredImage) throws(StoreError) -> [Layer] { throw .busy }
    public func tag(_ image: StoredImage, as reference: Reference) throws(StoreError) { throw .busy }
    /// Takes a name away; the image stays, without a name if it was the last.
    public func untag(_ reference: Reference) throws(StoreError) { throw .busy }

    // MARK: Cache records
    /// Keeps a record under its key, in place of an earlier one. Atomic; a record that a crash tore is as if it were not there.
    public func put(_ record: CacheRecord) throws(StoreError) { throw .busy }
    public func record(_ key: Digest) throws(StoreError) -> CacheRecord? { throw .busy }
    /// The latest records of that lineage, latest first.
    public func records(lineage: String, limit: Int = 8) throws(StoreError) -> [CacheRecord] { throw .busy }
    /// Keeps a small text input by its digest; `tooLarge` over `Store.inputLimit` bytes.
    public func keepInput(_ content: [UInt8]) throws(StoreError) -> Digest { throw .busy }
    public func input(_ digest: Digest) throws(StoreError) -> [UInt8]? { throw .busy }
    public static let inputLimit = 65_536

    /// The stat cache of this store, read lazily.
    public func statCache() -> StatCache { StatCache(path: path) }
}

/// Holds a shared lock on the store until it goes.
public final class StoreUse: Sendable {}

/// What a step's cache entry holds. `payload` is the builder's business.
public struct CacheRecord: Equatable, Sendable {
    public var key: Digest
    /// What the step is called in every build of it, whatever its inputs: finds what to compare a miss with.
    public var lineage: String
    /// Layers that the record needs: pruning keeps them as long as the record.
    public var layers: [LayerID]
    public var payload: [UInt8]

    public init(key: Digest, lineage: String, layers: [LayerID], payload: [UInt8]) {
        self.key = key
        self.lineage = lineage
        self.layers = layers
        self.payload = payload
    }
}

/// An image in the store.
public struct StoredImage: Equatable, Sendable {
    /// Digest of the config: Docker's image ID.
    public let id: Digest
    public let manifestDigest: Digest
    public let manifest: Manifest
    public let config: ImageConfig
    /// All names of the image, in alphabetical order.
    public let references: [Reference]
    /// Bytes of the regular files of all layers.
    public let size: Int64
}

/// What a file was when it was hashed: if all of it is the same, so is the content.
public struct FileIdentity: Hashable, Sendable {
    public var device: UInt64
    public var inode: UInt64
    public var size: Int64
    /// Nanoseconds since 1970.
    public var modified: Int64
    public var changed: Int64
    public var mode: UInt32

    public init(device: UInt64, inode: UInt64, size: Int64, modified: Int64, changed: Int64, mode: UInt32) {
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
        self.mode = mode
    }
}

/// Digests of files by their `stat`, so that an unchanged build context is not read. Safe to use from several threads.
public final class StatCache: Sendable {
    init(path: FilePath) {}

    /// The moment before a file is opened to be hashed, for `record`.
    public static func now() -> Int64 { 0 }
    public func digest(of file: FileIdentity) -> Digest? { nil }
    /// Notes a digest. `identity` is from `fstat` after reading; `startedAt` from `now()` before opening. An entry whose
    /// file may have changed again in the same tick of the clock is not kept.
    public func record(_ digest: Digest, of file: FileIdentity, startedAt: Int64) {}
    /// Writes what was recorded; does nothing where nothing was.
    public func save() throws(StoreError) {}
}
