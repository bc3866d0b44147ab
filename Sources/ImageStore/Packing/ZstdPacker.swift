internal import CArchive
internal import Glibc
internal import ImageFormat
internal import SystemPackage

/// Packs with zstd, by libarchive and on all processors.
final class ZstdPacker: LayerPacker {
    private let archive: OpaquePointer
    /// What libarchive's callback needs; kept alive by this value.
    private let drain: Drain

    /// - Parameter level: 1 to 22.
    init(level: Int, to file: Int32) throws(StoreError) {
        guard let archive = archive_write_new() else {
            throw .system(operation: "find libarchive (Debian: libarchive13)", .noSuchFileOrDirectory)
        }
        self.archive = archive
        drain = Drain(file)
        archive_write_add_filter_zstd(archive)
        archive_write_set_format_raw(archive)
        archive_write_set_filter_option(archive, "zstd", "compression-level", String(level))
        // 0 is as many as there are processors; the bytes are the same for any number.
        archive_write_set_filter_option(archive, "zstd", "threads", "0")
        archive_write_set_bytes_per_block(archive, 256 << 10)
        archive_write_set_bytes_in_last_block(archive, 1)
        let context = Unmanaged.passUnretained(drain).toOpaque()
        guard archive_write_open(archive, context, nil, drainArchive, nil) == ARCHIVE_OK else { throw failure() }
        let entry = archive_entry_new()
        defer { archive_entry_free(entry) }
        archive_entry_set_filetype(entry, UInt32(Glibc.S_IFREG))
        archive_entry_set_pathname(entry, "layer")
        guard archive_write_header(archive, entry) == ARCHIVE_OK else { throw failure() }
    }

    deinit { archive_write_free(archive) }

    func write(_ bytes: UnsafeRawBufferPointer) throws(StoreError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = archive_write_data(archive, rest.baseAddress, rest.count)
            guard count > 0 else { throw failure() }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    /// Writes what is left. Returns the digest and the count of the packed bytes.
    func finish() throws(StoreError) -> (Digest, Int64) {
        guard archive_write_close(archive) == ARCHIVE_OK else { throw failure() }
        return (drain.out.digest, drain.out.count)
    }

    private func failure() -> StoreError {
        drain.failure ?? .system(operation: "pack a layer", Errno(rawValue: archive_errno(archive)))
    }
}

/// Where the packed bytes go, and the error that stopped them.
private final class Drain {
    var out: PackedFile
    var failure: StoreError?

    init(_ file: Int32) { out = PackedFile(file) }
}

/// Takes packed bytes from libarchive.
private func drainArchive(
    _ archive: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ bytes: UnsafeRawPointer?, _ count: Int
) -> la_ssize_t {
    guard let context else { return -1 }
    let drain = Unmanaged<Drain>.fromOpaque(context).takeUnretainedValue()
    do throws(StoreError) {
        try drain.out.write(UnsafeRawBufferPointer(start: bytes, count: count))
        return count
    } catch {
        drain.failure = error
        return -1
    }
}
