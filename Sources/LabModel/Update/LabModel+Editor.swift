import TerminalUI
import TextEditing

extension LabModel {
    /// A key in the editor that is in no table of ours: the editor's own, or a character.
    mutating func type(_ press: KeyPress) -> [Effect] {
        if press.key == .escape { showsMatches = false }
        if let command = EditorKeys.command(for: press) { return apply(command) }
        guard case .character(let character) = press.key, press.modifiers.isEmpty else { return [] }
        return apply(.insert(String(character)))
    }

    mutating func apply(_ command: EditCommand) -> [Effect] {
        guard files.indices.contains(openFile) else { return [] }
        var said: EditNotice?
        changeFile { said = $0.apply(command) }
        if let said { notice = .edit(said) }
        if command == .findNext || command == .findPrevious { showsMatches = true }
        guard command == .cut || command == .copy, let clipboard = files[openFile].editor.clipboard else { return [] }
        for index in files.indices { files[index].editor.clipboard = clipboard }
        return [.copy(clipboard.text)]
    }

    mutating func paste(_ text: String) -> [Effect] {
        if case .prompt(var prompt) = dialogue {
            prompt.text += text.filter { !$0.isNewline }
            dialogue = .prompt(prompt)
            return []
        }
        if dialogue == nil, layout.focus == .shell { return sendToShell(.paste(text)) }
        return dialogue == nil && layout.focus == .editor ? apply(.pasteText(text)) : []
    }

    mutating func inEditor(_ action: Action) -> [Effect] {
        switch action {
        case .nextFile: turnFile(by: 1)
        case .previousFile: turnFile(by: -1)
        case .undo: return apply(.undo)
        case .redo: return apply(.redo)
        case .cut: return apply(.cut)
        case .copy: return apply(.copy)
        case .paste: return apply(.paste)
        case .selectAll: return apply(.selectAll)
        case .find:
            let selected = file?.editor.selectedText ?? ""
            ask(.find, text: selected.isEmpty || selected.contains("\n") ? searchText : selected)
        case .findNext: return apply(.findNext)
        case .findPrevious: return apply(.findPrevious)
        case .replace: ask(.replaceWhat, text: searchText)
        case .goToLine: ask(.goToLine)
        case .showCause: showCause()
        case .showSolution: showSolution()
        case .explainInstruction:
            layout.show(.editor)
            dialogue = .instruction(offset: 0)
        default: break
        }
        return []
    }

    private mutating func turnFile(by step: Int) {
        guard !files.isEmpty else { return }
        layout.show(.editor)
        openFile = (openFile + step + files.count) % files.count
    }

    private mutating func ask(_ kind: Prompt.Kind, text: String = "") {
        layout.show(.editor)
        dialogue = .prompt(Prompt(kind, text: text, isPattern: kind.seeksInFile && searchIsPattern))
    }

    /// The miss of the instruction at the caret, or of the build pane's selected row.
    private mutating func showCause() {
        let row = layout.focus == .build ? selected[.build] : stepAtCaret
        if let row, build?.steps.indices.contains(row) == true {
            dialogue = .step(row)
        } else {
            notice = .noCause
        }
    }

    // MARK: Prompts

    mutating func answer(_ old: Prompt, _ press: KeyPress) -> [Effect] {
        var prompt = old
        switch press.key {
        case .enter:
            dialogue = nil
            return accept(prompt)
        case .backspace:
            if !prompt.text.isEmpty { prompt.text.removeLast() }
        case .character("u") where press.modifiers == .control: prompt.text = ""
        case .tab where prompt.kind.seeksInFile: prompt.isPattern.toggle()
        case .character(let character) where press.modifiers.isEmpty: prompt.text.append(character)
        default: return []
        }
        dialogue = .prompt(prompt)
        return []
    }

    private mutating func accept(_ prompt: Prompt) -> [Effect] {
        switch prompt.kind {
        case .find:
            guard !prompt.text.isEmpty else { return [] }
            (searchText, searchIsPattern) = (prompt.text, prompt.isPattern)
            showsMatches = true
            return apply(.find(SearchQuery(prompt.text, isPattern: prompt.isPattern)))
        case .findInShell:
            shell.searchText = prompt.text
            findInShell(older: true)
            return []
        case .replaceWhat:
            guard !prompt.text.isEmpty else { return [] }
            (searchText, searchIsPattern) = (prompt.text, prompt.isPattern)
            dialogue = .prompt(Prompt(.replaceWith(prompt.text), isPattern: prompt.isPattern))
        case .replaceWith(let what):
            notice = nil
            _ = apply(.find(SearchQuery(what, isPattern: prompt.isPattern)))
            if case .edit(.badPattern) = notice { return [] }
            return apply(.replaceAll(with: prompt.text))
        case .tag(let image): return tag(image, as: prompt.text)
        case .goToStep:
            guard let number = Int(prompt.text.filter { $0 != " " }) else { return [] }
            return goOnStage(to: number - 1)
        case .goToLine:
            guard let line = Int(prompt.text.filter { $0 != " " }) else { return [] }
            return apply(.goToLine(LineIndex(max(0, line - 1))))
        }
        return []
    }
}
