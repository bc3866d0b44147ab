internal import Glibc
internal import ImageStore

/// ADD's archives: known by their content, never by their name.
struct ArchiveUnpacker {
    let store: Store

    /// Whether an open file is an archive; it stands at its start afterwards.
    func isArchive(_ descriptor: Int32) -> Bool {
        var start = [UInt8](repeating: 0, count: 512)
        let count = pread(descriptor, &start, start.count, 0)
        guard count > 0 else { return false }
        let isPacked = Self.signs.contains { start.prefix(count).starts(with: $0) }
        guard isPacked || count == 512 && start[257..<262].elementsEqual("ustar".utf8) else { return false }
        return hasEntry(descriptor)
    }

    /// Whether a tar begins in the file: one that is only packed is copied as it is. Nothing is written for the answer,
    /// because the first entry is already more than what is allowed.
    private func hasEntry(_ archive: Int32) -> Bool {
        lseek(archive, 0, SEEK_SET)
        do throws(StoreError) {
            try store.extract(archive: archive, into: archive, limits: ExtractionLimits(entries: 0))
            return false
        } catch {
            lseek(archive, 0, SEEK_SET)
            return if case .limitExceeded = error { true } else { false }
        }
    }

    /// Unpacks into a folder, which is made where it is missing. As BuildKit has it, the archive's own `./` says nothing
    /// about that folder.
    func unpack(
        _ archive: Int32, named name: String, to destination: String, with writer: RootWriter, owner: Owner
    ) throws(WriteError) {
        lseek(archive, 0, SEEK_SET)
        let folder = try writer.directory(TreePath(destination), owner: owner)
        defer { close(folder) }
        var before = stat()
        guard fstat(folder, &before) == 0 else { throw .system(path: destination, errno) }
        do { try store.extract(archive: archive, into: folder) } catch {
            throw .archive(path: name, error)
        }
        guard fchown(folder, before.st_uid, before.st_gid) == 0, fchmod(folder, before.st_mode & 0o7777) == 0 else {
            throw .system(path: destination, errno)
        }
    }

    /// How gzip, bzip2, xz and zstd files start.
    private static let signs: [[UInt8]] = [
        [0x1f, 0x8b], Array("BZh".utf8), [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], [0x28, 0xb5, 0x2f, 0xfd],
    ]
}
