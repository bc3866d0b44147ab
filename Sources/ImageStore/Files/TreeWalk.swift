public import Glibc

/// Walks everything below a folder without following links. All code that looks at trees of files uses it.
///
/// It handles any depth, width and names: it uses a few descriptors, no recursion, and memory only for the names in the
/// folders on the way. Between two calls of `next` the caller may remove the entry that was found.
public final class TreeWalk {
    /// What the walk has reached.
    public enum Event {
        /// Something was found. A folder is passed over unless `enter` is called.
        case found
        /// Everything in an entered folder has been found. The folder is the current entry again.
        case left
    }

    /// In what order a folder's names come.
    public enum Order {
        /// Of their bytes.
        case byName
        /// The file system's, which costs nothing.
        case asFound
    }

    private struct Level {
        let names: FolderNames
        var next = 0
        /// How much of `path` is the folder's, with the slash behind it.
        let pathCount: Int
    }

    private let trail: FolderTrail
    private let order: Order
    private var levels: [Level]

    /// The current entry's path from the top, without a leading `/`.
    public private(set) var path: [UInt8] = []

    /// - Parameter top: an open folder, which stays the caller's.
    public init(top: Int32, order: Order = .byName) throws(StoreError) {
        trail = FolderTrail(top: top)
        self.order = order
        levels = [Level(names: try FolderNames(of: top, isSorted: order == .byName), pathCount: 0)]
    }

    /// Goes on to the next entry; nil when all has been found.
    public func next() throws(StoreError) -> Event? {
        let last = levels.count - 1
        let level = levels[last]
        if level.next < level.names.count {
            levels[last].next += 1
            setPath(level)
            return .found
        }
        guard last > 0 else { return nil }
        try trail.leave()
        levels.removeLast()
        path.removeLast(path.count - level.pathCount + 1)
        return .left
    }

    private func setPath(_ level: Level) {
        if path.count < level.pathCount {
            path.append(UInt8(ascii: "/"))
        } else {
            path.removeLast(path.count - level.pathCount)
        }
        path.append(contentsOf: level.names.name(at: level.next))
    }

    /// Goes into the folder that was found: what is in it comes next.
    ///
    /// - Parameter makingReadable: whether a folder that may not be read is given a mode with which it may.
    public func enter(makingReadable: Bool = false) throws(StoreError) {
        guard open(makingReadable: makingReadable) else { throw .failed("open", shownPath) }
        let names = try FolderNames(of: trail.folder, isSorted: order == .byName)
        levels.append(Level(names: names, pathCount: path.count + 1))
    }

    private func open(makingReadable: Bool) -> Bool {
        let folder = trail.folder
        return withName { name in
            if trail.enter(name) { return true }
            guard makingReadable, errno == EACCES, fchmodat(folder, name, 0o700, 0) == 0 else { return false }
            return trail.enter(name)
        }
    }

    /// How many folders below the top the current entry lies.
    public var depth: Int { levels.count - 1 }

    /// The open folder that the current entry lies in; right after `enter`, the entry itself.
    public var folder: Int32 { trail.folder }

    /// The path of the folder that the current entry lies in, with a slash behind it; empty at the top.
    public var folderPath: ArraySlice<UInt8> { path[..<levels[levels.count - 1].pathCount] }

    /// The current entry's name.
    public var name: ArraySlice<UInt8> { path[levels[levels.count - 1].pathCount...] }

    /// The names in the folder that has just been entered.
    public var enteredNames: [[UInt8]] {
        let names = levels[levels.count - 1].names
        return (0..<names.count).map { Array(names.name(at: $0)) }
    }

    /// Calls `body` with the current entry's name, for calls that take `folder`.
    public func withName<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        let level = levels[levels.count - 1]
        return level.names.withName(at: level.next - 1, body)
    }

    /// Whether the current entry is a folder, as far as reading its folder told.
    var isKnownFolder: Bool {
        let level = levels[levels.count - 1]
        return level.names.type(at: level.next - 1) == UInt8(DT_DIR)
    }

    /// `stat` of the current entry itself; nil where it has gone since its folder was read.
    public func status() throws(StoreError) -> stat? {
        var status = stat()
        let folder = trail.folder
        if withName({ fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 { return status }
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw .failed("look at", shownPath)
    }

    /// Bytes of all regular files below an open folder, each name counted.
    public static func fileBytes(below folder: Int32) throws(StoreError) -> Int64 {
        var total: Int64 = 0
        let walk = try TreeWalk(top: folder, order: .asFound)
        while let event = try walk.next() {
            guard case .found = event, let status = try walk.status() else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFREG: total += Int64(status.st_size)
            case S_IFDIR: try walk.enter()
            default: break
            }
        }
        return total
    }

    /// The current entry's path as a message shows it.
    public var shownPath: String { ShownPath.text(path) }
}

/// Paths in messages.
enum ShownPath {
    private static let most = 240

    /// A path as text; of a very long one the beginning and the end.
    static func text(_ path: some Collection<UInt8>) -> String {
        guard path.count > most else { return String(decoding: path, as: UTF8.self) }
        let (start, end) = (path.prefix(most / 2), path.suffix(most / 2))
        return "\(String(decoding: start, as: UTF8.self))…\(String(decoding: end, as: UTF8.self))"
    }
}
