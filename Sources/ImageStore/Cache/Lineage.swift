internal import Glibc
internal import ImageFormat

/// The keys of all records of one lineage: a file of 32 bytes a key, the latest last.
struct Lineage {
    private let name: String
    private static let keySize = 32
    /// The number of keys that are kept when the file is shortened.
    private static let kept = 32
    private static let most = 128

    init(_ lineage: String) { name = "lineage/" + Digest(of: Array(lineage.utf8)).hex }

    /// The keys, latest first, each once.
    func keys(in store: Store) throws(StoreError) -> [Digest] {
        guard let bytes = try store.contents(name, limit: 1 << 20) else { return [] }
        var seen: Set<Digest> = []
        return stride(from: 0, through: bytes.count - Self.keySize, by: Self.keySize)
            .compactMap { Digest(bytes: bytes[$0..<$0 + Self.keySize]) }
            .reversed().filter { seen.insert($0).inserted }
    }

    /// Adds a key. A lock orders the writers; one that was killed half way through leaves a rest that is cut off.
    func append(_ key: Digest, in store: Store) throws(StoreError) {
        let file = try Handle(store.root, name, O_RDWR | O_CREAT | O_APPEND)
        try file.lock(LOCK_EX)
        let size = Int(try file.status.st_size)
        let whole = size - size % Self.keySize
        if whole != size, ftruncate(file.descriptor, off_t(whole)) != 0 { throw .failed("shorten", name) }
        try file.write(key.bytes)
        guard whole / Self.keySize >= Self.most else { return }
        // Written anew under the lock of the old file: a writer that waits for that adds to a file without a name, and
        // its key is found by its record only. It is a hint for explanations, so that is not a loss.
        let latest = try keys(in: store).prefix(Self.kept).reversed().flatMap(\.bytes)
        try store.replace(name, with: latest, .repeatable)
    }
}
