internal import BuildPlan
internal import Glibc
internal import ImageFormat
internal import ImageStore

/// Turns the files that a step takes into the inputs of its key: an unchanged file costs no more than its `stat`.
struct InputReader {
    let tree: FileTree
    let cache: StatCache
    /// Whether owners count: they do for files of another stage, not for the context's.
    let keepsOwners: Bool

    /// Where the content of files that change meanwhile is kept.
    let holdingFolder: String

    /// The inputs of a selection, in the order of its files. A folder that is named itself counts only by being one.
    ///
    /// Afterwards the selection holds what was read: changed files as they are now, and none that have gone since.
    func inputs(_ selection: inout SourceSelection) throws(TreeError) -> [FileInput] {
        var inputs: [FileInput] = []
        inputs.reserveCapacity(selection.content.count + 1)
        var top = try input(&selection.top)
        if top.kind == .directory { (top.mode, top.uid, top.gid, top.attributes) = (0, 0, 0, nil) }
        top.path = selection.path.text
        inputs.append(top)
        var gone: Set<TreePath> = []
        for place in selection.content.indices {
            do throws(TreeError) {
                inputs.append(try input(&selection.content[place]))
            } catch {
                guard case .system(_, ENOENT) = error else { throw error }
                gone.insert(selection.content[place].path)
            }
        }
        if !gone.isEmpty { selection.content.removeAll { gone.contains($0.path) } }
        return inputs
    }

    private func input(_ entry: inout TreeEntry) throws(TreeError) -> FileInput {
        let read = entry.kind == .file ? try content(of: &entry) : nil
        var input = FileInput(
            path: entry.path.text, kind: .file, mode: entry.mode, uid: keepsOwners ? entry.uid : 0,
            gid: keepsOwners ? entry.gid : 0)
        switch entry.kind {
        case .directory:
            input.kind = .directory
        case .link:
            input.kind = .link
            input.target = TreePath(entry.target).text
        case .file:
            input.size = entry.size
            input.content = read?.0
            input.attributes = read?.attributes
        case .pipe:
            input.kind = .pipe
        case .socket:
            throw .special(path: input.path, what: "a socket")
        case .special(let what):
            throw .special(path: input.path, what: what)
        }
        return input
    }

    /// A file with extended attributes is never in the stat cache, so one that is has none.
    private func content(of entry: inout TreeEntry) throws(TreeError) -> (Digest, attributes: Digest?) {
        if let text = tree.unsavedText(entry.path) { return (Digest(of: text), nil) }
        if let held = tree.held[entry.path] { return Self.adopt(held, as: &entry) }
        let mustHold = tree.held.mustHold(entry.path)
        if !mustHold, let known = cache.digest(of: entry.identity) { return (known, nil) }
        let start = StatCache.now()
        let descriptor = try tree.openFile(entry.path)
        defer { close(descriptor) }
        guard !mustHold, try isSame(descriptor, entry) else { return try hold(descriptor, &entry) }
        // Files that the kernel makes up say that they are empty.
        let limit = entry.size > 0 ? entry.size : .max
        let digest = try Self.hash(descriptor, path: entry.path.text, limit: limit)
        let attributes = KeptAttributes(of: descriptor)
        guard try isSame(descriptor, entry) else { return try hold(descriptor, &entry) }
        if attributes.isEmpty { cache.record(digest, of: entry.identity, startedAt: start) }
        return (digest, attributes.digest)
    }

    private func isSame(_ descriptor: Int32, _ entry: TreeEntry) throws(TreeError) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(path: entry.path.text, errno) }
        return FileIdentity(status) == entry.identity
    }

    private func hold(
        _ descriptor: Int32, _ entry: inout TreeEntry
    ) throws(TreeError) -> (Digest, attributes: Digest?) {
        let held = try HeldFile(copyOf: descriptor, in: holdingFolder, path: entry.path.text)
        tree.held.keep(held, at: entry.path)
        return Self.adopt(held, as: &entry)
    }

    private static func adopt(_ held: HeldFile, as entry: inout TreeEntry) -> (Digest, attributes: Digest?) {
        (entry.size, entry.mode, entry.identity) = (held.size, held.mode, held.identity)
        return (held.content, held.attributes.digest)
    }

    /// - Parameter limit: bytes at most, so that a file which grows meanwhile has an end.
    static func hash(_ descriptor: Int32, path: String, limit: Int64 = .max) throws(TreeError) -> Digest {
        var hasher = DigestHasher()
        let size = 1 << 18
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        defer { buffer.deallocate() }
        var rest = limit
        while true {
            let count = read(descriptor, buffer, Int(min(Int64(size), rest)))
            if count == 0 { return hasher.finalize() }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw .system(path: path, errno)
            }
            hasher.update(UnsafeRawBufferPointer(start: buffer, count: count))
            rest -= Int64(count)
        }
    }
}
