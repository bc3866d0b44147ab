/// What the file on disk is known to be, against what the editor loaded or saved last.
public struct DiskState: Hashable, Sendable {
    /// A digest of the file's bytes, from whoever reads files; nil where there is no file.
    public typealias Digest = String?

    /// The file as the editor loaded or saved it last.
    public private(set) var known: Digest
    /// The file that the learner has decided to keep their own text over.
    private var dismissed: Digest?

    public init(_ digest: Digest) { known = digest }

    /// The editor has loaded or saved this.
    public mutating func synchronise(_ digest: Digest) {
        known = digest
        dismissed = nil
    }

    /// The learner keeps their text: this state of the disk is not asked about again.
    public mutating func dismiss(_ digest: Digest) { dismissed = digest }

    /// What to do about the file as it is now.
    public func change(now digest: Digest, isModified: Bool, editorDigest: Digest) -> ExternalChange {
        if digest == known || digest == editorDigest { return digest == known ? .none : .sameAsEditor }
        if digest == nil { return .removed }
        if digest == dismissed { return .none }
        return isModified ? .conflict : .reload
    }
}

/// What has happened to an open file outside the editor.
public enum ExternalChange: Hashable, Sendable {
    /// Nothing, or nothing that the learner has not seen.
    case none
    /// The disk holds what the editor holds: it counts as saved.
    case sameAsEditor
    /// Another text is on disk and the learner has changed nothing: load it.
    case reload
    /// Both have changed: the learner chooses.
    case conflict
    /// The file is gone; the text stays in the editor.
    case removed
}

extension Editor {
    /// Takes the file's new bytes as one undo step, keeps the caret at its text, and counts as saved.
    public mutating func reload(_ bytes: [UInt8]) {
        let old = buffer.bytes
        var start = 0
        while start < min(old.count, bytes.count), old[start] == bytes[start] { start += 1 }
        var tail = 0
        while tail < min(old.count, bytes.count) - start, old[old.count - 1 - tail] == bytes[bytes.count - 1 - tail] {
            tail += 1
        }
        let edit = TextEdit(
            offset: ByteOffset(start), removed: Array(old[start..<(old.count - tail)]),
            inserted: Array(bytes[start..<(bytes.count - tail)]))
        let place = Self.moved(buffer.offset(of: caret), by: edit)
        history.close()
        change([edit]) { Selection(at: $0.position(of: place)) }
        markSaved()
        revealCaret()
        prepareHighlighting()
    }

    private static func moved(_ place: ByteOffset, by edit: TextEdit) -> ByteOffset {
        if place <= edit.offset { return place }
        if place < edit.removedRange.upperBound { return edit.offset }
        return place + (edit.inserted.count - edit.removed.count)
    }
}
