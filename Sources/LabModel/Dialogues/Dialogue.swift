/// What lies over the panes and takes the keys until it is answered.
public enum Dialogue: Equatable, Sendable {
    /// All keys; the offset of the first row shown.
    case help(offset: Int)
    case palette(Palette)
    case prompt(Prompt)
    /// Quitting would lose these files' changes. The answer that is selected.
    case unsaved(UnsavedAnswer)
    /// Why the step at that position of the build ran, and what is known of it.
    case step(Int)
    /// What the instruction at the caret means.
    case instruction(offset: Int)
    /// The file on disk is another than the one that was opened, and the editor holds changes.
    case conflict(file: Int, ConflictAnswer)
    /// An unsaved text that an earlier lab left.
    case recovery(file: String, RecoveryAnswer)
    /// The output of a command of the lesson; the offset of the first row shown, nil for the end.
    case command(offset: Int?)
    /// The lessons and exercises, the one that is selected, and the digits that were typed last.
    case lessons(selected: Int, typed: String = "")
    /// The image that is about to be removed.
    case removeImage(String)
    /// A file of an image: as it is, or how it became so.
    case layerFile(offset: Int, showsDifference: Bool)
    /// The difference between the open file and the step's solution; asks before it shows one that hints do not.
    case solution(offset: Int, isRevealed: Bool)
    /// The files that cost bytes and cannot be seen.
    case waste(offset: Int)
    /// All that is found wrong in the open file.
    case findings(offset: Int)
    /// The lesson's page over another pane.
    case peek(offset: Int)
    /// What Docker says where the last build or container failed.
    case dockersWords(offset: Int)
    /// The fetched page, whole.
    case page(offset: Int)
}

/// Answers to "quit with unsaved changes?".
public enum UnsavedAnswer: Int, CaseIterable, Equatable, Sendable {
    case save, discard, cancel
}

/// Answers to "the file changed on disk".
public enum ConflictAnswer: Int, CaseIterable, Equatable, Sendable {
    case keepMine, takeTheirs, cancel
}

/// Answers to "take the unsaved text back?".
public enum RecoveryAnswer: Int, CaseIterable, Equatable, Sendable {
    case takeBack, throwAway, later
}

/// A line that the learner types an answer into.
public struct Prompt: Equatable, Sendable {
    /// What the answer is for.
    public enum Kind: Equatable, Sendable {
        case find
        /// In what the shell has shown.
        case findInShell
        /// In the paths of an image's layers.
        case findInLayers
        /// The text to look for is known; its replacement is asked.
        case replaceWhat
        case replaceWith(String)
        case goToLine
        case goToStep
        /// A further name for an image.
        case tag(String)
        /// The words behind `slipway race`.
        case race

        /// Whether the text is looked for in a file, so that it can be a regular expression.
        public var seeksInFile: Bool { self == .find || self == .replaceWhat }

        /// Whether the text that it begins with is the one that was looked for last.
        var beginsWithLastText: Bool {
            switch self {
            case .find, .findInShell, .findInLayers, .replaceWhat: true
            case .replaceWith, .goToLine, .goToStep, .tag, .race: false
            }
        }
    }

    public var kind: Kind
    public var text = ""
    /// Whether the text that is looked for is a regular expression.
    public var isPattern = false
    /// Whether the text is only offered: what is typed first takes its place.
    public private(set) var isOffered: Bool

    public init(_ kind: Kind, text: String = "", isPattern: Bool = false) {
        self.kind = kind
        self.text = text
        self.isPattern = isPattern
        isOffered = kind.beginsWithLastText && !text.isEmpty
    }

    mutating func type(_ more: String) {
        text = isOffered ? more : text + more
        isOffered = false
    }

    /// Goes on with the text that was offered.
    mutating func keep() { isOffered = false }

    mutating func deleteLast() {
        if !text.isEmpty { text.removeLast() }
        isOffered = false
    }
}
