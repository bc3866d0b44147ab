internal import ImageStore

/// Files of one copied folder that have several names (hard links): the copy has them, too.
struct SharedFiles {
    private struct Node: Hashable {
        var device: UInt64
        var inode: UInt64

        init(_ entry: TreeEntry) {
            device = entry.identity.device
            inode = entry.identity.inode
        }
    }

    private var paths: [Node: TreePath] = [:]

    /// Where the same file was written under another name.
    func path(of entry: TreeEntry) -> TreePath? { entry.isShared ? paths[Node(entry)] : nil }

    mutating func add(_ entry: TreeEntry, _ path: TreePath) {
        if entry.isShared { paths[Node(entry)] = path }
    }
}
