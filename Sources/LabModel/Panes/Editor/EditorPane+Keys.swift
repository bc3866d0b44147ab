internal import DockerfileSyntax
internal import TerminalUI
internal import TextEditing

/// What the editor asks the learner for.
public enum EditorQuestion: Equatable, Sendable {
    case find(isPattern: Bool)
    case replaceWhat(isPattern: Bool)
    case replace(String, isPattern: Bool)
    case line
}

extension EditorPane {
    static let keys: [KeyBinding] = [
        KeyBinding(again: .lab(.save), .pane(.editor), [.control("s")], 4),
        key(
            .nextFile, "Go to the next file", "next file", [KeyPress(.pageDown, .control), .alternate("]")], 5),
        key(
            .previousFile, "Go to the file before", "file back", [KeyPress(.pageUp, .control), .alternate("[")]),
        KeyBinding(
            .shared(.showCause), "Say why this instruction ran", "why", .pane(.editor), [.alternate("w")], 5),
        key(.explain, "Explain this instruction", "explain", [.alternate("e")]),
        key(.listFindings, "List all errors and warnings of this file", "findings", []),
        key(
            .openElsewhere, "Open this file in your own editor ($EDITOR), in the shell", "own editor",
            [.alternate("o")]),
        key(.showSolution, "Compare this file with the step's solution", "solution", [.alternate("v")]),
        key(
            .toggleBreakpoint, "Stop the build before this instruction, or no longer", "breakpoint",
            [.alternate("x")]),
        KeyBinding(
            .shared(.openShell), "Open a shell in the files as they are before this instruction", "shell here",
            .pane(.editor), [.alternate("g")]),
        key(
            .complete, "Complete the word before the caret", "complete", [.control(" "), .alternate("/")], 8),
        key(.undo, "Undo", "undo", [.control("z")]),
        key(.redo, "Redo", "redo", [.control("y")]),
        key(.cut, "Cut", "cut", [.control("x")]),
        KeyBinding(.shared(.copy), "Copy", "copy", .pane(.editor), [.control("c")]),
        key(.paste, "Paste", "paste", [.control("v")]),
        key(.selectAll, "Select all", "all", [.control("a")]),
        KeyBinding(.shared(.find), "Find in this file", "find", .pane(.editor), [.control("f")], 9),
        KeyBinding(.shared(.findNext), "Find the next one", "find next", .pane(.editor), [.alternate("f")]),
        KeyBinding(.shared(.findPrevious), "Find the one before", "find back", .pane(.editor), [.alternate("b")]),
        key(.replace, "Find and replace", "replace", [.control("r")]),
        key(.goToLine, "Go to a line by its number", "go to line", [.control("g")]),
    ]

    private static func key(
        _ action: Action, _ title: String, _ short: String, _ chords: [KeyPress], _ prominence: Int? = nil
    ) -> KeyBinding {
        KeyBinding(.editor(action), title, short, .pane(.editor), chords, prominence)
    }

    mutating func perform(_ action: Action, _ lab: inout LabContext) -> [Request] {
        switch action {
        case .nextFile: return turn(by: 1)
        case .previousFile: return turn(by: -1)
        case .undo: return apply(.undo)
        case .redo: return apply(.redo)
        case .cut: return apply(.cut)
        case .paste: return apply(.paste)
        case .selectAll: return apply(.selectAll)
        case .replace: return ask(.replaceWhat, text: search.query?.text ?? "")
        case .goToLine: return ask(.goToLine)
        case .explain: return [.focus(.editor), .open(.instruction(offset: 0))]
        case .listFindings: return [.focus(.editor), .open(.findings(offset: 0))]
        case .openElsewhere: return openElsewhere()
        case .complete: return complete(&lab)
        case .showSolution: return file == nil ? [] : [.showSolution]
        case .toggleBreakpoint: return toggleBreakpoint(lab)
        }
    }

