internal import Glibc
public import ImageFormat
public import SystemPackage

/// The folder into which an image is fetched before it is loaded. It is named after the image, so that an interrupted
/// pull can continue. This value has it locked for as long as it lives.
public final class PullFolder: Sendable {
    /// Absolute path of the folder.
    public let path: FilePath
    private let store: Store
    private let name: String
    /// The open file whose advisory lock ends with the process, however that ends.
    private let lock: Int32

    static let parent = "pulls"
    static let lockSuffix = ".lock"

    fileprivate init(_ name: String, of store: Store, lock: Int32) {
        self.store = store
        self.name = name
        self.lock = lock
        path = store.path.appending(name)
    }

    deinit { close(lock) }

    /// Writes a list of the layers that the store already has, one diff ID on each line, so that they are not fetched
    /// again. The caller must hold a ``StoreUse`` until the image is loaded, so that no prune removes these layers.
    /// - Returns: the path of the list, which is removed together with the folder.
    public func listKnownLayers() throws(StoreError) -> FilePath {
        let text = try store.wholeDiffIDs().map { "\($0)\n" }.joined()
        let file = try Handle(store.root, "\(name)/\(Self.knownName)", O_WRONLY | O_CREAT | O_TRUNC)
        try file.write(Array(text.utf8))
        return path.appending(Self.knownName)
    }

    private static let knownName = "known"

    /// Takes the folder away, once the image is loaded.
    public func remove() throws(StoreError) {
        let use = try store.beginUse()
        try store.removeTree(name)
        _ = consume use
    }
}

extension Store {
    /// Makes the folder for fetching an image, or takes over what an interrupted pull left; waits while another process
    /// fetches the same image.
    public func pullFolder(for reference: Reference) throws(StoreError) -> PullFolder {
        let name = "\(PullFolder.parent)/" + Digest(of: Array(reference.description.utf8)).short
        if mkdirat(root, PullFolder.parent, Privacy.folder) != 0, errno != EEXIST {
            throw .failed("make", PullFolder.parent)
        }
        let lock = try Handle(root, name + PullFolder.lockSuffix, O_RDWR | O_CREAT)
        try lock.lock(LOCK_EX)
        if mkdirat(root, name, Privacy.folder) != 0, errno != EEXIST { throw .failed("make", name) }
        return PullFolder(name, of: self, lock: lock.release())
    }
}
