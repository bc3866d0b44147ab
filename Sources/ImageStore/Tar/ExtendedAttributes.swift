internal import CLinux
internal import Glibc

/// The extended attributes of a file as a layer knows them.
struct ExtendedAttributes {
    /// Without overlayfs's own, in order of the bytes of their names.
    var attributes: [TarEntry.Attribute] = []
    /// Whether overlayfs shows nothing of what lies below this directory.
    var isOpaque = false

    static func read(of descriptor: Int32) throws(StoreError) -> ExtendedAttributes {
        try read(list: { flistxattr(descriptor, $0, $1) }, get: { fgetxattr(descriptor, $0, $1, $2) })
    }

    /// Of a link, a device or a pipe, which cannot be opened.
    static func read(of name: CPath, in parent: Int32) throws(StoreError) -> ExtendedAttributes {
        let path = CPath(name, in: parent)
        return try read(
            list: { list, size in path.call { llistxattr($0, list, size) } },
            get: { name, value, size in path.call { lgetxattr($0, name, value, size) } })
    }

    private static func read(
        list: (UnsafeMutablePointer<CChar>?, Int) -> Int,
        get: (UnsafePointer<CChar>, UnsafeMutableRawPointer?, Int) -> Int
    ) throws(StoreError) -> ExtendedAttributes {
        // Nearly every file has none: one call without a buffer.
        let size = list(nil, 0)
        if size == 0 || (size < 0 && (errno == ENOTSUP || errno == ENOENT)) { return ExtendedAttributes() }
        guard size > 0 else { throw .failed("list", "extended attributes") }
        var names = [CChar](repeating: 0, count: size)
        let listed = list(&names, size)
        guard listed >= 0 else { throw .failed("list", "extended attributes") }
        var result = ExtendedAttributes()
        for name in names[..<listed].split(separator: 0) {
            try result.add(name.map { UInt8(bitPattern: $0) }, get)
        }
        result.attributes.sort { $0.name.lexicographicallyPrecedes($1.name) }
        return result
    }

    private mutating func add(
        _ name: [UInt8], _ get: (UnsafePointer<CChar>, UnsafeMutableRawPointer?, Int) -> Int
    ) throws(StoreError) {
        let path = CPath(name)
        let size = path.call { get($0, nil, 0) }
        guard size >= 0 else { throw .failed("read", path.description) }
        var value = [UInt8](repeating: 0, count: size)
        let count = value.withUnsafeMutableBytes { buffer in path.call { get($0, buffer.baseAddress, buffer.count) } }
        guard count >= 0 else { throw .failed("read", path.description) }
        value.removeLast(size - count)
        if let own = OverlayAttribute(name) {
            // Such a file lacks content that a layer below has: it would be wrong anywhere else.
            guard own != .dependent else { throw .corrupt(path: path.description) }
            isOpaque = isOpaque || (own == .opaque && value == [UInt8(ascii: "y")])
        } else {
            attributes.append(TarEntry.Attribute(name: name, value: value))
        }
    }
}

/// An attribute by which overlayfs marks a file of an upper directory.
enum OverlayAttribute: Equatable {
    case opaque
    /// A rename or a change of attributes that refers to a file of another layer.
    case dependent
    case other

    /// Nil for an attribute that is not overlayfs's.
    init?(_ name: [UInt8]) {
        let prefixes = ["trusted.overlay.", "user.overlay."]
        guard let prefix = prefixes.first(where: { name.starts(with: $0.utf8) }) else { return nil }
        switch String(decoding: name.dropFirst(prefix.utf8.count), as: UTF8.self) {
        case "opaque": self = .opaque
        case "redirect", "metacopy": self = .dependent
        default: self = .other
        }
    }
}
