/// How a layer says that something below is gone (OCI image spec, layer.md, "Whiteouts").
enum Whiteout {
    static let prefix = Array(".wh.".utf8)
    static let opaque = Array(".wh..wh..opq".utf8)

    /// The meaning of the last part of an entry's path.
    enum Meaning: Equatable {
        case ordinary
        /// The name below this directory is gone.
        case removes([UInt8])
        /// All that is in this directory below is gone.
        case opaque
        /// A leftover of aufs's own, without a meaning.
        case ignored
        case bad
    }

    static func meaning(of name: [UInt8]) -> Meaning {
        guard name.starts(with: prefix) else { return .ordinary }
        if name == opaque { return .opaque }
        let removed = Array(name.dropFirst(prefix.count))
        if removed.starts(with: prefix) {
            return [".wh.plnk", ".wh.aufs", ".wh.orph"].contains { removed.elementsEqual($0.utf8) } ? .ignored : .bad
        }
        return removed.isEmpty || removed.elementsEqual(".".utf8) || removed.elementsEqual("..".utf8)
            ? .bad : .removes(removed)
    }

    /// The empty file that stands for a whiteout in a tar.
    static func entry(_ name: [UInt8], prefix: [UInt8], modified: Int64) -> TarEntry {
        TarEntry(path: prefix + name, kind: .file(size: 0), mode: 0, owner: 0, group: 0, modified: modified)
    }
}
