internal import CDeflate
internal import Glibc
internal import ImageFormat
internal import SystemPackage
internal import Threads

/// Packs with gzip on all processors: each mebibyte becomes a member of its own, and members behind each other are one
/// file to every reader (RFC 1952, section 2.2). So the bytes do not depend on how many processors there are.
///
/// libdeflate packs whole blocks only, which is what makes it fast; that is why they are cut here.
final class GzipPacker: LayerPacker {
    private let members: [GzipMember]
    /// Members of the present batch that are full, and with them the one that is being filled.
    private var full = 0
    private var out: PackedFile

    /// - Parameter level: 0 to 9.
    init(level: Int, to file: Int32) throws(StoreError) {
        var members: [GzipMember] = []
        for _ in 0..<(2 * min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1), 16)) {
            members.append(try GzipMember(level: level))
        }
        self.members = members
        out = PackedFile(file)
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(StoreError) {
        var rest = bytes
        while !rest.isEmpty {
            rest = UnsafeRawBufferPointer(rebasing: rest[members[full].take(rest)...])
            guard members[full].isFull else { continue }
            full += 1
            if full == members.count { try flush(full) }
        }
    }

    func finish() throws(StoreError) -> (Digest, Int64) {
        let isBegun = full < members.count && !members[full].isEmpty
        // A file of no members is not a file of gzip.
        let count = full + (isBegun || out.count == 0 && full == 0 ? 1 : 0)
        try flush(count)
        return (out.digest, out.count)
    }

    /// Packs the first members, all at once, and writes them in their order.
    private func flush(_ count: Int) throws(StoreError) {
        // Each iteration has a member to itself, and none goes on behind this line.
        nonisolated(unsafe) let members = members
        ParallelLoop.perform(count, helpers: members.count / 2 - 1) { members[$0].pack() }
        for member in members[..<count] { try out.write(member.takePacked()) }
        full = 0
    }
}

/// A piece of the input and what it is packed into.
private final class GzipMember {
    private static let size = 1 << 20

    private let compressor: OpaquePointer
    /// For what cannot be packed.
    private let store: OpaquePointer
    private let input: UnsafeMutableRawBufferPointer
    private let output: UnsafeMutableRawBufferPointer
    private var filled = 0
    private var packed = 0

    init(level: Int) throws(StoreError) {
        guard let store = libdeflate_alloc_compressor(0) else { throw .system(operation: "pack a layer", .noMemory) }
        guard let compressor = libdeflate_alloc_compressor(Int32(level)) else {
            libdeflate_free_compressor(store)
            throw .system(operation: "pack a layer", .noMemory)
        }
        self.store = store
        self.compressor = compressor
        input = .allocate(byteCount: Self.size, alignment: 16)
        let bound = max(
            libdeflate_gzip_compress_bound(compressor, Self.size), libdeflate_gzip_compress_bound(store, Self.size))
        output = .allocate(byteCount: bound, alignment: 16)
    }

    deinit {
        libdeflate_free_compressor(store)
        libdeflate_free_compressor(compressor)
        input.deallocate()
        output.deallocate()
    }

    var isEmpty: Bool { filled == 0 }
    var isFull: Bool { filled == input.count }

    /// Takes as many of the bytes as there is room for, and returns how many.
    func take(_ bytes: UnsafeRawBufferPointer) -> Int {
        let count = min(bytes.count, input.count - filled)
        UnsafeMutableRawBufferPointer(rebasing: input[filled...]).copyBytes(from: bytes[..<count])
        filled += count
        return count
    }

    func pack() {
        let bytes = UnsafeRawBufferPointer(rebasing: input[..<filled])
        packed = pack(bytes, by: isNoise(bytes) ? store : compressor)
    }

    private func pack(_ bytes: UnsafeRawBufferPointer, by compressor: OpaquePointer) -> Int {
        libdeflate_gzip_compress(compressor, bytes.baseAddress, bytes.count, output.baseAddress, output.count)
    }

    /// Whether packing would not make it smaller: pictures, archives and the like, for which the search for what repeats
    /// takes longest and finds nothing. Three samples tell, in a tenth of the time.
    private func isNoise(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let size = 32 << 10
        guard bytes.count >= 8 * size else { return false }
        return [0, (bytes.count - size) / 2, bytes.count - size].allSatisfy { start in
            pack(UnsafeRawBufferPointer(rebasing: bytes[start..<start + size]), by: compressor) >= size
        }
    }

    /// What was packed; the member is empty then.
    func takePacked() -> UnsafeRawBufferPointer {
        filled = 0
        return UnsafeRawBufferPointer(rebasing: output[..<packed])
    }
}
