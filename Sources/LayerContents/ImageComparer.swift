internal import Glibc
public import ImageFormat

/// Compares the files of two images.
public struct ImageComparer {
    private static let changeLimit = 5000

    private let left: LayerStack
    private let right: LayerStack

    public init(left: LayerStack, right: LayerStack) {
        self.left = left
        self.right = right
    }

    /// The changes from the left image to the right one. Folders count only by their existence.
    ///
    /// - Parameters:
    ///   - lefts: the paths in the left image.
    ///   - rights: the paths in the right image.
    public func changes(_ lefts: Set<String>, _ rights: Set<String>) -> (kept: [LayerChange], omitted: Int) {
        var kept: [LayerChange] = []
        var omitted = 0
        for path in lefts.union(rights).sorted() {
            guard let change = change(path, isLeft: lefts.contains(path), isRight: rights.contains(path)) else {
                continue
            }
            if kept.count < Self.changeLimit { kept.append(change) } else { omitted += 1 }
        }
        return (kept, omitted)
    }

    private func change(_ path: String, isLeft: Bool, isRight: Bool) -> LayerChange? {
        let old = isLeft ? left.file(at: path) : nil
        let new = isRight ? right.file(at: path) : nil
        switch (old, new) {
        case (nil, nil): return nil
        case (let old?, nil): return LayerChange(kind: .removed, path: path, bytes: size(old))
        case (nil, let new?): return LayerChange(kind: .added, path: path, bytes: size(new))
        case (let old?, let new?):
            return old == new || isSame(old, new) ? nil : LayerChange(kind: .changed, path: path, bytes: size(new))
        }
    }

    private func size(_ file: String) -> Int64 {
        var status = stat()
        return lstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : 0
    }

    /// Whether mode, owner and content are the same. Times are ignored.
    private func isSame(_ old: String, _ new: String) -> Bool {
        var before = stat()
        var after = stat()
        guard lstat(old, &before) == 0, lstat(new, &after) == 0, before.st_mode == after.st_mode,
            before.st_uid == after.st_uid, before.st_gid == after.st_gid, before.st_size == after.st_size
        else { return false }
        switch before.st_mode & S_IFMT {
        case S_IFREG: return FileBytes.areSame(old, new)
        case S_IFLNK: return LayerStack.target(ofLink: old) == LayerStack.target(ofLink: new)
        default: return before.st_rdev == after.st_rdev
        }
    }
}
