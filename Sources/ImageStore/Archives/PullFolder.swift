internal import Glibc
public import ImageFormat
public import SystemPackage

/// The folder that an image is fetched into before it is loaded: kept by the image's name, so that an interrupted pull
/// goes on, and this value's alone until it goes.
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