    mutating func perform(_ action: SharedAction) -> [Request] {
        switch action {
        case .find:
            let selected = file?.editor.selectedText ?? ""
            return ask(
                .find, text: selected.isEmpty || selected.contains("\n") ? search.query?.text ?? "" : selected)
        case .findNext: return apply(.findNext)
        case .findPrevious: return apply(.findPrevious)
        case .copy: return apply(.copy)
        case .showCause: return [stepAtCaret.map { .open(.step($0)) } ?? .notice(.noCause)]
        case .openShell: return openShell(file.flatMap { $0.isDockerfile ? $0.caretLine : nil })
        case .lineUp, .lineDown, .pageUp, .pageDown, .toTop, .toBottom, .lookLeft, .lookRight, .open, .refresh:
            return []
        }
    }

    private mutating func turn(by step: Int) -> [Request] {
        guard !files.isEmpty else { return [] }
        openFile = (openFile + step + files.count) % files.count
        return [.focus(.editor)]
    }

    /// Round and round: behind the last finding comes the first.
    /// The place where the build failed is one of the Dockerfile's findings, and the first from a file that has none.
    ///
    /// - Parameter step: the step that the last build failed at.
    mutating func goToNextFinding(failed step: Int?) -> [Request] {
        let failed = step.flatMap { step in gutter.marks.first { $0.value == .step(step) }?.key }
        if failed != nil, file?.reports.isEmpty != false, let dockerfile = files.firstIndex(where: \.isDockerfile) {
            openFile = dockerfile
        }
        var lines = Set((file?.reports ?? []).map(\.range.start.line))
        if let failed, file?.isDockerfile == true { lines.insert(failed) }
        guard let file, let first = lines.min() else { return [.notice(.noFinding)] }
        let next = lines.filter { $0 > file.caretLine }.min() ?? first
        return [.focus(.editor)] + apply(.goToLine(LineIndex(max(0, next - 1))))
    }

    private func ask(_ kind: Prompt.Kind, text: String = "") -> [Request] {
        let isPattern = kind.seeksInFile && search.query?.isPattern == true
        return [.focus(.editor), .open(.prompt(Prompt(kind, text: text, isPattern: isPattern)))]
    }

    // MARK: Text

    /// Whether a key chooses in the list of completions.
    func chooses(_ press: KeyPress) -> Bool {
        guard completion != nil, press.modifiers.isEmpty else { return false }
        let keys: [Key] = [.up, .down, .enter, .tab, .escape]
        return keys.contains(press.key)
    }

    /// A key in no table of the lab's: one for the list of completions, the editor's own, or a character.
    mutating func type(_ press: KeyPress) -> [Request] {
        if let requests = choose(press) { return requests }
        if press.key == .escape, case .marked(let query) = search { search = .hidden(query) }
        if let command = EditorKeys.command(for: press) { return apply(command) }
        guard case .character(let character) = press.key, press.modifiers.isEmpty else { return [] }
        return apply(.insert(String(character)))
    }

    mutating func apply(_ command: EditCommand) -> [Request] {
        guard files.indices.contains(openFile) else { return [] }
        var said: EditNotice?
        change { said = $0.apply(command) }
        let words: [Request] = said.map { [.notice(.edit($0))] } ?? []
        if command == .findNext || command == .findPrevious, let query = search.query { search = .marked(query) }
        guard command == .cut || command == .copy, let clipboard = files[openFile].editor.clipboard else {
            return words
        }
        for index in files.indices { files[index].editor.clipboard = clipboard }
        return words + [.program(.copy(clipboard.text))]
    }

    // MARK: Answers

    mutating func answer(_ question: EditorQuestion, _ text: String) -> [Request] {
        switch question {
        case .find(let isPattern):
            guard !text.isEmpty else { return [] }
            let query = SearchQuery(text, isPattern: isPattern)
            search = .marked(query)
            return apply(.find(query))
        case .replaceWhat(let isPattern):
            guard !text.isEmpty else { return [] }
            let query = SearchQuery(text, isPattern: isPattern)
            search = showsMatches ? .marked(query) : .hidden(query)
            return [.open(.prompt(Prompt(.replaceWith(text), isPattern: isPattern)))]
        case .replace(let what, let isPattern):
            let found = apply(.find(SearchQuery(what, isPattern: isPattern)))
            if case .notice(.edit(.badPattern))? = found.first { return found }
            return found + apply(.replaceAll(with: text))
        case .line:
            guard let line = Int(text.filter { $0 != " " }) else { return [] }
            return apply(.goToLine(LineIndex(max(0, line - 1))))
        }
    }
}
