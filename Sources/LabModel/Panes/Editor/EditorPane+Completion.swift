internal import DockerfileSyntax
internal import TerminalUI
internal import TextEditing

extension EditorPane {
    /// Opens the list; the files of the build context come a moment later.
    mutating func complete(_ lab: inout LabContext) -> [Request] {
        guard file?.isDockerfile == true else { return [.notice(.nothingToComplete)] }
        openCompletion(lab)
        let run = lab.newRun()
        contextFiles.load(run, keepsValue: true)
        return [.focus(.editor), .world(.listContext(run))]
    }

    mutating func take(context files: [String], of run: RunID, _ lab: LabContext) -> [Request] {
        guard contextFiles.take(.known(files), of: run) else { return [] }
        if !lab.hasDialogue, lab.focus == .editor, file?.isDockerfile == true { openCompletion(lab) }
        return completion == nil ? [.notice(.nothingToComplete)] : []
    }

    private mutating func openCompletion(_ lab: LabContext) {
        guard let file else { return }
        let caret = file.editor.caret
        let buffer = file.editor.buffer
        let start = TextPosition(line: caret.line, byte: ByteColumn(0))
        let head = buffer.encoding.decode(buffer.bytes(from: start, to: caret)[...])
        let statement = file.dockerfile?.statement(atLine: file.caretLine)
        let isContinued = statement.map { $0.firstLine < file.caretLine } ?? false
        let completer = DockerfileCompletion(
            stages: Self.stages(of: file), images: lab.imageNames, files: contextFiles.value ?? [])
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
    private static func stages(of file: EditorTab) -> [String] {
        (file.dockerfile?.statements ?? []).compactMap { statement in
            guard statement.firstLine < file.caretLine, case .from(let from) = statement.instruction else { return nil }
            return from.name?.value
        }
    }

    /// A key while the list is open; nil where it is the editor's, which then changes the list.
    mutating func choose(_ press: KeyPress) -> [Request]? {
        guard let session = completion, chooses(press) else { return nil }
        switch press.key {
        case .up: completion?.select(offset: -1)
        case .down: completion?.select(offset: 1)
        case .enter, .tab:
            completion = nil
            // Made before it is applied: no copy of the text is alive while that changes.
            let command = file.map { session.acceptance(in: $0.editor) }
            return command.map { apply($0) } ?? []
        default: completion = nil
        }
        return []
    }

    /// The list narrows with what is typed, and goes when the caret leaves its word.
    mutating func followCompletion(_ lab: LabContext) {
        guard completion != nil else { return }
        guard lab.focus == .editor, !lab.hasDialogue, let editor = file?.editor else {
            completion = nil
            return
        }
        completion = completion?.updated(for: editor)
    }
}
