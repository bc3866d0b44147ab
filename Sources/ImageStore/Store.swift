internal import Glibc
internal import ImageFormat
public import SystemPackage

/// The store on disk. A value of this class may be used by several threads, and a directory by several processes.
///
/// - `blobs/sha256`, `index.json`, `oci-layout`: an OCI image layout (OCI image spec, image-layout.md) in which layers
///   that were made here are not stored as blobs.
/// - `layers/ID/diff`: the extracted layers; `diffs/HEX` leads from a diff ID to one.
/// - `cache`, `lineage`, `inputs`, `stat-cache`: what the builder remembers.
/// - `pins/NAME`: what containers use. `tmp`: files in the making. `lock`, `index.lock`: advisory locks.
///
/// Every file lands by rename, so a process killed at any point leaves a store that opens. What an image consists of is
/// flushed to the disk before the index lists it, and the index before it lands; what can be made again (cache records,
/// the stat cache) is not, and is checked on reading.
///
/// The store is its owner's alone: layers hold set-user-ID programs of foreign images, and containers secrets.
public final class Store: Sendable {
    /// Absolute path of the store.
    public let path: FilePath
    /// The open directory; closed when the store goes.
    let root: Int32
    /// The user's limit on the bytes unpacked from archives; see `ExtractionLimits.chosen`.
    let unpackLimit: String?
    /// The image list as it was last read.
    let listCache = ImageListCache()
    /// Damage that was found and mended.
    let repairLog = RepairLog()

    private init(path: FilePath, root: consuming Handle, unpackLimit: String?) {
        self.path = path
        self.unpackLimit = unpackLimit
        self.root = root.release()
    }

    deinit { close(root) }

    /// The directory to mount from: `Layer.shortPath` and `Snapshot.shortUpper` are relative to it.
    public var layersPath: FilePath { path.appending("layers") }

    /// Opens the store, and makes it where there is none.
    ///
    /// One that others can look into becomes private. `notAStore` where the directory holds something else, `notOurs`
    /// where it is another user's.
    ///
    /// - Parameter unpackLimit: what SLIPWAY_MAX_UNPACKED says: a number of bytes, with k, M, G or T behind it (powers of
    ///   1024); nil where nothing is chosen. One that is no number is refused when something is unpacked.
    public static func open(at path: FilePath, unpackLimit: String? = nil) throws(StoreError) -> Store {
        let path = try absolute(path)
        if let root = try Privacy.existing(path) {
            let store = Store(path: path, root: root, unpackLimit: unpackLimit)
            let isReady = try store.hasVersion()
            if !isReady { try store.refuseForeignDirectory() }
            try store.makePrivate()
            if !isReady { try store.makeLayout() }
            return store
        }
        try makeDirectories(path)
        let root = try Handle(AT_FDCWD, path.string, O_RDONLY | O_DIRECTORY)
        let store = Store(path: path, root: root, unpackLimit: unpackLimit)
        try store.makeLayout()
        return store
    }

    private static func absolute(_ path: FilePath) throws(StoreError) -> FilePath {
        if path.isAbsolute { return path.lexicallyNormalized() }
        guard let current = getcwd(nil, 0) else { throw .failed("find", "the working directory") }
        defer { free(current) }
        return FilePath(platformString: current).pushing(path).lexicallyNormalized()
    }

    private static func makeDirectories(_ path: FilePath) throws(StoreError) {
        var made = FilePath(root: path.root)
        for component in path.components {
            made.append(component)
            if mkdir(made.string, Privacy.folder) != 0, errno != EEXIST { throw .failed("make", made.string) }
        }
    }
}

/// The names that a store has at its top.
enum Layout {
    static let marker = "oci-layout"
    static let index = "index.json"
    static let lock = "lock"
    static let indexLock = "index.lock"
    static let blobs = "blobs/sha256"
    static let directories = [
        "blobs", blobs, "layers", "diffs", "cache", "lineage", "inputs", "pins", "tmp",
    ]
    /// What else there may be whose entries are the store's own, and no container's.
    static let ownFolders = directories + ["builds", "containers", PullFolder.parent, Downloads.parent]
    static let markerText = #"{"imageLayoutVersion":"1.0.0"}"#
    static let emptyIndex = Index(manifests: [])
}

extension Store {
    /// Makes what is missing; `oci-layout` comes last and says that all is there.
    private func makeLayout() throws(StoreError) {
        for name in Layout.directories where mkdirat(root, name, Privacy.folder) != 0 && errno != EEXIST {
            throw .failed("make", name)
        }
        // The lock file is made now, so that a later prune can lock it even on a disk without a free inode.
        _ = try Handle(root, Layout.lock, O_RDWR | O_CREAT)
        // If there are blobs but no index, the index is rebuilt from the blobs instead of made empty.
        if faccessat(root, Layout.index, F_OK, 0) != 0, try names(in: Layout.blobs).isEmpty {
            let lock = try indexLock()
            if faccessat(root, Layout.index, F_OK, 0) != 0 {
                try replace(Layout.index, with: Layout.emptyIndex.encoded(), .durable)
            }
            _ = consume lock
        }
        try replace(Layout.marker, with: Array(Layout.markerText.utf8), .durable)
    }

    /// Whether the store's marker exists and is valid. An empty marker, left by a fault, counts as missing and is
    /// written again if everything else is a store's.
    private func hasVersion() throws(StoreError) -> Bool {
        let text = try contents(Layout.marker, limit: 4096) ?? []
        if text == Array(Layout.markerText.utf8) { return true }
        let version = (try? JSON(parsing: text))?["imageLayoutVersion"]?.string
        if let version, version != "1.0.0" { throw .notAStore(path, found: version) }
        return version != nil
    }

    /// Refuses a directory that contains files that do not belong to a store.
    private func refuseForeignDirectory() throws(StoreError) {
        // A directory with all of a store's folders was a store; the lab keeps files of its own beside them.
        if Layout.directories.allSatisfy({ faccessat(root, $0, F_OK, 0) == 0 }) { return }
        let known = Set(
            Layout.directories + [
                Layout.marker, Layout.index, PreviousIndex.fileName, PreviousIndex.newName, PreviousIndex.linkName,
                Layout.lock, Layout.indexLock, "stat-cache", "stat-cache.lock",
            ])
        if let foreign = try names(in: ".").first(where: { !known.contains($0) }) {
            throw .notAStore(path, found: foreign)
        }
    }
}
