internal import CCrypto

/// The SHA-256 of some bytes: `sha256:` and 64 lower-case hexadecimal digits (OCI image spec, descriptor.md, "Digests").
///
/// SHA-256 is the only algorithm that registries and tools are obliged to know; others are refused on parsing.
public struct Digest: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The 32 bytes as four big-endian words, so that a digest is a plain value without an allocation.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// Parses `sha256:…`.
    public init?(_ text: some StringProtocol) {
        guard text.hasPrefix("sha256:") else { return nil }
        self.init(hex: text.dropFirst(7))
    }

    /// Parses 64 lower-case hexadecimal digits.
    public init?(hex: some StringProtocol) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var count = 0
        for digit in hex.utf8 {
            guard let value = Hexadecimal.value(ofLowerCase: digit), count < 64 else { return nil }
            switch count / 16 {
            case 0: words.0 = words.0 << 4 | UInt64(value)
            case 1: words.1 = words.1 << 4 | UInt64(value)
            case 2: words.2 = words.2 << 4 | UInt64(value)
            default: words.3 = words.3 << 4 | UInt64(value)
            }
            count += 1
        }
        guard count == 64 else { return nil }
        self.words = words
    }

    /// Takes the 32 bytes of the hash itself; nil for any other count.
    public init?(bytes: some Sequence<UInt8>) {
        var words: [UInt64] = [0, 0, 0, 0]
        var count = 0
        for byte in bytes {
            guard count < 32 else { return nil }
            words[count / 8] = words[count / 8] << 8 | UInt64(byte)
            count += 1
        }
        guard count == 32 else { return nil }
        self.words = (words[0], words[1], words[2], words[3])
    }

    /// Reads 32 bytes in memory; nil for any other count.
    public init?(memory: UnsafeRawBufferPointer) {
        guard memory.count == 32 else { return nil }
        let word = { UInt64(bigEndian: memory.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)) }
        words = (word(0), word(1), word(2), word(3))
    }

    /// The digest of some bytes.
    public init(of content: some Sequence<UInt8>) {
        var hasher = DigestHasher()
        let whole: Void? = content.withContiguousStorageIfAvailable { hasher.update(UnsafeRawBufferPointer($0)) }
        if whole == nil { Array(content).withUnsafeBytes { hasher.update($0) } }
        self = hasher.finalize()
    }

    /// The 32 bytes of the hash.
    public var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
        }
    }

    /// 64 lower-case hexadecimal digits, without the algorithm.
    public var hex: String { Hexadecimal.string(bytes) }

    /// The first twelve digits, as `docker images` shows an image ID.
    public var short: String { String(hex.prefix(12)) }

    public var description: String { "sha256:" + hex }

    public static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

    public static func < (left: Digest, right: Digest) -> Bool { left.words < right.words }

    public func hash(into hasher: inout Hasher) {
        // The words of a cryptographic hash are random already.
        hasher.combine(words.0)
        hasher.combine(words.1)
    }
}

/// Computes a `Digest` of bytes that arrive in pieces.
public struct DigestHasher {
    private var state = SHA256_CTX()

    public init() { SHA256_Init(&state) }

    /// Adds bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        SHA256_Update(&state, bytes.baseAddress, bytes.count)
    }

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// Adds the UTF-8 of a text.
    public mutating func update(_ text: String) {
        update(Array(text.utf8))
    }

    /// The digest of all bytes so far.
    public func finalize() -> Digest {
        var state = state
        return withUnsafeTemporaryAllocation(byteCount: Int(SHA256_DIGEST_LENGTH), alignment: 8) { hash in
            SHA256_Final(hash.bindMemory(to: UInt8.self).baseAddress, &state)
            guard let digest = Digest(memory: UnsafeRawBufferPointer(hash)) else {
                preconditionFailure("SHA-256 has 32 bytes")
            }
            return digest
        }
    }
}
