/// The paths of entries in an archive.
enum EntryPath {
    /// Bytes of a path: room for 16,000 folders with the longest names. Layers made here have no longer ones either.
    static let longest = 4 << 20
    static let longestName = 255

    /// The path without `.` and empty parts; empty for the root itself. Refuses what could lead out.
    static func clean(_ path: [UInt8]) throws(StoreError) -> [UInt8] {
        let refused = { (reason: StoreError.HostileReason) in
            StoreError.hostileEntry(path: ShownPath.text(path), reason)
        }
        guard !path.isEmpty, !path.contains(0) else { throw refused(.emptyPath) }
        guard path.first != UInt8(ascii: "/") else { throw refused(.absolutePath) }
        guard path.count <= longest else { throw tooLong(path, .pathLength, longest) }
        let count = path.last == UInt8(ascii: "/") ? path.count - 1 : path.count
        if isClean(path, count) { return count == path.count ? path : Array(path[..<count]) }
        var clean: [UInt8] = []
        clean.reserveCapacity(path.count)
        for part in Parts(path[...]) where !part.elementsEqual(".".utf8) {
            guard !part.elementsEqual("..".utf8) else { throw refused(.parentPath) }
            guard part.count <= longestName else { throw tooLong(path, .nameLength, longestName) }
            if !clean.isEmpty { clean.append(UInt8(ascii: "/")) }
            clean.append(contentsOf: part)
        }
        return clean
    }

    /// Whether there is nothing to clean and nothing to refuse in the first bytes. Most paths are so, and where folders
    /// lie deep in each other their paths are most of an archive.
    private static func isClean(_ path: [UInt8], _ count: Int) -> Bool {
        path.withUnsafeBufferPointer { bytes in
            var start = 0
            for end in 0...count where end == count || bytes[end] == UInt8(ascii: "/") {
                let length = end - start
                let isDots = length <= 2 && (start..<end).allSatisfy { bytes[$0] == UInt8(ascii: ".") }
                // No bytes at all are dots, too.
                guard !isDots, length <= longestName else { return false }
                start = end + 1
            }
            return true
        }
    }

    /// Whether the name of a folder on the way begins so.
    static func hasPart(_ path: ArraySlice<UInt8>, startingWith prefix: [UInt8]) -> Bool {
        let mayHave = path.withUnsafeBufferPointer { bytes in
            bytes.indices.contains { bytes[$0] == prefix[0] && bytes[$0...].starts(with: prefix) }
        }
        return mayHave && Parts(path).contains { $0.starts(with: prefix) }
    }

    private static func tooLong(_ path: [UInt8], _ kind: StoreError.LimitKind, _ limit: Int) -> StoreError {
        .limitExceeded(kind, limit: Int64(limit), entry: ShownPath.text(path))
    }

    /// Where a clean path lies and what it is called there; a path without a slash lies in the root, whose path is empty.
    static func split(_ clean: [UInt8]) -> (parent: ArraySlice<UInt8>, name: ArraySlice<UInt8>) {
        guard let slash = clean.lastIndex(of: UInt8(ascii: "/")) else { return (clean.prefix(0), clean[...]) }
        return (clean[..<slash], clean[(slash + 1)...])
    }

    /// The names in a path, empty ones left out, without memory for all of them at once.
    struct Parts: Sequence, IteratorProtocol {
        private var rest: ArraySlice<UInt8>

        init(_ path: ArraySlice<UInt8>) { rest = path }

        mutating func next() -> ArraySlice<UInt8>? {
            rest = rest.drop { $0 == UInt8(ascii: "/") }
            guard !rest.isEmpty else { return nil }
            let part = rest.prefix { $0 != UInt8(ascii: "/") }
            rest = rest[part.endIndex...]
            return part
        }
    }
}

extension TarEntry {
    /// The path as a message shows it.
    var shownPath: String { ShownPath.text(path) }

    func refused(_ reason: StoreError.HostileReason) -> StoreError { .hostileEntry(path: shownPath, reason) }
}
