/// The words that can take the place of the word before the caret.
public struct CompletionCandidate: Hashable, Sendable {
    /// The text in the list, with which the typed word is compared.
    public var label: String
    /// The text that is written.
    public var insertion: String
    /// A few words on it.
    public var detail: String

    public init(label: String, insertion: String? = nil, detail: String = "") {
        self.label = label
        self.insertion = insertion ?? label
        self.detail = detail
    }
}

/// A list of completions over the text, which narrows as the learner types on.
public struct CompletionSession: Hashable, Sendable {
    /// Where the word that is completed starts.
    public let start: TextPosition
    public private(set) var prefix: String
    /// The entries that fit the prefix, in the order given.
    public private(set) var candidates: [CompletionCandidate]
    /// The chosen one of `candidates`.
    public private(set) var selectedIndex = 0
    private let all: [CompletionCandidate]

    /// Opens a list; nil where nothing fits, or all that fits is written already.
    public init?(start: TextPosition, prefix: String, candidates: [CompletionCandidate]) {
        self.start = start
        self.prefix = prefix
        all = candidates
        self.candidates = Self.fitting(candidates, prefix)
        guard !self.candidates.isEmpty, self.candidates.map(\.insertion) != [prefix] else { return nil }
    }

    public var selected: CompletionCandidate { candidates[selectedIndex] }

    /// Moves the choice, round the ends of the list.
    public mutating func select(offset: Int) {
        let count = candidates.count
        selectedIndex = ((selectedIndex + offset) % count + count) % count
    }

    /// The list after an edit or a motion; nil where the caret has left the word, or nothing fits any more.
    public func updated(for editor: Editor) -> CompletionSession? {
        guard editor.selection.isEmpty, editor.caret.line == start.line, editor.caret >= start else { return nil }
        let word = editor.buffer.encoding.decode(editor.buffer.bytes(from: start, to: editor.caret)[...])
        guard !word.contains(where: \.isWhitespace) else { return nil }
        return CompletionSession(start: start, prefix: word, candidates: all)
    }

    /// The edit of an accepted entry: one undo step that replaces the word.
    public func acceptance(in editor: Editor) -> EditCommand {
        .replaceRange(from: start, to: editor.caret, with: selected.insertion)
    }

    private static func fitting(_ candidates: [CompletionCandidate], _ prefix: String) -> [CompletionCandidate] {
        let wanted = prefix.lowercased()
        return candidates.filter { $0.label.lowercased().hasPrefix(wanted) }
    }
}
