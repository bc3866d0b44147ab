internal import ImageStore

/// Texts that are only in an editor yet, as if they were in the build context: a forecast is about them.
struct UnsavedFiles: Sendable {
    private let texts: [TreePath: [UInt8]]

    /// - Parameter texts: by their path in the context.
    init(_ texts: [String: [UInt8]]) {
        self.texts = Dictionary(
            texts.map { (TreePath($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    static let none = UnsavedFiles([:])

    var isEmpty: Bool { texts.isEmpty }

    subscript(path: TreePath) -> [UInt8]? { texts.isEmpty ? nil : texts[path] }

    /// The text of a file by a path outside of the context's own terms.
    func text(at path: String, inContext folder: String) -> [UInt8]? {
        guard !texts.isEmpty, path.hasPrefix(folder + "/") else { return nil }
        return texts[TreePath(String(path.dropFirst(folder.count + 1)))]
    }

    /// The entry with the text's size; the same where the file has no unsaved text.
    func updating(_ entry: TreeEntry) -> TreeEntry {
        guard entry.kind == .file, let text = self[entry.path] else { return entry }
        var entry = entry
        entry.size = Int64(text.count)
        return entry
    }

    /// A file that has never been saved, as saving would make it.
    func newEntry(_ path: TreePath) -> TreeEntry? {
        guard let text = self[path] else { return nil }
        let nowhere = FileIdentity(device: 0, inode: 0, size: 0, modified: 0, changed: 0, mode: 0)
        return TreeEntry(
            path: path, kind: .file, mode: 0o644, uid: 0, gid: 0, size: Int64(text.count), target: [],
            identity: nowhere)
    }

    /// Puts the files that have never been saved where a walk would find them.
    ///
    /// - Parameters:
    ///   - entries: what was found below `top`, in the order of the walk.
    ///   - excludes: whether the context leaves a file out.
    func adding(to entries: [TreeEntry], below top: TreePath, excludes: (TreePath) -> Bool) -> [TreeEntry] {
        guard !texts.isEmpty else { return entries }
        var entries = entries
        let known = Set(entries.lazy.map(\.path))
        for path in texts.keys where !known.contains(path) && Self.lies(path, below: top) && !excludes(path) {
            guard let entry = newEntry(path), known.contains(TreePath(path.parent)) else { continue }
            let place = entries.firstIndex { Self.walks(path, before: $0.path) } ?? entries.endIndex
            entries.insert(entry, at: place)
        }
        return entries
    }

    private static func lies(_ path: TreePath, below top: TreePath) -> Bool {
        top.isEmpty || path.bytes.starts(with: top.bytes + [UInt8(ascii: "/")])
    }

    /// A walk goes by names, and into a folder before it goes on: a slash comes before every other byte.
    private static func walks(_ left: TreePath, before right: TreePath) -> Bool {
        let slash = UInt8(ascii: "/")
        return left.bytes.lazy.map { $0 == slash ? 0 : $0 }.lexicographicallyPrecedes(
            right.bytes.lazy.map { $0 == slash ? 0 : $0 })
    }
}
