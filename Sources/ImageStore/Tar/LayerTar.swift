internal import CLinux
internal import Glibc

/// Makes the tar of a diff directory, the same for the same files wherever they lie (OCI image spec, layer.md).
///
/// Each directory stands before what is in it, and that in the order of the bytes of the names; the root has no entry. Owners are
/// numbers, times are whole seconds, sockets are left out. Overlayfs's whiteouts (character device 0/0) become
/// `.wh.NAME`, its opaque directories hold `.wh..wh..opq`, its other attributes describe the mount, not the files, and are left out. A
/// file with several names is whole under the first and a hard link under the others.
struct LayerTar<Sink: TarSink> {
    private var writer: TarWriter<Sink>
    /// Bytes of the regular files so far, hard links counted once.
    private(set) var fileBytes: Int64 = 0
    private var firstNames: [InodeKey: [UInt8]] = [:]
    private let buffer: ReadBuffer
    private let naming: TreeNaming

    var sink: Sink { writer.sink }

    init(sink: Sink, naming: TreeNaming = TreeNaming()) {
        writer = TarWriter(sink: sink)
        buffer = ReadBuffer()
        self.naming = naming
    }

    private struct InodeKey: Hashable {
        var device: UInt64
        var inode: UInt64
    }

    /// Writes the whole archive of the open diff directory.
    mutating func append(layer directory: borrowing Handle) throws(StoreError) {
        let walk = try TreeWalk(top: directory.descriptor)
        while let event = try walk.next() {
            guard case .found = event, walk.depth > 0 || naming.takes(walk.name) else { continue }
            try append(walk)
        }
        try writer.finish()
    }

    private mutating func append(_ walk: TreeWalk) throws(StoreError) {
        guard let status = try walk.status() else { throw .failed("look at", walk.shownPath) }
        guard walk.path.count <= EntryPath.longest else {
            throw .limitExceeded(.pathLength, limit: Int64(EntryPath.longest), entry: walk.shownPath)
        }
        let node = Node(name: CPath(walk.name), path: naming.path(walk.path), status: naming.owned(status))
        let folder = walk.folder
        switch status.st_mode & S_IFMT {
        case S_IFDIR: try appendDirectory(node, walk)
        case S_IFREG: try appendFile(node, in: folder)
        case S_IFCHR where status.st_rdev == 0: try appendWhiteout(walk, status)
        case S_IFLNK: try appendLinked(node, .symbolicLink(to: try target(of: node, in: folder)), in: folder)
        case S_IFCHR: try appendLinked(node, .characterDevice(major: node.major, minor: node.minor), in: folder)
        case S_IFBLK: try appendLinked(node, .blockDevice(major: node.major, minor: node.minor), in: folder)
        case S_IFIFO: try appendLinked(node, .pipe, in: folder)
        case S_IFSOCK: try appendDevice(node, in: folder)
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

    private mutating func appendDirectory(_ node: Node, _ walk: TreeWalk) throws(StoreError) {
        try walk.enter()
        let found = try ExtendedAttributes.read(of: walk.folder)
        var entry = node.entry(.directory, found.attributes)
        entry.path.append(UInt8(ascii: "/"))
        try writer.append(entry)
        if found.isOpaque {
            try writer.append(Whiteout.entry(Whiteout.opaque, prefix: entry.path, modified: entry.modified))
        }
    }

    private mutating func appendWhiteout(_ walk: TreeWalk, _ status: stat) throws(StoreError) {
        let name = Whiteout.prefix + walk.name
        let modified = Int64(status.st_mtim.tv_sec)
        try writer.append(Whiteout.entry(name, prefix: naming.path(Array(walk.folderPath)), modified: modified))
    }

    private mutating func appendLinked(_ node: Node, _ kind: TarEntry.Kind, in parent: Int32) throws(StoreError) {
        if let first = firstName(of: node) { return try writer.append(node.entry(.hardLink(to: first), [])) }
        let attributes = try ExtendedAttributes.read(of: node.name, in: parent)
        try writer.append(node.entry(kind, attributes.attributes))
    }

    /// Writes the device that a socket stands for. A real socket is not a part of a layer.
    private mutating func appendDevice(_ node: Node, in parent: Int32) throws(StoreError) {
        let found = try ExtendedAttributes.read(of: node.name, in: parent).attributes
        guard let device = DeviceMark.device(in: found) else { return }
        if let first = firstName(of: node) { return try writer.append(node.entry(.hardLink(to: first), [])) }
        try writer.append(node.entry(device.kind, device.others))
    }

    private mutating func appendFile(_ node: Node, in parent: Int32) throws(StoreError) {
        if let first = firstName(of: node) { return try writer.append(node.entry(.hardLink(to: first), [])) }
        let file = try open(node, in: parent, O_RDONLY | O_NONBLOCK)
        let size = Int64(node.status.st_size)
        let attributes = try ExtendedAttributes.read(of: file.descriptor).attributes
        try writer.begin(node.entry(.file(size: size), attributes))
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
            // The header already has the size, so a file that has shrunk since then makes the tar invalid.
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

    private func open(_ node: Node, in parent: Int32, _ flags: Int32) throws(StoreError) -> Handle {
        let descriptor = node.name.call { openat(parent, $0, flags | O_NOFOLLOW | O_CLOEXEC) }
        guard descriptor >= 0 else { throw .failed("open", node.name.description) }
        return Handle(adopting: descriptor)
    }

    private func target(of node: Node, in parent: Int32) throws(StoreError) -> [UInt8] {
        guard let target = node.name.call({ SymbolicLink.target(of: $0, in: parent) }) else {
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
