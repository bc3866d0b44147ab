internal import Glibc
internal import SystemPackage

/// The way from a folder down to the folder where a task works.
///
/// However long it is, only its deepest folders are open. A folder further up is opened again through `..` and must
/// then be the same one as before, so that a folder that is moved meanwhile cannot lead elsewhere.
public final class FolderTrail {
    /// Folders that are open at once, besides the top.
    static let mostOpen = 16

    private let top: Int32
    /// The deepest folders of the way.
    private var open: [Int32] = []
    /// The folders above them.
    private var closed: [Identity] = []

    private struct Identity: Equatable {
        let device: UInt64
        let inode: UInt64

        init?(of folder: Int32) {
            var status = stat()
            guard fstat(folder, &status) == 0 else { return nil }
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
        }
    }

    /// - Parameter top: an open folder, which the caller closes.
    public init(top: Int32) { self.top = top }

    deinit { for folder in open { close(folder) } }

    /// How many folders below the top the way leads; 0 at the top.
    public var depth: Int { closed.count + open.count }

    /// The open folder at the end of the way.
    public var folder: Int32 { open.last ?? top }

    /// Goes down into a folder, never through a link. False where that fails, with `errno` saying why.
    public func enter(_ name: UnsafePointer<CChar>) -> Bool {
        let next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard next >= 0 else { return false }
        if open.count == Self.mostOpen {
            guard let identity = Identity(of: open[0]) else {
                close(next)
                return false
            }
            close(open.removeFirst())
            closed.append(identity)
        }
        open.append(next)
        return true
    }

    /// Goes up by one folder.
    public func leave() throws(StoreError) {
        let left = open.removeLast()
        defer { close(left) }
        guard open.isEmpty, let expected = closed.popLast() else { return }
        let above = openat(left, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard above >= 0 else { throw .failed("go back up from", "a folder") }
        open.append(above)
        guard Identity(of: above) == expected else {
            throw .system(operation: "go back up from a folder that was moved meanwhile", .staleNFSFileHandle)
        }
    }
}
