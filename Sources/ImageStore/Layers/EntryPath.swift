/// The paths of entries in an archive.
enum EntryPath {
    static let longest = 4095
    static let longestName = 255

    /// The parts of a path, `.` and empty ones left out; none for the root itself. Refuses what could lead out.
    static func parts(_ path: [UInt8]) throws(StoreError) -> [[UInt8]] {
        let refused = { (reason: StoreError.HostileReason) in
            StoreError.hostileEntry(path: String(decoding: path, as: UTF8.self), reason)
        }
        guard !path.isEmpty, !path.contains(0) else { throw refused(.emptyPath) }
        guard path.first != UInt8(ascii: "/") else { throw refused(.absolutePath) }
        guard path.count <= longest else { throw .limitExceeded(.nameLength, limit: Int64(longest)) }
        var parts: [[UInt8]] = []
        for part in path.split(separator: UInt8(ascii: "/")) where !part.elementsEqual(".".utf8) {
            guard !part.elementsEqual("..".utf8) else { throw refused(.parentPath) }
            guard part.count <= longestName else { throw .limitExceeded(.nameLength, limit: Int64(longestName)) }
            parts.append(Array(part))
        }
        return parts
    }

    /// The path of the parts, `.` for none.
    static func joined(_ parts: [[UInt8]]) -> [UInt8] {
        parts.isEmpty ? [UInt8(ascii: ".")] : Array(parts.joined(separator: [UInt8(ascii: "/")]))
    }
}

extension TarEntry {
    func refused(_ reason: StoreError.HostileReason) -> StoreError {
        .hostileEntry(path: String(decoding: path, as: UTF8.self), reason)
    }
}
