internal import Glibc
internal import ImageFormat
internal import SystemPackage

/// The files of an archive that is being read. They are temporary files in the store, and are removed with this value
/// unless they have become blobs.
final class Spool {
    private let store: Store
    private var files: [String: Member] = [:]
    /// The links in the archive. Old archives use them for layers that several images share.
    private var links: [String: String] = [:]
    private var byDigest: [Digest: String] = [:]

    private struct Member {
        var temporary: String
        var blob: Descriptor
    }

    init(_ store: Store) { self.store = store }

    deinit { for member in files.values { unlinkat(store.root, member.temporary, 0) } }

    /// Reads a whole archive, packed or not. Its blobs must hash to their names.
    func read(_ file: consuming Handle, limits: ExtractionLimits) throws(StoreError) {
        let budget = ExtractionBudget(limits)
        var tar = TarReader(MeasuredSource(try Decompressor(FileSource(file)), budget))
        while let entry = try tar.next() {
            try budget.takeEntry()
            let name = String(decoding: try EntryPath.clean(entry.path), as: UTF8.self)
            switch entry.kind {
            case .file(let size): try keep(name, size: size, of: &tar)
            case .hardLink(let target), .symbolicLink(let target):
                links[name] = Self.resolve(String(decoding: target, as: UTF8.self), from: name, entry.kind)
            case .directory, .characterDevice, .blockDevice, .pipe: break
            }
        }
        guard tar.hasEnded else {
            if tar.offset == 0 { throw .noImageInArchive(reason: "it is empty") }
            throw .badArchive(offset: tar.offset, reason: "its end is missing")
        }
    }

    private func keep<Source: ByteSource>(
        _ name: String, size: Int64, of tar: inout TarReader<Source>
    ) throws(StoreError) {
        let temporary = store.temporaryName()
        var hasher = DigestHasher()
        let blob: Descriptor
        do throws(StoreError) {
            let file = try Handle(store.root, temporary, O_RDWR | O_CREAT | O_EXCL)
            var first: [UInt8] = []
            var count: Int64 = 0
            try tar.content { (offset, bytes) throws(StoreError) in
                // The digest of a sparse blob would not be that of its bytes, so it is refused.
                guard offset == count else { throw .badArchive(offset: offset, reason: "\(name) is sparse") }
                if count == 0 { first = Array(bytes.prefix(4)) }
                count += Int64(bytes.count)
                hasher.update(bytes)
                try file.write(bytes)
            }
            guard count == size else { throw .sizeMismatch(expected: size, actual: count) }
            blob = Descriptor(mediaType: .layer(Magic.compression(of: first)), digest: hasher.finalize(), size: size)
            if let promised = Self.promisedDigest(name) { try Store.expect(promised, blob.digest) }
        } catch {
            unlinkat(store.root, temporary, 0)
            throw error
        }
        if let earlier = files[name] { unlinkat(store.root, earlier.temporary, 0) }
        files[name] = Member(temporary: temporary, blob: blob)
        byDigest[blob.digest] = name
    }

    /// Whether the archive has a file of that name.
    func has(_ name: String) -> Bool { member(name) != nil }

    /// What the file of that name is; layers are told apart by their first bytes.
    func blob(_ name: String) -> Descriptor? { member(name)?.blob }

    private func member(_ name: String) -> Member? {
        var name = name
        for _ in 0..<8 {
            if let member = files[name] { return member }
            guard let target = links[name] else { return nil }
            name = target
        }
        return nil
    }

    private static func promisedDigest(_ name: String) -> Digest? {
        name.hasPrefix(Layout.blobs + "/") ? Digest(hex: name.dropFirst(Layout.blobs.utf8.count + 1)) : nil
    }

    private static func resolve(_ target: String, from name: String, _ kind: TarEntry.Kind) -> String {
        if case .hardLink = kind { return FilePath(target).lexicallyNormalized().string }
        return FilePath(name).removingLastComponent().appending(target).lexicallyNormalized().string
    }
}

extension Spool: BlobSource {
    func document(named name: String) throws(StoreError) -> [UInt8]? {
        guard let member = member(name) else { return nil }
        return try store.contents(member.temporary, limit: Store.documentLimit)
    }

    func document(_ digest: Digest) throws(StoreError) -> [UInt8] {
        guard let name = byDigest[digest], let bytes = try document(named: name) else { throw .missingBlob(digest) }
        return bytes
    }

    func open(_ blob: Descriptor) throws(StoreError) -> Handle {
        try Handle(store.root, try member(of: blob).temporary, O_RDONLY)
    }

    private func member(of blob: Descriptor) throws(StoreError) -> Member {
        guard let name = byDigest[blob.digest], let member = files[name] else { throw .missingBlob(blob.digest) }
        guard member.blob.size == blob.size else {
            throw .sizeMismatch(expected: blob.size, actual: member.blob.size, of: blob.digest)
        }
        return member
    }

    func provide(_ blob: Descriptor, to store: Store) throws(StoreError) {
        let member = try member(of: blob)
        if store.hasBlob(blob.digest) { return }
        try Handle(store.root, member.temporary, O_RDONLY).sync()
        // The blob gets a second name of the same file, because the first is removed with the spool.
        guard linkat(store.root, member.temporary, store.root, store.blobName(blob.digest), 0) == 0 || errno == EEXIST
        else { throw .failed("link", store.blobName(blob.digest)) }
    }
}

/// The first bytes by which packed files are known.
enum Magic {
    static func compression(of bytes: [UInt8]) -> MediaType.Compression {
        if bytes.starts(with: [0x1F, 0x8B]) { return .gzip }
        return bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) ? .zstd : .none
    }
}
