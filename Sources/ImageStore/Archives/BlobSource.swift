internal import Glibc
internal import ImageFormat
internal import SystemPackage

/// Where the parts of an image layout come from.
protocol BlobSource {
    /// A small file by its name in the layout; nil where there is none.
    func document(named name: String) throws(StoreError) -> [UInt8]?
    /// A small blob, verified.
    func document(_ digest: Digest) throws(StoreError) -> [UInt8]
    /// Opens a blob, not verified.
    func open(_ blob: Descriptor) throws(StoreError) -> Handle
    /// Puts a blob into the store, verified.
    func provide(_ blob: Descriptor, to store: Store) throws(StoreError)
}

/// An image layout in a directory.
final class DirectorySource: BlobSource {
    private let directory: Handle

    init(_ path: FilePath) throws(StoreError) {
        directory = try Handle(AT_FDCWD, path.string, O_RDONLY | O_DIRECTORY)
    }

    func document(named name: String) throws(StoreError) -> [UInt8]? {
        guard let file = try Handle.existing(directory.descriptor, name, O_RDONLY | O_NOFOLLOW) else { return nil }
        return try file.readAll(limit: Store.documentLimit)
    }

    func document(_ digest: Digest) throws(StoreError) -> [UInt8] {
        guard let bytes = try document(named: "\(Layout.blobs)/\(digest.hex)") else { throw .missingBlob(digest) }
        try Store.expect(digest, Digest(of: bytes))
        return bytes
    }

    func open(_ blob: Descriptor) throws(StoreError) -> Handle {
        let name = "\(Layout.blobs)/\(blob.digest.hex)"
        guard let file = try Handle.existing(directory.descriptor, name, O_RDONLY | O_NOFOLLOW) else {
            throw .missingBlob(blob.digest)
        }
        return file
    }

    func provide(_ blob: Descriptor, to store: Store) throws(StoreError) {
        if store.hasBlob(blob.digest) { return }
        let file = try open(blob)
        let writer = try store.beginBlob(blob)
        let buffer = ReadBuffer()
        while true {
            let count = try file.read(into: buffer.bytes)
            if count == 0 { break }
            try writer.write(UnsafeRawBufferPointer(rebasing: buffer.bytes[..<count]))
        }
        _ = try writer.finish()
    }
}
