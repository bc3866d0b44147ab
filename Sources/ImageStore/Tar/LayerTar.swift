internal import CLinux
internal import Glibc

/// Makes the tar of a diff directory, the same for the same files wherever they lie (OCI image spec, layer.md).
///
/// Each directory stands before what is in it, and that in the order of the bytes of the names; the root has no entry. Owners are
/// numbers, times are whole seconds, sockets are left out. Overlayfs's whiteouts (character device 0/0) become
/// `.wh.NAME`, its opaque directories hold `.wh..wh..opq`, its other attributes are its own business and left out. A
/// file with several names is whole under the first and a hard link under the others.
struct LayerTar<Sink: TarSink> {
    private var writer: TarWriter<Sink>
    /// Bytes of the regular files so far, hard links counted once.
    private(set) var fileBytes: Int64 = 0
    private var firstNames: [InodeKey: [UInt8]] = [:]
    private let buffer: ReadBuffer

    var sink: Sink { writer.sink }

    init(sink: Sink) {
        writer = TarWriter(sink: sink)
        buffer = ReadBuffer()
    }

    private struct InodeKey: Hashable {
        var device: UInt64
        var inode: UInt64
    }

    /// Writes the whole archive of the open diff directory.
    mutating func append(layer directory: borrowing Handle) throws(StoreError) {
        try appendChildren(of: directory, path: [])
        try writer.finish()
    }

    private mutating func appendChildren(of directory: borrowing Handle, path: [UInt8]) throws(StoreError) {
        for name in try DirectoryNames.read(directory) {
            try append(name, in: directory, prefix: path)
        }
    }

    private mutating func append(
        _ name: [UInt8], in directory: borrowing Handle, prefix: [UInt8]
    ) throws(StoreError) {
        let file = CPath(name)
        let path = prefix + name
        var status = stat()
        guard file.call({ fstatat(directory.descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else {
            throw .failed("stat", file.description)
        }
        let node = Node(name: file, path: path, status: status)
        switch status.st_mode & S_IFMT {
        case S_IFDIR: try appendDirectory(node, in: directory)
        case S_IFREG: try appendFile(node, in: directory)
        case S_IFCHR where status.st_rdev == 0: try appendWhiteout(name, prefix: prefix, status)
        case S_IFLNK: try appendLinked(node, .symbolicLink(to: try target(of: node, in: directory)), in: directory)
        case S_IFCHR: try appendLinked(node, .characterDevice(major: node.major, minor: node.minor), in: directory)
        case S_IFBLK: try appendLinked(node, .blockDevice(major: node.major, minor: node.minor), in: directory)
        case S_IFIFO: try appendLinked(node, .pipe, in: directory)
        case S_IFSOCK: try appendDevice(node, in: directory)
        default: break
        }
    }

    /// A file as it was found.
    private struct Node {
        let name: CPath
        let path: [UInt8]
        let status: stat

        var major: UInt32 { slipway_device_major(UInt64(status.st_rdev)) }
        var minor: UInt32 { slipway_device_minor(UInt64(status.st_rdev)) }

        func entry(_ kind: TarEntry.Kind, _ attributes: [TarEntry.Attribute]) -> TarEntry {
            TarEntry(
                path: path, kind: kind, mode: status.st_mode & 0o7777, owner: status.st_uid, group: status.st_gid,
                modified: Int64(status.st_mtim.tv_sec), attributes: attributes)
        }
    }

    private mutating func appendDirectory(_ node: Node, in parent: borrowing Handle) throws(StoreError) {
        let directory = try open(node, in: parent, O_RDONLY | O_DIRECTORY)
        let found = try ExtendedAttributes.read(of: directory)
        var entry = node.entry(.directory, found.attributes)
        entry.path.append(UInt8(ascii: "/"))
        try writer.append(entry)
        if found.isOpaque {
            try writer.append(Whiteout.entry(Whiteout.opaque, prefix: entry.path, modified: entry.modified))
        }
        try appendChildren(of: directory, path: entry.path)
    }

    private mutating func appendWhiteout(_ name: [UInt8], prefix: [UInt8], _ status: stat) throws(StoreError) {
        let modified = Int64(status.st_mtim.tv_sec)
        try writer.append(Whiteout.entry(Whiteout.prefix + name, prefix: prefix, modified: modified))
    }

    private mutating func appendLinked(
        _ node: Node, _ kind: TarEntry.Kind, in parent: borrowing Handle
    ) throws(StoreError) {
        if let first = firstName(of: node) { return try writer.append(node.entry(.hardLink(to: first), [])) }
        let attributes = try ExtendedAttributes.read(of: node.name, in: parent)
        try writer.append(node.entry(kind, attributes.attributes))
    }

    /// What a socket stands for; a real one is no part of a layer.
    private mutating func appendDevice(_ node: Node, in parent: borrowing Handle) throws(StoreError) {
        let found = try ExtendedAttributes.read(of: node.name, in: parent).attributes
        guard let device = DeviceMark.device(in: found) else { return }
        if let first = firstName(of: node) { return try writer.append(node.entry(.hardLink(to: first), [])) }
        try writer.append(node.entry(device.kind, device.others))
    }

    private mutating func appendFile(_ node: Node, in parent: borrowing Handle) throws(StoreError) {
        if let first = firstName(of: node) { return try writer.append(node.entry(.hardLink(to: first), [])) }
        let file = try open(node, in: parent, O_RDONLY | O_NONBLOCK)
        let size = Int64(node.status.st_size)
        try writer.begin(node.entry(.file(size: size), try ExtendedAttributes.read(of: file).attributes))
        try copy(file, size: size, path: node.name)
        writer.endContent(size: size)
        fileBytes += size
    }

    private mutating func copy(_ file: borrowing Handle, size: Int64, path: CPath) throws(StoreError) {
        var rest = size
        while rest > 0 {
            let room = UnsafeMutableRawBufferPointer(
                rebasing: buffer.bytes[..<Int(min(rest, Int64(buffer.bytes.count)))])
            let count = try file.read(into: room)
            // The size is in the header already: a file that shrank cannot be told any more.
            guard count > 0 else { throw .corrupt(path: path.description) }
            try writer.write(UnsafeRawBufferPointer(rebasing: room[..<count]))
            rest -= Int64(count)
        }
    }

    /// The name under which the same file was written before; remembers this one where there is none.
    private mutating func firstName(of node: Node) -> [UInt8]? {
        guard node.status.st_nlink > 1 else { return nil }
        let key = InodeKey(device: UInt64(node.status.st_dev), inode: UInt64(node.status.st_ino))
        if let first = firstNames[key] { return first }
        firstNames[key] = node.path
        return nil
    }

    private func open(_ node: Node, in parent: borrowing Handle, _ flags: Int32) throws(StoreError) -> Handle {
        let descriptor = node.name.call { openat(parent.descriptor, $0, flags | O_NOFOLLOW | O_CLOEXEC) }
        guard descriptor >= 0 else { throw .failed("open", node.name.description) }
        return Handle(adopting: descriptor)
    }

    private func target(of node: Node, in parent: borrowing Handle) throws(StoreError) -> [UInt8] {
        let descriptor = parent.descriptor
        guard let target = node.name.call({ SymbolicLink.target(of: $0, in: descriptor) }) else {
            throw .failed("read", node.name.description)
        }
        return target
    }
}

/// Memory to read into, freed when it goes.
final class ReadBuffer {
    let bytes: UnsafeMutableRawBufferPointer

    init(size: Int = 256 << 10) { bytes = .allocate(byteCount: size, alignment: 16) }

    deinit { bytes.deallocate() }
}
