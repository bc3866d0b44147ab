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

    /// The inputs of a selection, in the order of its files. A folder that is named itself counts only by being one.
    func inputs(_ selection: SourceSelection) throws(TreeError) -> [FileInput] {
        var inputs: [FileInput] = []
        inputs.reserveCapacity(selection.content.count + 1)
        var top = try input(selection.top)
        if top.kind == .directory { (top.mode, top.uid, top.gid, top.attributes) = (0, 0, 0, nil) }
        top.path = selection.path.text
        inputs.append(top)
        for entry in selection.content { inputs.append(try input(entry)) }
        return inputs
    }

    private func input(_ entry: TreeEntry) throws(TreeError) -> FileInput {
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
            (input.content, input.attributes) = try content(of: entry, shown: input.path)
        case .socket:
            throw .special(path: input.path, what: "a socket")
        case .special(let what):
            throw .special(path: input.path, what: what)
        }
        return input
    }

    /// A file with extended attributes is never in the stat cache, so one that is has none.
    private func content(
        of entry: TreeEntry, shown: String
    ) throws(TreeError) -> (Digest, attributes: Digest?) {
        if let known = cache.digest(of: entry.identity) { return (known, nil) }
        let start = StatCache.now()
        let descriptor = try tree.openFile(entry.path)
        defer { close(descriptor) }
        let digest = try Self.hash(descriptor, path: shown)
        let attributes = ExtendedAttributes(of: descriptor)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(path: shown, errno) }
        guard FileIdentity(status) == entry.identity else { throw .changed(path: shown) }
        if attributes.isEmpty { cache.record(digest, of: entry.identity, startedAt: start) }
        return (digest, attributes.digest)
    }

    static func hash(_ descriptor: Int32, path: String) throws(TreeError) -> Digest {
        var hasher = DigestHasher()
        let size = 1 << 18
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = read(descriptor, buffer, size)
            if count == 0 { return hasher.finalize() }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw .system(path: path, errno)
            }
            hasher.update(UnsafeRawBufferPointer(start: buffer, count: count))
        }
    }
}
