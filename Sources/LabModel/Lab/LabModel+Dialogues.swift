internal import TerminalUI

extension LabModel {
    /// A key while a dialogue is open.
    mutating func answer(_ press: KeyPress) -> [Effect] {
        if case .recovery(let file, _) = dialogue, press.key == .escape {
            dialogue = nil
            return answerRecovery(file, .later)
        }
        if press.key == .escape || press == .control("c") || press == .control("q") { return dismiss() }
        switch dialogue {
        case .palette(let palette): return search(palette, press)
        case .prompt(let prompt): return answer(prompt, press)
        case .unsaved, .conflict, .recovery: return chooseByKey(press)
        case .removeImage(let image):
            dialogue = nil
            return Self.agrees(press) ? carryOut([.command(.removeImage(image))]) : []
        case .solution(_, isRevealed: false):
            dialogue = Self.agrees(press) ? .solution(offset: 0, isRevealed: true) : nil
            return []
        case .peek where answersLesson(press): return tell { $0.lesson.update(.key(press), &$1) }
        case .help, .instruction, .command, .layerFile, .page, .solution, .waste, .peek, .findings, .dockersWords:
            return read(press)
        case .lessons(let selected, let typed): return choose(lesson: press, selected: selected, typed: typed)
        case .step, nil:
            dialogue = nil
            return []
        }
    }

    /// Closes the dialogue. Which text of a file stays is then open, and what waits for that does not happen.
    private mutating func dismiss() -> [Effect] {
        let asked = dialogue
        dialogue = nil
        guard case .conflict(let file, _)? = asked else { return [] }
        return tell { $0.editor.update(.file(.conflict(file: file, .cancel)), &$1) }
    }

    /// No letter agrees: it may be one of a word that somebody types.
    private static func agrees(_ press: KeyPress) -> Bool { press.key == .enter }

    private mutating func answerRecovery(_ file: String, _ answer: RecoveryAnswer?) -> [Effect] {
        tell { $0.editor.update(.recovery(.answer(file, answer)), &$1) }
    }

    // MARK: Reading

    private mutating func read(_ press: KeyPress) -> [Effect] {
        switch press.key {
        case .up: scrollDialogue(by: -1)
        case .down: scrollDialogue(by: 1)
        case .pageUp: scrollDialogue(by: -10)
        case .pageDown, .character(" "): scrollDialogue(by: 10)
        case .left, .character("<"): dialogueSide.move(by: -1, in: screen.dialogueBreadth)
        case .right, .character(">"): dialogueSide.move(by: 1, in: screen.dialogueBreadth)
        case .character("x"):
            if case .command = dialogue, let run = command, run.status == nil { return [.world(.stopCommand(run.id))] }
        case .home: scrollDialogue(by: -ScrollPosition.farAway)
        case .end: scrollDialogue(by: ScrollPosition.farAway)
        case .character("d"), .tab:
            guard case .layerFile(_, let shown) = dialogue else { break }
            dialogue = .layerFile(offset: 0, showsDifference: !shown)
            dialogueSide = SidePosition()
        default: dialogue = nil
        }
        return []
    }

    mutating func scrollDialogue(by rows: Int) {
        let last = screen.dialogueExtent?.lastOffset ?? 0
        func moved(_ offset: Int) -> Int { min(max(0, offset.addingReportingOverflow(rows).partialValue), last) }
        switch dialogue {
        case .help(let offset): dialogue = .help(offset: moved(offset))
        case .instruction(let offset): dialogue = .instruction(offset: moved(offset))
        case .command(let offset):
            let next = moved(offset ?? last)
            dialogue = .command(offset: next >= last ? nil : next)
        case .layerFile(let offset, let shown): dialogue = .layerFile(offset: moved(offset), showsDifference: shown)
        case .page(let offset): dialogue = .page(offset: moved(offset))
        case .waste(let offset): dialogue = .waste(offset: moved(offset))
        case .findings(let offset): dialogue = .findings(offset: moved(offset))
        case .peek(let offset): dialogue = .peek(offset: moved(offset))
        case .dockersWords(let offset): dialogue = .dockersWords(offset: moved(offset))
        case .solution(let offset, let isRevealed):
            dialogue = .solution(offset: moved(offset), isRevealed: isRevealed)
        case .palette, .prompt, .unsaved, .step, .conflict, .recovery, .lessons, .removeImage, nil: break
        }
    }

    // MARK: Palette

    private mutating func search(_ old: Palette, _ press: KeyPress) -> [Effect] {
        var palette = old
        switch press.key {
        case .enter:
            dialogue = nil
            return chosen(palette).map { perform($0) } ?? []
        case .up: palette.selection = max(0, palette.selection - 1)
        case .down, .tab:
            palette.selection = min(palette.selection + 1, max(0, matches(of: palette).count - 1))
        case .backspace:
            if !palette.query.isEmpty { palette.query.removeLast() }
            palette.selection = 0
        case .character(let character) where press.modifiers.isEmpty:
            palette.query.append(character)
            palette.selection = 0
        default: return []
        }
        dialogue = .palette(palette)
        return []
    }

