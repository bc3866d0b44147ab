internal import Glibc

/// Writes a new file's content and leaves blocks of zeros out: what was sparse before it was packed is sparse
/// again, and an archive of nothing but zeros takes no space.
struct SparseWriter {
    private let descriptor: Int32
    /// Where the next byte of the open file would go.
    private var position: Int64 = 0

    private static let blockSize: Int64 = 4096
    private static let zeros = [UInt8](repeating: 0, count: Int(blockSize))

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// Writes bytes at `offset`. Offsets must not decrease from call to call.
    mutating func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(StoreError) {
        var pending = 0
        var index = 0
        while index < bytes.count {
            let inBlock = (offset + Int64(index)) % Self.blockSize
            let count = min(Int(Self.blockSize - inBlock), bytes.count - index)
            let block = UnsafeRawBufferPointer(rebasing: bytes[index..<index + count])
            if Self.isZero(block) {
                try put(UnsafeRawBufferPointer(rebasing: bytes[pending..<index]), at: offset + Int64(pending))
                pending = index + count
            }
            index += count
        }
        try put(UnsafeRawBufferPointer(rebasing: bytes[pending...]), at: offset + Int64(pending))
    }

    /// Gives the file its size, whatever was left out at its end.
    func finish(size: Int64) throws(StoreError) {
        if position < size, ftruncate(descriptor, off_t(size)) != 0 { throw .failed("extend", "an open file") }
    }

    private mutating func put(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(StoreError) {
        guard !bytes.isEmpty else { return }
        if offset != position, lseek(descriptor, off_t(offset), SEEK_SET) < 0 { throw .failed("seek", "an open file") }
        try OpenFile.write(bytes, to: descriptor)
        position = offset + Int64(bytes.count)
    }

    private static func isZero(_ block: UnsafeRawBufferPointer) -> Bool {
        guard let start = block.baseAddress else { return true }
        return memcmp(start, zeros, block.count) == 0
    }
}
