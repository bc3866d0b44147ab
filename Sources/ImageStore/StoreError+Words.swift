internal import ImageFormat

extension StoreError: CustomStringConvertible {
    /// The sentence that a learner reads, without a full stop.
    public var description: String {
        switch self {
        case .system(let operation, let error): "could not \(operation): \(error)"
        case .notAStore(let path, let found): "\(path) is not a store of Slipway's: it holds \(found)"
        case .missingBlob(let digest): "the blob \(digest) is missing"
        case .missingLayer(let id): "the layer \(id) is no longer in the store"
        case .missingDiff(let digest): "the layer \(digest) is not in the store"
        case .digestMismatch(let expected, let actual):
            "the content hashes to \(actual), and not to \(expected) as promised"
        case .sizeMismatch(let expected, let actual): "\(actual) bytes came, and not \(expected) as promised"
        case .layerChanged(let id, let expected, let actual):
            "the files of layer \(id) were changed: they hash to \(actual), and not to \(expected) as when it was made"
        case .badDocument(let digest, let error): "the document \(digest) makes no sense: \(error)"
        case .corrupt(let path): "\(path) is damaged"
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
        case .notADirectory: "lies below something that is no directory"
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