    private func chosen(_ palette: Palette) -> Action? {
        let matches = matches(of: palette)
        return matches.indices.contains(palette.selection) ? matches[palette.selection] : nil
    }

    // MARK: Prompts

    private mutating func answer(_ old: Prompt, _ press: KeyPress) -> [Effect] {
        var prompt = old
        switch press.key {
        case .enter:
            dialogue = nil
            return accept(prompt)
        case .backspace: prompt.deleteLast()
        case .character("u") where press.modifiers == .control:
            prompt.text = ""
            prompt.keep()
        case .tab where prompt.kind.seeksInFile:
            prompt.isPattern.toggle()
            prompt.keep()
        case .right, .end: prompt.keep()
        case .character(let character) where press.modifiers.isEmpty: prompt.type(String(character))
        default: return []
        }
        dialogue = .prompt(prompt)
        return []
    }

    private mutating func accept(_ prompt: Prompt) -> [Effect] {
        switch prompt.kind {
        case .find: return answer(.find(isPattern: prompt.isPattern), prompt.text)
        case .replaceWhat: return answer(.replaceWhat(isPattern: prompt.isPattern), prompt.text)
        case .replaceWith(let what): return answer(.replace(what, isPattern: prompt.isPattern), prompt.text)
        case .goToLine: return answer(.line, prompt.text)
        case .findInLayers: return tell { $0.layers.update(.find(prompt.text), &$1) }
        case .findInShell: return tell { $0.shell.update(.find(prompt.text), &$1) }
        case .tag(let image): return tell { $0.images.update(.tag(image: image, name: prompt.text), &$1) }
        case .race: return tell { $0.build.update(.askedForRace(prompt.text), &$1) }
        case .goToStep: return Int(prompt.text.filter { $0 != " " }).map { go(to: $0 - 1) } ?? []
        }
    }

    private mutating func answer(_ question: EditorQuestion, _ text: String) -> [Effect] {
        tell { $0.editor.update(.answer(question, text), &$1) }
    }

    // MARK: Questions

    /// Arrows select and Enter answers; letters do nothing, since they may be text.
    private mutating func chooseByKey(_ press: KeyPress) -> [Effect] {
        let count = 3
        switch (press.key, selectedAnswer) {
        case (.enter, let index?): return choose(index)
        case (.left, let index?), (.up, let index?): selectAnswer((index + count - 1) % count)
        case (.right, let index?), (.down, let index?), (.tab, let index?): selectAnswer((index + 1) % count)
        default: break
        }
        return []
    }

    private var selectedAnswer: Int? {
        switch dialogue {
        case .unsaved(let answer): answer.rawValue
        case .conflict(_, let answer): answer.rawValue
        case .recovery(_, let answer): answer.rawValue
        case .help, .palette, .prompt, .step, .instruction, .command, .lessons, .removeImage, .layerFile, .solution,
            .waste, .page, .peek, .findings, .dockersWords, nil:
            nil
        }
    }

    private mutating func selectAnswer(_ index: Int) {
        switch dialogue {
        case .unsaved: dialogue = UnsavedAnswer(rawValue: index).map { .unsaved($0) }
        case .conflict(let file, _): dialogue = ConflictAnswer(rawValue: index).map { .conflict(file: file, $0) }
        case .recovery(let file, _): dialogue = RecoveryAnswer(rawValue: index).map { .recovery(file: file, $0) }
        case .help, .palette, .prompt, .step, .instruction, .command, .lessons, .removeImage, .layerFile, .solution,
            .waste, .page, .peek, .findings, .dockersWords, nil:
            break
        }
    }

    /// The answer of that number is chosen.
    mutating func choose(_ index: Int) -> [Effect] {
        let asked = dialogue
        dialogue = nil
        switch asked {
        case .unsaved:
            switch UnsavedAnswer(rawValue: index) {
            case .save: return carryOut([.save(then: .quit)])
            case .discard: return leave()
            case .cancel, nil: return []
            }
        case .conflict(let file, _):
            guard let answer = ConflictAnswer(rawValue: index) else { return [] }
            return tell { $0.editor.update(.file(.conflict(file: file, answer)), &$1) }
        case .lessons: return openLesson(at: index)
        case .recovery(let file, _): return answerRecovery(file, RecoveryAnswer(rawValue: index))
        case .palette(var palette):
            palette.selection = index
            return chosen(palette).map { perform($0) } ?? []
        case .help, .prompt, .step, .instruction, .command, .removeImage, .layerFile, .solution, .waste, .page, .peek,
            .findings, .dockersWords, nil:
            return []
        }
    }
}
