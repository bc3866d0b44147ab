/// A change of the text: the bytes that went at an offset, and those that came in their place.
public struct TextEdit: Hashable, Sendable {
    public var offset: ByteOffset
    public var removed: [UInt8]
    public var inserted: [UInt8]

    var inverse: TextEdit { TextEdit(offset: offset, removed: inserted, inserted: removed) }
    var removedRange: Range<ByteOffset> { offset..<(offset + removed.count) }
}

/// The changes that can be undone and redone, in groups, and the state of the text that is saved.
struct History: Sendable {
    /// The kind of change that a group is; typing and deleting go on in one group until the caret moves or a word ends.
    enum Kind: Hashable, Sendable {
        case typing, deletingBackward, deletingForward, single
    }

    struct Group: Sendable {
        var state: Int
        var kind: Kind
        var edits: [TextEdit]
        var before: Selection
        var after: Selection

        var cost: Int { edits.reduce(64) { $0 + $1.removed.count + $1.inserted.count } }
    }

    /// Bytes of undo that are kept; the oldest groups go first.
    static let limit = 64 << 20

    private(set) var undoable: [Group] = []
    private(set) var redoable: [Group] = []
    private var isOpen = false
    private var lastState = 0
    private var oldestState = 0
    private var cost = 0
    /// The state that is on the disk; nil once that state can no longer be reached.
    private var savedState: Int? = 0

    /// Names the present state of the text: the same number means the same bytes.
    var state: Int { undoable.last?.state ?? oldestState }
    var isModified: Bool { savedState != state }

    mutating func markSaved(_ isSaved: Bool = true) {
        savedState = isSaved ? state : nil
        isOpen = false
    }

    /// Ends the group: the next change starts another.
    mutating func close() { isOpen = false }

    mutating func record(_ group: Group) {
        var group = group
        lastState += 1
        group.state = lastState
        cost += group.cost - redoable.reduce(0) { $0 + $1.cost }
        redoable = []
        if isOpen, group.kind != .single, let last = undoable.last, last.kind == group.kind, last.after == group.before
        {
            undoable[undoable.count - 1].edits += group.edits
            undoable[undoable.count - 1].after = group.after
            undoable[undoable.count - 1].state = group.state
        } else {
            undoable.append(group)
        }
        isOpen = group.kind != .single
        forgetOldest()
    }

    private mutating func forgetOldest() {
        while cost > Self.limit, undoable.count > 1 {
            let oldest = undoable.removeFirst()
            cost -= oldest.cost
            oldestState = oldest.state
        }
    }

    mutating func undo() -> Group? {
        guard let group = undoable.popLast() else { return nil }
        redoable.append(group)
        isOpen = false
        return group
    }

    mutating func redo() -> Group? {
        guard let group = redoable.popLast() else { return nil }
        undoable.append(group)
        isOpen = false
        return group
    }
}
