/// Why a step could not come from the cache: the first cause, as compared with the nearest earlier record.
public enum MissCause: Equatable, Sendable {
    /// No step like this one was built in this store, or none on what this one stands on.
    case neverBuilt
    /// The instruction's own text is another.
    case instructionChanged(old: String, new: String)
    /// The last build did not have it; what stood in its place stands below it now.
    case instructionAdded
    /// An instruction that stood above it is no longer in the file.
    case instructionRemoved(String)
    /// It stood below this instruction, which now comes after it.
    case orderChanged(below: String)
    /// Files that COPY, ADD or a bind mount declares are not the same; sorted by path, never empty.
    case filesChanged([FileChange])
    /// The reference now names another image.
    case baseImageChanged(reference: String, old: String, new: String)
    /// A build argument that the step sees has another value; nil is "not set".
    case argumentChanged(name: String, old: String?, new: String?)
    /// An earlier step ran again, and this one stands on its result. Names the first step of that chain.
    case followsFrom(StepID)
    /// `--no-cache`, or `--no-cache-filter` names the stage.
    case cacheDisabled
    /// The cache knows the step, but its layer is no longer in the store.
    case layerLost
}

/// One file that is not as it was.
public struct FileChange: Equatable, Sendable {
    /// Path inside the build context, `/` between its parts.
    public var path: String
    public var kind: Kind

    public init(path: String, kind: Kind) {
        self.path = path
        self.kind = kind
    }

    /// How the file differs from the one that the earlier build had.
    public enum Kind: Equatable, Sendable {
        case added
        case removed
        case renamed(from: String)
        /// A text file; `line` is the first line that differs, from 1; nil text means that the line is missing there.
        case text(line: Int, old: String?, new: String?)
        /// Not text, or its earlier content was not kept.
        case content
        /// Permission bits, for display in octal.
        case mode(old: UInt32, new: UInt32)
        case owner(old: String, new: String)
        case type(old: String, new: String)
        case linkTarget(old: String, new: String)
        case extendedAttributes
    }
}
