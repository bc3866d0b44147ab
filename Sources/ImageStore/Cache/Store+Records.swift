internal import Glibc
public import ImageFormat

extension Store {
    /// Bytes of a record's payload at most.
    public static let recordLimit = 64 << 20
    /// Bytes of a text input that is kept at most.
    public static let inputLimit = 65_536

    /// Keeps a record under its key, in place of an earlier one, and makes it the latest of its lineage.
    ///
    /// The change is atomic: readers see the old record or the new one. A record that a crash of the machine left
    /// incomplete counts as missing.
    public func put(_ record: CacheRecord) throws(StoreError) {
        guard record.payload.count <= Self.recordLimit else { throw .tooLarge(limit: Self.recordLimit) }
        try replace("cache/\(record.key.hex)", with: record.encoded(), .repeatable)
        try Lineage(record.lineage).append(record.key, in: self)
    }

    /// Notes that a record is used now, so that a prune by age keeps it. A failure to note it is not an error.
    public func noteUse(ofRecord key: Digest) { utimensat(root, "cache/\(key.hex)", nil, 0) }

    /// When a record was made or used last, in seconds since 1970; 0 where there is none.
    func lastUse(ofRecord key: Digest) -> Int64 {
        var status = stat()
        guard fstatat(root, "cache/\(key.hex)", &status, AT_SYMLINK_NOFOLLOW) == 0 else { return 0 }
        return Int64(status.st_mtim.tv_sec)
    }

    /// The record of a key; nil where there is none.
    public func record(_ key: Digest) throws(StoreError) -> CacheRecord? {
        guard let bytes = try contents("cache/\(key.hex)", limit: Self.recordLimit + 65_536),
            let record = CacheRecord(parsing: bytes), record.key == key
        else { return nil }
        return record
    }

    /// The latest records of a lineage, latest first; those that are gone are left out.
    public func records(lineage: String, limit: Int = 8) throws(StoreError) -> [CacheRecord] {
        var records: [CacheRecord] = []
        for key in try Lineage(lineage).keys(in: self) where records.count < limit {
            if let record = try record(key), record.lineage == lineage { records.append(record) }
        }
        return records
    }

    /// Keeps a small text input by its digest, for showing later what changed in it; `tooLarge` over `inputLimit`.
    @discardableResult
    public func keepInput(_ content: [UInt8]) throws(StoreError) -> Digest {
        guard content.count <= Self.inputLimit else { throw .tooLarge(limit: Self.inputLimit) }
        let digest = Digest(of: content)
        if faccessat(root, "inputs/\(digest.hex)", F_OK, 0) != 0 {
            try replace("inputs/\(digest.hex)", with: content, .repeatable)
        }
        return digest
    }

    /// A text input that was kept; nil where it was not, or is no longer whole.
    public func input(_ digest: Digest) throws(StoreError) -> [UInt8]? {
        guard let content = try contents("inputs/\(digest.hex)", limit: Self.inputLimit),
            Digest(of: content) == digest
        else { return nil }
        return content
    }
}
