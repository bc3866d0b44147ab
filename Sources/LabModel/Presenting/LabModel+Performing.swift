internal import CommandLines
internal import LessonFormat
internal import TerminalUI
internal import TextEditing

extension LabModel {
    /// Performs the next action of the step; at its end, goes on to the next step. What is being typed is finished first.
    mutating func performNext() -> [Effect] {
        guard let presentation, presentation.restoring == nil else { return [] }
        if presentation.typing != nil { return passTyping(at: .infinity) }
        guard let action = nextAction else { return goOnStage(to: stepIndex + 1) }
        if case .command = dialogue { dialogue = nil }
        if let line = Self.shellLine(action) { return beginTyping(inShell: line) }
        self.presentation?.next += 1
        return begin(action)
    }

    /// What an action types at the shell's prompt; nil where it is none for the shell.
    private static func shellLine(_ action: LessonAction) -> String? {
        switch action {
        case .delete(let path): "rm \(path)"
        case .run(let line): line
        case .build(let arguments): "docker build \(arguments)"
        case .write, .start, .stop, .fetch, .answer, .predict: nil
        }
    }

    private mutating func begin(_ action: LessonAction) -> [Effect] {
        switch action {
        case .delete, .run, .build: return []
        case .write(let path): return beginTyping(file: path)
        case .start(let arguments):
            presentation?.typing = Typing(
                .start(RunCommandLine(Self.words(arguments))), "docker run \(arguments)", now: now)
            return passTyping(at: now)
        case .stop: return stopContainer()
        case .fetch(let url):
            show(.containers)
            return container.map { [.fetchPage($0.id, url: url)] } ?? []
        case .answer(let choice): return answer(choice)
        case .predict(let cached): return predict(cached)
        }
    }

    private static func words(_ arguments: String) -> [String] {
        arguments.split(separator: " ").map(String.init)
    }

    mutating func show(_ pane: Pane) {
        layout.show(pane)
        if pane != .lesson, presentation?.isLarge != true, LabLayout(layout).kind == .wide { layout.show(.lesson) }
    }

    private mutating func answer(_ choice: Int) -> [Effect] {
        show(.lesson)
        guard let step else { return [] }
        let open = step.checks.indices.first { index in
            guard case .quiz(let id, _, _, _) = step.checks[index].kind else { return false }
            return lessonProgress.answers[id] == nil
        }
        return open.map { choose(choice, check: $0) } ?? []
    }

    private mutating func predict(_ cached: [String]) -> [Effect] {
        show(.lesson)
        for instruction in step?.predict?.instructions ?? [] { guesses[instruction] = cached.contains(instruction) }
        areGuessesPending = true
        return [gatherEvidence()]
    }

    // MARK: Typing

    mutating func beginTyping(file path: String) -> [Effect] {
        guard let bytes = lesson.files(after: stepIndex)[path] else { return [] }
        show(file: path)
        layout.show(.editor)
        let old = files[openFile].text
        let change = FileChange(from: old, to: String(decoding: bytes, as: UTF8.self))
        changeFile { tab in
            let lower = tab.editor.buffer.position(of: ByteOffset(change.range.lowerBound))
            let upper = tab.editor.buffer.position(of: ByteOffset(change.range.upperBound))
            tab.apply(.moveTo(lower))
            if lower != upper { tab.apply(.replaceRange(from: lower, to: upper, with: "")) }
        }
        presentation?.typing = Typing(.file(path), change.replacement, now: now)
        return passTyping(at: now)
    }

    /// Nothing is typed into a program that happens to run in the shell.
    private mutating func beginTyping(inShell line: String) -> [Effect] {
        guard !shell.isBusy, build?.isRunning != true else {
            notice = .shellBusy
            return []
        }
        presentation?.next += 1
        show(.shell)
        if shell.isOver { shell = ShellPane() }
        presentation?.typing = Typing(.shell, line, now: now)
        // In place of whatever stands at the prompt.
        return [.key(.control("e")), .key(.control("u"))].flatMap { feedShell($0) } + passTyping(at: now)
    }

    /// Types what has fallen due, and does what follows once all is typed.
    mutating func passTyping(at time: Double) -> [Effect] {
        guard presentation?.isDriving == true, var typing = presentation?.typing else { return [] }
        let text = typing.take(until: time, rate: time == .infinity ? nil : presentation?.pace.rate)
        presentation?.typing = typing
        if case .file(let path) = typing.target, !text.isEmpty {
            show(file: path)
            changeFile { tab in
                let caret = tab.editor.caret
                tab.apply(.replaceRange(from: caret, to: caret, with: text))
            }
        }
        if typing.target == .shell {
            let keys = text.flatMap { feedShell(.key($0 == "\n" ? KeyPress(.enter) : KeyPress(.character($0)))) }
            return keys + (typing.isDone ? finish(typing) : [])
        }
        return typing.isDone ? finish(typing) : []
    }

    private mutating func finish(_ typing: Typing) -> [Effect] {
        presentation?.typing = nil
        switch typing.target {
        case .file: return saveAll()
        case .shell: return save(then: .enterInShell)
        case .start(let line): return runImage(line)
        }
    }
}
