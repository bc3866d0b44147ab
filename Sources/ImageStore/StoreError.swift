public import ImageFormat
public import SystemPackage

/// Why the store could not do what was asked.
public enum StoreError: Error, Equatable, Sendable {
    /// A system call failed; `operation` names it with what it was about: `open blobs/sha256/…`.
    case system(operation: String, Errno)
    /// The directory holds something else than a store, or a store of a later format.
    case notAStore(FilePath, found: String)
    /// The store belongs to another user, whose ID is given.
    case notOurs(FilePath, owner: UInt32)
    case missingBlob(Digest)
    case missingLayer(LayerID)
    /// No layer with that diff ID is in the store.
    case missingDiff(Digest)
    /// What was written or read does not hash to what was promised.
    case digestMismatch(expected: Digest, actual: Digest)
    case sizeMismatch(expected: Int64, actual: Int64, of: Digest? = nil)
    /// A layer made here gives another diff ID than when it was made: something changed its files.
    case layerChanged(LayerID, expected: Digest, actual: Digest)
    case badDocument(Digest, FormatError)
    /// A document of a new image that no reader would take, in bytes.
    case imageTooLarge(limit: Int)
    /// A file of the store that cannot be understood.
    case corrupt(path: String)
    /// The index cannot be understood, and could not be rebuilt either.
    case damagedIndex(FilePath, cause: String)
    /// The image is listed, and one of its documents is not what it should be.
    case damagedImage(String, FilePath, Damage)
    /// The index would be larger than its readers take.
    case tooManyNames(limit: Int)
    /// Extraction refused an entry.
    case hostileEntry(path: String, HostileReason)
    /// The archive ends early, or its headers make no sense. `offset` counts bytes of the tar, from 0.
    case badArchive(offset: Int64, reason: String)
    /// An archive asks for more than the limit allows; `entry` is the path of the entry at which it did, where it is known.
    case limitExceeded(LimitKind, limit: Int64, entry: String? = nil)
    /// The user set a limit that is not a number of bytes.
    case badLimit(String)
    /// A record or input is larger than the store keeps.
    case tooLarge(limit: Int)
    /// Another process works on the store in a way that excludes this.
    case busy
    case noSuchImage(String)
    /// The prefix of an ID fits several images.
    case ambiguousID(String)
    /// The image has several names, or a container uses it: the message of `rmi` says which.
    case imageInUse(Digest, by: [String])
    /// The archive holds no image that this program can read.
    case noImageInArchive(reason: String)

    /// The fault of a document.
    public enum Damage: Equatable, Sendable {
        case missing
        /// It hashes to something else than its name.
        case changed
        case malformed(FormatError)
    }

    /// The things that a limit counts.
    public enum LimitKind: String, Equatable, Sendable {
        case bytes, entries
        /// Bytes of a path, of one name in it, of the extended headers in front of an entry, and of the names of its
        /// extended attributes.
        case pathLength, nameLength, headers, attributes
    }

    /// Why an entry of an archive is refused.
    public enum HostileReason: String, Equatable, Sendable {
        case absolutePath, parentPath, emptyPath, leadsOut, badWhiteout, overlayAttribute, whiteoutDevice
        case rootReplaced, linkTargetMissing, linkToDirectory, unknownType, notADirectory
    }
}
