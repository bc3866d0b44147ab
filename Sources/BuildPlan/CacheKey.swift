public import ImageFormat

/// Computes the key of a step: a digest of its parent's key and of all that the step stands on.
///
/// Every part is written with its length first, so that no two lists of parts give the same bytes.
public struct CacheKey {
    private var hasher = DigestHasher()
    /// Parts are small: they are hashed many at a time.
    private var pending: [UInt8] = []
    private static let batch = 8_192

    /// Raised when keys change their meaning, so that a store written by an older program only misses.
    private static let version = "slipway cache key 3"

    public init(parent: Digest, instruction: String) {
        add(Self.version)
        add(parent.description)
        add(instruction)
    }

    public mutating func add(_ part: String) {
        var part = part
        part.withUTF8 { bytes in
            addCount(bytes.count)
            pending.append(contentsOf: bytes)
        }
        flush(above: Self.batch)
    }

    public mutating func add(_ parts: [String]) {
        addCount(parts.count)
        for part in parts { add(part) }
    }

    /// Names and values in order of their names.
    public mutating func add(_ values: [String: String]) {
        addCount(values.count)
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            add(name)
            add(value)
        }
    }

    /// Everything that `FileInput` holds.
    public mutating func add(_ files: [FileInput]) {
        addCount(files.count)
        for file in files {
            add(file.path)
            add(file.target)
            addCount(Int(file.kind.rawValue) << 32 | Int(file.mode))
            addCount(Int(file.uid) << 32 | Int(file.gid))
            addCount(Int(file.size))
            add(file.content)
            add(file.attributes)
        }
    }

    private mutating func add(_ digest: Digest?) {
        addCount(digest == nil ? 0 : 1)
        if let digest { pending.append(contentsOf: digest.bytes) }
    }

    private mutating func addCount(_ count: Int) {
        withUnsafeBytes(of: UInt64(count).littleEndian) { pending.append(contentsOf: $0) }
    }

    private mutating func flush(above size: Int) {
        guard pending.count > size else { return }
        hasher.update(pending)
        pending.removeAll(keepingCapacity: true)
    }

    /// The key.
    public var digest: Digest {
        var whole = self
        whole.flush(above: 0)
        return whole.hasher.finalize()
    }
}
