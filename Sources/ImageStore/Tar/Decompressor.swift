internal import CArchive
internal import Glibc
internal import SystemPackage

/// The content of a file that is packed with gzip, zstd, xz or bzip2, or not at all: libarchive finds out which.
final class Decompressor: ByteSource {
    private let archive: OpaquePointer
    /// The state that libarchive's callback needs; kept alive by this value.
    private let feed: Feed
    private var isOpen = false
    private var position: Int64 = 0

    init(_ source: FileSource) throws(StoreError) {
        guard let archive = archive_read_new() else {
            throw .system(operation: "find libarchive (Debian: libarchive13)", .noSuchFileOrDirectory)
        }
        self.archive = archive
        feed = Feed(source)
        archive_read_support_filter_gzip(archive)
        archive_read_support_filter_zstd(archive)
        archive_read_support_filter_xz(archive)
        archive_read_support_filter_bzip2(archive)
        archive_read_support_format_raw(archive)
        archive_read_support_format_empty(archive)
    }

    deinit { archive_read_free(archive) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(StoreError) -> Int {
        if !isOpen { guard try open() else { return 0 } }
        let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
        guard count >= 0 else { throw failure() }
        position += Int64(count)
        return count
    }

    /// False for a file without a byte.
    private func open() throws(StoreError) -> Bool {
        let context = Unmanaged.passUnretained(feed).toOpaque()
        guard archive_read_open(archive, context, nil, feedArchive, nil) == ARCHIVE_OK else { throw failure() }
        var entry: OpaquePointer?
        let result = archive_read_next_header(archive, &entry)
        if result == ARCHIVE_EOF { return false }
        guard result == ARCHIVE_OK || result == ARCHIVE_WARN else { throw failure() }
        isOpen = true
        return true
    }

    private func failure() -> StoreError {
        if let failure = feed.failure { return failure }
        let reason = archive_error_string(archive).map { String(cString: $0) } ?? "it cannot be unpacked"
        return .badArchive(offset: position, reason: reason)
    }
}

/// Where the packed bytes come from, and the error that stopped them.
private final class Feed {
    let source: FileSource
    let buffer = ReadBuffer(size: 128 << 10)
    var failure: StoreError?

    init(_ source: FileSource) { self.source = source }
}

/// Gives libarchive the next packed bytes.
private func feedArchive(
    _ archive: OpaquePointer?, _ context: UnsafeMutableRawPointer?,
    _ block: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> la_ssize_t {
    guard let context else { return -1 }
    let feed = Unmanaged<Feed>.fromOpaque(context).takeUnretainedValue()
    do throws(StoreError) {
        let count = try feed.source.read(into: feed.buffer.bytes)
        block?.pointee = UnsafeRawPointer(feed.buffer.bytes.baseAddress)
        return count
    } catch {
        feed.failure = error
        return -1
    }
}
