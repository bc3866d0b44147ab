public import ImageFormat

/// Computes the cache key of a step: a digest of its parent's key and of everything that the step's result depends on.
///
/// Every part is written with its length first, so that no two lists of parts give the same bytes.
public struct CacheKey {
    private var hasher = DigestHasher()
    /// Parts that are not hashed yet: most are a few bytes, so many of them are hashed in one call.
    private var pending: [UInt8] = []
    private static let batch = 8_192

    /// The version of the key's format. It is raised when keys change their meaning, so that the records of an older
    /// program are missed and never misread.
    private static let version = "slipway cache key 3"

    public init(parent: Digest, instruction: String) {
        add(Self.version)
        add(parent.description)
        add(instruction)
    }

    /// Adds a text with its length, so that no two different lists of texts give one key.
    public mutating func add(_ part: String) {
        var part = part
        part.withUTF8 { bytes in
            addCount(bytes.count)
            pending.append(contentsOf: bytes)
        }
        flush(above: Self.batch)
    }

    /// Adds a list of texts, with the number of texts first.
    public mutating func add(_ parts: [String]) {
        addCount(parts.count)
        for part in parts { add(part) }
    }

    /// Adds names with their values, sorted by name.
    public mutating func add(_ values: [String: String]) {
        addCount(values.count)
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            add(name)
            add(value)
        }
    }

    /// Adds every property of each file.
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

    /// The digest of all parts that were added so far.
    public var digest: Digest {
        var whole = self
        whole.flush(above: 0)
        return whole.hasher.finalize()
    }
}
