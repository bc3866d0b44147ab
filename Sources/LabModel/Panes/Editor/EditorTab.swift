public import DockerfileSyntax
internal import TerminalUI
public import TextEditing

/// A file of the learner's folder in the editor.
public struct EditorTab: Sendable {
    /// Relative to the folder.
    public let path: String
    public internal(set) var editor: Editor
    /// What is on the disk as far as is known; nil where there is no such file.
    public private(set) var disk: [UInt8]?
    /// What was on the disk when the text was last read, saved, or kept against what is there.
    private var base: [UInt8]?
    /// Whether the disk was asked yet.
    public private(set) var isLoaded = false
    /// What is wrong with the text, in its order; for a Dockerfile only.
    public private(set) var reports: [Report] = []
    /// The Dockerfile that the text is; nil for any other file.
    public private(set) var dockerfile: Dockerfile?

    public init(path: String) {
        self.path = path
        editor = Self.editor([], path)
        analyse()
    }

    private static func editor(_ bytes: [UInt8], _ path: String) -> Editor {
        let metrics = CellMetrics { CellWidth.of($0) }
        return Editor(bytes, fileType: FileType.of(path: path, start: bytes), metrics: metrics)
    }

    /// Changes with the text.
    var version: Int { editor.revision }

    public var bytes: [UInt8] { editor.buffer.bytes }
    public var text: String { String(decoding: bytes, as: UTF8.self) }
    public var isDirty: Bool { isLoaded && editor.isModified }

    /// Whether something else wrote the file since, and nobody has said yet which text is to stay.
    var isContested: Bool { disk != base }

    public var isDockerfile: Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return name == "Dockerfile" || name.hasSuffix(".Dockerfile") || name.hasPrefix("Dockerfile.")
    }

    /// The caret's line, from 1.
    public var caretLine: Int { editor.caret.line.value + 1 }

    /// First and last line of each instruction, from 1.
    var instructions: [ClosedRange<Int>] {
        dockerfile?.statements.map { $0.firstLine...max($0.firstLine, $0.lastLine) } ?? []
    }

    /// The finding at the caret's line that matters most.
    public var reportAtCaret: Report? {
        let here = reports.filter {
            ($0.range.start.line...max($0.range.start.line, $0.range.end.line)).contains(caretLine)
        }
        return here.first { $0.severity == .error } ?? here.first
    }

    /// The instruction at the caret.
    public var statementAtCaret: Statement? { dockerfile?.statement(atLine: caretLine) }

    // MARK: The disk

    enum Taken: Equatable {
        case same, opened, reloaded, conflict
    }

    /// Takes note of what is on the disk; a text without changes of its own follows it.
    mutating func take(disk bytes: [UInt8]?) -> Taken {
        let old = disk
        let isFirst = !isLoaded
        disk = bytes
        isLoaded = true
        if bytes == self.bytes {
            base = bytes
            editor.markSaved()
            return isFirst ? .opened : .same
        }
        if !isFirst, bytes == old { return .same }
        guard isFirst || !editor.isModified else { return bytes == base ? .same : .conflict }
        base = bytes
        // A file that went away leaves its text in the editor, unsaved.
        guard let bytes else {
            if !isFirst { editor.markUnsaved() }
            return isFirst ? .opened : .same
        }
        if isFirst, !editor.canUndo { open(bytes) } else { replace(with: bytes) }
        return isFirst ? .opened : .reloaded
    }

    /// Gives the text up for what is on the disk.
    mutating func takeDisk() {
        base = disk
        replace(with: disk ?? [])
    }

    /// The text is to stay, whatever is on the disk now.
    mutating func keepText() { base = disk }

    mutating func saved(_ bytes: [UInt8]) {
        disk = bytes
        base = bytes
        if bytes == self.bytes { editor.markSaved() }
    }

    /// The file is read for the first time: there is nothing to undo, and its bytes say what they are.
    private mutating func open(_ bytes: [UInt8]) {
        let (viewport, clipboard) = (editor.viewport, editor.clipboard)
        editor = Self.editor(bytes, path)
        editor.clipboard = clipboard
        editor.resize(rows: viewport.rows, columns: viewport.columns)
        analyse()
    }

    private mutating func replace(with bytes: [UInt8]) {
        editor.reload(bytes)
        analyse()
    }

    // MARK: Editing

    @discardableResult
    mutating func apply(_ command: EditCommand) -> EditNotice? {
        let before = version
        defer { if version != before { analyse() } }
        return editor.apply(command)
    }

    mutating func scroll(by rows: Int) { apply(.scroll(lines: rows)) }

    /// Replaces the whole text, as one step that can be undone.
    mutating func type(block text: String) {
        let last = editor.buffer.end
        apply(.replaceRange(from: .start, to: last, with: text))
    }

    /// Puts a text that was not saved in the place of the file's, as a step that can be undone.
    mutating func takeBack(_ bytes: [UInt8]) {
        editor.setBytes(bytes)
        analyse()
    }

    /// Bytes of a Dockerfile that is read anew at each key; no real one is larger.
    private static let analysisLimit = 256 << 10

    private mutating func analyse() {
        guard isDockerfile, editor.buffer.byteCount <= Self.analysisLimit else {
            (dockerfile, reports) = (nil, [])
            return
        }
        let parsed = Dockerfile.parse(utf8: bytes)
        dockerfile = parsed
        reports = bytes.isEmpty ? [] : Linter().reports(on: parsed)
    }
}
