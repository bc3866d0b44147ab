internal import LessonFormat
internal import TextEditing

extension LabModel {
    /// Performs the next action of the step; at its end, goes on to the next step. What is being typed is finished first.
    mutating func performNext() -> [Effect] {
        guard let presentation, presentation.restoring == nil else { return [] }
        if presentation.typing != nil { return passTyping(at: .infinity) }
        guard let action = nextAction else { return goOnStage(to: stepIndex + 1) }
        if case .command = dialogue { dialogue = nil }
        self.presentation?.next += 1
        return begin(action)
    }

    private mutating func begin(_ action: LessonAction) -> [Effect] {
        switch action {
        case .write(let path): return beginTyping(file: path)
        case .delete(let path): return beginTyping("rm \(path)", .line)
        case .run(let line): return beginTyping(line, .line)
        case .build(let arguments): return beginTyping("docker build \(arguments)", .build(Self.words(arguments)))
        case .start(let arguments): return beginTyping("docker run \(arguments)", .start(Self.words(arguments)))
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

    private mutating func show(_ pane: Pane) {
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

    private mutating func beginTyping(_ line: String, _ command: Typing.Command) -> [Effect] {
        presentation?.typing = Typing(.command(command), line, now: now)
        return passTyping(at: now)
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
        return typing.isDone ? finish(typing) : []
    }

    private mutating func finish(_ typing: Typing) -> [Effect] {
        presentation?.typing = nil
        switch typing.target {
        case .file: return saveAll()
        case .command(.line): return runCommand(typing.typed)
        case .command(.build(let arguments)): return startBuild(arguments: arguments)
        case .command(.start(let arguments)): return runImage(arguments: arguments)
        }
    }
}
