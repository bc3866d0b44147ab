internal import Glibc
internal import SystemPackage

/// How long an image layout is needed.
public enum LayoutLifetime: Sendable {
    /// The layout belongs to the user and must survive a loss of power, so it is flushed to the disk.
    case kept
    /// Another program reads it at once, and then it is removed.
    case momentary
}

/// Writes an image layout into a directory, each file by rename.
struct DirectoryDestination: LayoutDestination {
    private let directory: OpenDirectory
    private let lifetime: LayoutLifetime

    init(_ path: FilePath, _ lifetime: LayoutLifetime) throws(StoreError) {
        self.lifetime = lifetime
        for name in ["", "blobs", Layout.blobs] {
            let made = path.appending(name).string
            if mkdir(made, 0o755) != 0, errno != EEXIST { throw .failed("make", made) }
        }
        directory = OpenDirectory(try Handle(AT_FDCWD, path.string, O_RDONLY | O_DIRECTORY))
    }

    func has(_ name: String) -> Bool { faccessat(directory.descriptor, name, F_OK, 0) == 0 }

    /// Links the file, which is safe only for a momentary layout: both names are one file, which the store may change.
    func adopt(_ name: String, from directory: Int32, _ path: String) -> Bool {
        switch lifetime {
        case .kept: false
        case .momentary: linkat(directory, path, self.directory.descriptor, name, 0) == 0
        }
    }

    mutating func write(_ name: String, content: [UInt8]) throws(StoreError) {
        try land(name) { (file) throws(StoreError) in
            try OpenFile.write(content, to: file)
        }
    }

    mutating func write(
        _ name: String, size: Int64,
        _ body: (_ sink: (UnsafeRawBufferPointer) throws(StoreError) -> Void) throws(StoreError) -> Void
    ) throws(StoreError) {
        var count: Int64 = 0
        try land(name) { (file) throws(StoreError) in
            try body { (bytes) throws(StoreError) in
                count += Int64(bytes.count)
                try OpenFile.write(bytes, to: file)
            }
            guard count == size else { throw .sizeMismatch(expected: size, actual: count) }
        }
    }

    private func land(_ name: String, _ body: (Int32) throws(StoreError) -> Void) throws(StoreError) {
        let temporary = name + ".\(getpid()).new"
        do throws(StoreError) {
            let file = try Handle(directory.descriptor, temporary, O_WRONLY | O_CREAT | O_TRUNC)
            try body(file.descriptor)
            if lifetime == .kept { try file.sync() }
            guard renameat(directory.descriptor, temporary, directory.descriptor, name) == 0 else {
                throw .failed("rename", name)
            }
        } catch {
            unlinkat(directory.descriptor, temporary, 0)
            throw error
        }
    }
}

/// An open directory that several values share.
private final class OpenDirectory {
    private let handle: Handle
    var descriptor: Int32 { handle.descriptor }

    init(_ handle: consuming Handle) { self.handle = handle }
}
