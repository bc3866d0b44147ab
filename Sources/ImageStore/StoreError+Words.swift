internal import Files
internal import Glibc
internal import ImageFormat
internal import SystemPackage

extension StoreError: CustomStringConvertible {
    /// The sentence that a learner reads, without a full stop.
    public var description: String {
        switch self {
        case .system(let operation, let error):
            "could not \(operation): \(ErrnoWords.reason(error))\(Self.advice(error))"
        case .notAStore(let path, let found):
            "\(path) is not a store of Slipway's: it holds \(found). SLIPWAY_HOME names another folder"
        case .notOurs(let path, let owner):
            "the store \(path) belongs to another user (uid \(owner)), and you are uid \(geteuid()): run slipway as "
                + "that user, or set SLIPWAY_HOME to a folder of your own"
        case .missingBlob(let digest): "the blob \(digest) is missing"
        case .missingLayer(let id): "the layer \(id) is no longer in the store"
        case .missingDiff(let digest):
            "the layer \(digest) is not in the store, or is damaged there: build or pull its image again"
        case .digestMismatch(let expected, let actual):
            "the content hashes to \(actual), and not to \(expected) as promised"
        case .sizeMismatch(let expected, let actual, let blob):
            blob.map {
                "\(actual) bytes came of \($0), and not \(expected) as the image's manifest says: make or fetch the image "
                    + "again, and try again"
            } ?? "\(actual) bytes came, and not \(expected) as promised"
        case .layerChanged(let id, let expected, let actual):
            "the files of layer \(id) were changed: they hash to \(actual), and not to \(expected) as when it was made; "
                + "remove the images that have it and build them again with --no-cache"
        case .badDocument(let digest, let error): "the document \(digest) makes no sense: \(error)"
        case .imageTooLarge(let limit):
            "the image's settings and history are more than \(limit >> 20) MiB, which no program would read again: fewer "
                + "labels, ports or variables, or shorter ones"
        case .corrupt(let path): "\(path) is damaged"
        case .damagedIndex(let path, let cause):
            "\(path) is damaged and could not be rebuilt from the images' blobs (\(cause)): once that is mended, any "
                + "command rebuilds it"
        case .damagedImage(let name, let path, let damage):
            "image \(name) is damaged: \(path) \(damage.words). Build or pull it again, or remove it: slipway rmi \(name)"
        case .tooManyNames(let limit):
            "the list of images would be larger than \(limit >> 20) MiB: remove names first (slipway rmi)"
        case .hostileEntry(let path, let reason): "the archive is refused: its entry \(path) \(reason.words)"
        case .badArchive(let offset, let reason): "the archive is damaged at byte \(offset): \(reason)"
        case .limitExceeded(.bytes, let limit, let entry):
            "the archive is refused\(Self.place(entry)): more than \(limit) bytes come out of it; if that is right, set "
                + "\(ExtractionLimits.variable) to a higher limit, for example 200G"
        case .limitExceeded(let kind, let limit, let entry):
            "the archive is refused\(Self.place(entry)): it has more than \(limit) \(kind.words)"
        case .badLimit(let text):
            "\(ExtractionLimits.variable) is `\(text)`: write a number of bytes, for example 500M or 64G"
        case .tooLarge(let limit): "the content is larger than \(limit) bytes"
        case .busy: "a build is using the store; try again when it has ended"
        case .noSuchImage(let name): "No such image: \(name)"
        case .ambiguousID(let name): "several images have an ID that begins with \(name); give more of it"
        case .imageInUse(let digest, let users):
            "image \(digest.short) is used by \(users.count == 1 ? "container" : "containers") "
                + "\(users.map { String($0.prefix(12)) }.joined(separator: ", ")): remove that first (slipway rm)"
        case .noImageInArchive(let reason): "there is no image to load: \(reason)"
        }
    }
}

extension StoreError {
    private static func place(_ entry: String?) -> String { entry.map { " at its entry \($0)" } ?? "" }

    /// Whether there was no room for a file: no byte, no inode, or no more of the user's share.
    var isFullDisk: Bool {
        if case .system(_, let error) = self { error == .noSpace || error == .diskQuotaExceeded } else { false }
    }

    /// Advice about an error of the system; nothing where the error says it itself.
    private static func advice(_ error: Errno) -> String {
        switch error {
        case .noSpace, .diskQuotaExceeded:
            " (`slipway system prune` frees what is not needed, without needing space itself)"
        case .readOnlyFileSystem: " (images can be listed, but nothing can be added or removed)"
        case .tooManyOpenFiles: " (raise the limit with `ulimit -n 1024`)"
        case .fileTooLarge: " (a limit on the size of files is set: lift it with `ulimit -f unlimited`)"
        default: ""
        }
    }
}

extension StoreError {
    /// What it says of a document that was to be read; nil where it is about something else.
    var damage: Damage? {
        if case .missingBlob = self { return .missing }
        if case .badDocument(_, let reason) = self { return .malformed(reason) }
        if case .digestMismatch = self { return .changed }
        if case .tooLarge = self { return .changed }
        return nil
    }
}

extension StoreError.Damage {
    /// What follows the document's path.
    public var words: String {
        switch self {
        case .missing: "is missing"
        case .changed: "has been changed: it hashes to something else than its name"
        case .malformed: "cannot be understood"
        }
    }
}

extension StoreError.HostileReason {
    fileprivate var words: String {
        switch self {
        case .absolutePath: "has an absolute path"
        case .parentPath: "leads up with .."
        case .emptyPath: "has no usable name"
        case .leadsOut: "leads out of the layer through a link"
        case .badWhiteout: "is a whiteout of nothing"
        case .overlayAttribute: "sets an attribute that belongs to the file system"
        case .whiteoutDevice: "is a whiteout in disguise"
        case .rootReplaced: "would replace the root directory"
        case .linkTargetMissing: "is a hard link to a file that is not in the layer"
        case .linkToDirectory: "is a hard link to a directory"
        case .unknownType: "is of an unknown type"
        case .notADirectory: "lies below something that is not a directory"
        }
    }
}

extension StoreError.LimitKind {
    fileprivate var words: String {
        switch self {
        case .bytes: "bytes"
        case .entries: "entries"
        case .pathLength: "bytes in a path"
        case .nameLength: "bytes in a name"
        case .headers: "bytes of extended headers in front of one entry"
        case .attributes: "bytes in the names of one entry's extended attributes"
        }
    }
}
