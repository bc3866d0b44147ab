internal import DockerfileSyntax
internal import TerminalUI
internal import TextEditing

extension LabModel {
    /// Opens the list; the files of the build context come a moment later.
    mutating func complete() -> [Effect] {
        guard let file, file.isDockerfile else {
            notice = .nothingToComplete
            return []
        }
        layout.show(.editor)
        openCompletion()
        let id = newRun()
        contextRun = id
        return [.listContext(id)]
    }

    mutating func take(context files: [String], of run: RunID) {
        guard run == contextRun else { return }
        contextFiles = files
        contextRun = nil
        if dialogue == nil, layout.focus == .editor, file?.isDockerfile == true { openCompletion() }
        if completion == nil { notice = .nothingToComplete }
    }

    private mutating func openCompletion() {
        guard let file else { return }
        let caret = file.editor.caret
        let buffer = file.editor.buffer
        let start = TextPosition(line: caret.line, byte: ByteColumn(0))
        let head = buffer.encoding.decode(buffer.bytes(from: start, to: caret)[...])
        let statement = file.dockerfile?.statement(atLine: file.caretLine)
        let isContinued = statement.map { $0.firstLine < file.caretLine } ?? false
        let completer = DockerfileCompletion(
            stages: stages(of: file), images: images.rows.flatMap(\.names), files: contextFiles)
        guard let choice = completer.choice(head, continuing: isContinued ? statement?.kind : nil) else {
            completion = nil
            return
        }
        let byte = caret.byte.value - choice.prefix.utf8.count
        completion = CompletionSession(
            start: TextPosition(line: caret.line, byte: ByteColumn(max(0, byte))), prefix: choice.prefix,
            candidates: choice.candidates)
    }

    /// Names of the stages above the caret.
    private func stages(of file: EditorTab) -> [String] {
        (file.dockerfile?.statements ?? []).compactMap { statement in
            guard statement.firstLine < file.caretLine, case .from(let from) = statement.instruction else { return nil }
            return from.name?.value
        }
    }

    /// A key while the list is open; nil where it is the editor's, which then changes the list.
    mutating func choose(completion session: CompletionSession, _ press: KeyPress) -> [Effect]? {
        guard press.modifiers.isEmpty else { return nil }
        switch press.key {
        case .up: completion?.select(offset: -1)
        case .down: completion?.select(offset: 1)
        case .enter, .tab:
            completion = nil
            guard let editor = file?.editor else { return [] }
            return apply(session.acceptance(in: editor))
        case .escape: completion = nil
        default: return nil
        }
        return []
    }

    /// The list narrows with what is typed, and goes when the caret leaves its word.
    mutating func followCompletion() {
        guard completion != nil else { return }
        guard layout.focus == .editor, dialogue == nil, let editor = file?.editor else {
            completion = nil
            return
        }
        completion = completion?.updated(for: editor)
    }
}
