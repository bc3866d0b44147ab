internal import Glibc
internal import ImageFormat

/// The file `stat-cache`: a hash table that is used as it lies in memory, so that opening it costs nothing.
///
/// A header of 64 bytes (the magic words, the count of slots and of entries), then slots of 80 bytes: the identity, the
/// digest, and a check of both, so that a slot that a crash left half written is not believed. A slot of zeros is free.
struct StatTable {
    static let magic: UInt64 = 0x3130_5453_4157_4C53
    static let headerSize = 64
    static let slotSize = 80
    static let mostEntries = 1 << 20

    let bytes: UnsafeRawBufferPointer
    private let slots: Int

    /// Nil where the bytes are not a whole table.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= Self.headerSize, bytes.loadUnaligned(as: UInt64.self) == Self.magic else { return nil }
        let count = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        guard count > 0, count <= 4 * UInt64(Self.mostEntries),
            bytes.count == Self.headerSize + Int(count) * Self.slotSize
        else { return nil }
        self.bytes = bytes
        slots = Int(count)
    }

    func digest(of file: FileIdentity) -> Digest? {
        var index = Self.home(of: file, slots: slots)
        for _ in 0..<slots {
            let start = Self.headerSize + index * Self.slotSize
            let inode = bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self)
            if inode == 0 { return nil }
            if inode == file.inode, let (found, digest) = entry(at: index), found.device == file.device {
                return found == file ? digest : nil
            }
            index = index + 1 == slots ? 0 : index + 1
        }
        return nil
    }

    /// All entries that are whole.
    func forEach(_ body: (FileIdentity, Digest) -> Void) {
        for index in 0..<slots {
            if let (file, digest) = entry(at: index) { body(file, digest) }
        }
    }

    private func entry(at index: Int) -> (FileIdentity, Digest)? {
        let start = Self.headerSize + index * Self.slotSize
        let word = { (offset: Int) in bytes.loadUnaligned(fromByteOffset: start + offset, as: UInt64.self) }
        guard word(8) != 0 else { return nil }
        let file = FileIdentity(
            device: word(0), inode: word(8), size: Int64(bitPattern: word(16)), modified: Int64(bitPattern: word(24)),
            changed: Int64(bitPattern: word(32)), mode: UInt32(truncatingIfNeeded: word(72)))
        guard UInt32(truncatingIfNeeded: word(72) >> 32) == Self.check(bytes, at: start) else { return nil }
        let digest = Digest(memory: UnsafeRawBufferPointer(rebasing: bytes[start + 40..<start + 72]))
        guard let digest else { return nil }
        return (file, digest)
    }

    private static func home(of file: FileIdentity, slots: Int) -> Int {
        var mixed = file.inode ^ file.device &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ mixed >> 33) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ mixed >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return Int((mixed ^ mixed >> 33) % UInt64(slots))
    }

    /// Folds the identity and the digest into 32 bits.
    private static func check(_ bytes: UnsafeRawBufferPointer, at start: Int) -> UInt32 {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for offset in stride(from: 0, to: 72, by: 8) {
            sum = (sum ^ bytes.loadUnaligned(fromByteOffset: start + offset, as: UInt64.self)) &* 0x0100_0000_01B3
            sum ^= sum >> 29
        }
        sum = (sum ^ UInt64(bytes.loadUnaligned(fromByteOffset: start + 72, as: UInt32.self))) &* 0x0100_0000_01B3
        return UInt32(truncatingIfNeeded: sum ^ sum >> 32)
    }

    /// The bytes of a table with these entries.
    static func encoded(_ entries: [FileIdentity: Digest]) -> [UInt8] {
        let slots = max(64, entries.count * 10 / 7)
        var bytes = [UInt8](repeating: 0, count: headerSize + slots * slotSize)
        bytes.withUnsafeMutableBytes { buffer in
            buffer.storeBytes(of: magic, as: UInt64.self)
            buffer.storeBytes(of: UInt64(slots), toByteOffset: 8, as: UInt64.self)
            buffer.storeBytes(of: UInt64(entries.count), toByteOffset: 16, as: UInt64.self)
            for (file, digest) in entries { store(file, digest, slots: slots, in: buffer) }
        }
        return bytes
    }

    private static func store(
        _ file: FileIdentity, _ digest: Digest, slots: Int, in buffer: UnsafeMutableRawBufferPointer
    ) {
        var index = home(of: file, slots: slots)
        while buffer.loadUnaligned(fromByteOffset: headerSize + index * slotSize + 8, as: UInt64.self) != 0 {
            index = (index + 1) % slots
        }
        let start = headerSize + index * slotSize
        let words = [
            file.device, file.inode, UInt64(bitPattern: file.size), UInt64(bitPattern: file.modified),
            UInt64(bitPattern: file.changed),
        ]
        for (place, word) in words.enumerated() {
            buffer.storeBytes(of: word, toByteOffset: start + 8 * place, as: UInt64.self)
        }
        buffer[(start + 40)..<(start + 72)].copyBytes(from: digest.bytes)
        buffer.storeBytes(of: file.mode, toByteOffset: start + 72, as: UInt32.self)
        let sum = check(UnsafeRawBufferPointer(buffer), at: start)
        buffer.storeBytes(of: sum, toByteOffset: start + 76, as: UInt32.self)
    }
}
