/// Reads a tar: ustar, PAX (POSIX.1-2017) and GNU's extensions, sparse files among them. Strict about what it cannot make
/// sense of. Time is linear in the bytes that are read; memory is bounded by what may stand in front of one entry.
///
/// It is written here, rather than taken from libarchive, because a layer's tar must be refused where Docker refuses
/// it, and reading must have limits. Libarchive repairs damaged archives and has no limits.
///
/// Global headers are read and ignored, as in Docker. Archives of git have a comment there. Applied to each later
/// entry, a few bytes of a hostile header could cost a lot of memory.
package struct TarReader<Source: ByteSource> {
    private(set) var source: Source
    private let buffer = ReadBuffer()
    /// The part of the buffer that has not been used yet.
    private var unread = 0..<0
    private(set) var offset: Int64 = 0
    /// Whether the block of zeros has been read that ends an archive; many readers do without.
    private(set) var hasEnded = false
    /// Bytes of the last entry's content, and of its padding, that have not been read.
    private var contentLeft: Int64 = 0
    private var paddingLeft: Int64 = 0
    /// Bytes of the extended headers in front of the next entry.
    private var headerBytes: Int64 = 0
    /// The content's places in a sparse file; nil in an ordinary one.
    private var extents: [SparseExtent]?

    /// Bytes of the extended headers in front of one entry at most.
    private static var extensionLimit: Int64 { 8 << 20 }

    package init(_ source: Source) { self.source = source }

    /// The next entry, whatever was left of the one before; nil at the end of the archive.
    package mutating func next() throws(StoreError) -> TarEntry? {
        try skip(contentLeft)
        let isFilledUp = try skipPadding()
        (contentLeft, paddingLeft) = (0, 0)
        guard isFilledUp else { return nil }
        headerBytes = 0
        var records = PAXRecords()
        var longNames = (path: [UInt8]?.none, target: [UInt8]?.none)
        while let header = try header() {
            switch header.type {
            case UInt8(ascii: "x"): try records.parse(try extensionContent(header), offset: offset)
            case UInt8(ascii: "g"):
                var global = PAXRecords()
                try global.parse(try extensionContent(header), offset: offset)
            case UInt8(ascii: "L"): longNames.path = try cString(header)
            case UInt8(ascii: "K"): longNames.target = try cString(header)
            case UInt8(ascii: "V"): try skip(TarField.padded(header.size))
            default: return try entry(header, records, path: longNames.path, target: longNames.target)
            }
        }
        return nil
    }

    /// Gives the content of the last entry to `take`, piece by piece, with the place of each piece in the file. The holes
    /// of a sparse file are left out.
    package mutating func content(
        _ take: (_ offset: Int64, UnsafeRawBufferPointer) throws(StoreError) -> Void
    ) throws(StoreError) {
        for extent in extents ?? [SparseExtent(offset: 0, length: contentLeft)] {
            guard extent.length <= contentLeft else { throw bad("a sparse file has less content than its map says") }
            var position = extent.offset
            while position < extent.offset + extent.length {
                let bytes = try piece(upTo: extent.offset + extent.length - position)
                try take(position, bytes)
                position += Int64(bytes.count)
                contentLeft -= Int64(bytes.count)
            }
        }
        extents = nil
    }

    /// Reads to the end of the source, past the end of the archive.
    mutating func drain() throws(StoreError) {
        unread = 0..<0
        try source.drain(through: buffer)
    }

    // MARK: Headers

    private mutating func header() throws(StoreError) -> TarRawHeader? {
        guard let block = try block() else { return nil }
        if block.allSatisfy({ $0 == 0 }) {
            hasEnded = true
            return nil
        }
        guard let header = TarRawHeader(block) else { throw bad("a header's checksum or numbers are wrong") }
        return header
    }

    private mutating func entry(
        _ header: TarRawHeader, _ records: PAXRecords, path: [UInt8]?, target: [UInt8]?
    ) throws(StoreError) -> TarEntry {
        let start = offset
        let stored = records.size ?? header.size
        var entry = TarEntry(
            path: records.path ?? path ?? header.path, kind: .directory, mode: header.mode,
            owner: records.owner ?? header.owner, group: records.group ?? header.group,
            modified: records.modified ?? header.modified, attributes: records.attributes)
        guard let kind = header.kind(path: entry.path, size: stored, target: records.target ?? target ?? header.target)
        else { throw entry.refused(.unknownType) }
        entry.kind = kind
        guard case .file = kind else { return entry }
        (contentLeft, paddingLeft) = (stored, TarField.padded(stored) - stored)
        if let size = try readSparseMap(header, records) { entry.kind = .file(size: size) }
        guard offset >= start else { throw bad("a size is out of range") }
        if let name = records.sparseName { entry.path = name }
        return entry
    }

    private mutating func extensionContent(_ header: TarRawHeader) throws(StoreError) -> [UInt8] {
        headerBytes += min(header.size, Self.extensionLimit + 1)
        guard headerBytes <= Self.extensionLimit else { throw .limitExceeded(.headers, limit: Self.extensionLimit) }
        let content = try readBytes(Int(header.size))
        try skip(TarField.padded(header.size) - header.size)
        return content
    }

    private mutating func cString(_ header: TarRawHeader) throws(StoreError) -> [UInt8] {
        Array(try extensionContent(header).prefix { $0 != 0 })
    }

    // MARK: Sparse files

    /// Reads the map of a sparse file and leaves the reader at its content. Returns the file's whole size; nil for a file
    /// that is not sparse.
    private mutating func readSparseMap(_ header: TarRawHeader, _ records: PAXRecords) throws(StoreError) -> Int64? {
        extents = nil
        var map: SparseMap?
        if header.type == UInt8(ascii: "S") {
            map = try gnuMap(header)
        } else if records.isSparse1 {
            map = try sparse1Map(size: records.sparseSize)
        } else {
            map = records.sparseMap
        }
        guard let map else { return nil }
        guard map.isValid else { throw bad("the map of a sparse file makes no sense") }
        extents = map.extents
        return map.size
    }

    private mutating func gnuMap(_ header: TarRawHeader) throws(StoreError) -> SparseMap? {
        guard var map = header.gnuSparse else { throw bad("the map of a sparse file makes no sense") }
        while map.continues {
            guard let block = try block(), map.map.extents.count < SparseMap.mostExtents, map.extend(by: block) else {
                throw bad("the map of a sparse file makes no sense")
            }
        }
        return map.map
    }

    /// GNU's format 1.0: the map is decimal lines in front of the content, filled up to a block.
    private mutating func sparse1Map(size: Int64?) throws(StoreError) -> SparseMap? {
        var text = SparseLines()
        while !text.isComplete {
            guard contentLeft >= 512, text.lineCount < 2 * SparseMap.mostExtents, let block = try block(),
                text.append(block)
            else { throw bad("the map of a sparse file makes no sense") }
            contentLeft -= 512
        }
        return SparseMap(size: size ?? 0, extents: text.extents)
    }

    // MARK: Bytes

    /// The next 512 bytes; nil at the end of the source.
    private mutating func block() throws(StoreError) -> [UInt8]? {
        if unread.isEmpty, try !refill() { return nil }
        return try readBytes(512)
    }

    private mutating func readBytes(_ count: Int) throws(StoreError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count { bytes.append(contentsOf: try piece(upTo: Int64(count - bytes.count))) }
        return bytes
    }

    private mutating func skip(_ count: Int64) throws(StoreError) {
        var left = count
        while left > 0 { left -= Int64(try piece(upTo: left).count) }
    }

    /// False where the source ends in the padding: umoci writes layers without the last one's.
    private mutating func skipPadding() throws(StoreError) -> Bool {
        while paddingLeft > 0 {
            if unread.isEmpty, try !refill() { return false }
            paddingLeft -= Int64(try piece(upTo: paddingLeft).count)
        }
        return true
    }

    /// Some of the bytes that come next, at least one.
    private mutating func piece(upTo limit: Int64) throws(StoreError) -> UnsafeRawBufferPointer {
        if unread.isEmpty, try !refill() { throw bad("it ends in the middle of an entry") }
        let count = Int(min(limit, Int64(unread.count)))
        let piece = UnsafeRawBufferPointer(rebasing: buffer.bytes[unread.prefix(count)])
        unread = unread.dropFirst(count)
        offset += Int64(count)
        return piece
    }

    private mutating func refill() throws(StoreError) -> Bool {
        unread = 0..<(try source.read(into: buffer.bytes))
        return !unread.isEmpty
    }

    private func bad(_ reason: String) -> StoreError { .badArchive(offset: offset, reason: reason) }
}
