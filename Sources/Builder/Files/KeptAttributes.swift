internal import CLinux
internal import Glibc
internal import ImageFormat

/// The extended attributes of a file that an image keeps: the user's own, and capabilities.
struct KeptAttributes {
    let values: [(name: String, value: [UInt8])]

    var isEmpty: Bool { values.isEmpty }

    init(of descriptor: Int32) {
        values = Self.names(of: descriptor).compactMap { name in
            var value = [UInt8](repeating: 0, count: 65_536)
            let count = fgetxattr(descriptor, name, &value, value.count)
            return count >= 0 ? (name, Array(value.prefix(count))) : nil
        }
    }

    /// Nil where there are none.
    var digest: Digest? {
        guard !isEmpty else { return nil }
        var hasher = DigestHasher()
        for (name, value) in values {
            hasher.update("\(name.utf8.count) \(value.count) \(name)")
            hasher.update(value)
        }
        return hasher.finalize()
    }

    /// Sets them all on another file.
    func apply(to descriptor: Int32) {
        for (name, value) in values { _ = fsetxattr(descriptor, name, value, value.count, 0) }
    }

    private static func names(of descriptor: Int32) -> [String] {
        let size = flistxattr(descriptor, nil, 0)
        guard size > 0 else { return [] }
        var list = [CChar](repeating: 0, count: size)
        let count = flistxattr(descriptor, &list, size)
        guard count > 0 else { return [] }
        return list.prefix(count).split(separator: 0)
            .map { String(decoding: $0.map { UInt8(bitPattern: $0) }, as: UTF8.self) }
            .filter { $0.hasPrefix("user.") && !$0.hasPrefix("user.overlay.") || $0 == "security.capability" }
            .sorted()
    }
}
