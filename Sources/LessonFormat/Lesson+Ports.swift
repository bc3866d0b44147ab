extension Lesson {
    /// The ports of this machine that the lesson asks for, in order.
    public var wishedPorts: [UInt16] {
        let ports = needs.ports + [image?.port, registry?.port].compactMap { $0 }
        return Set(ports.filter { $0 > 0 }).sorted()
    }

    /// The lesson with replacements for ports that are taken on this machine. Texts, commands, checks and the command
    /// of F6 use the replacements, and the first step that changes says why. Files of the workspace and code of
    /// Dockerfiles and programs are about the container's ports and do not change.
    public func with(ports: PortMap) -> Lesson {
        guard wishedPorts.contains(where: { ports.port($0) != $0 }) else { return self }
        var lesson = self
        let following = PortFollowing(ports: ports, image: image)
        lesson.summary = ports.following(summary)
        lesson.needs.ports = needs.ports.map(ports.port)
        lesson.needs.images = needs.images.map(ports.following)
        if let image {
            lesson.image = LessonImage(
                reference: ports.following(image.reference), port: image.port.map(ports.port),
                containerPort: image.containerPort)
        }
        if let registry {
            lesson.registry = LessonRegistry(port: ports.port(registry.port), accounts: registry.accounts)
        }
        lesson.steps = steps.map(following.step)
        if let first = steps.indices.first(where: { lesson.steps[$0] != steps[$0] }) {
            lesson.steps[first].body.insert(following.note(for: wishedPorts), at: 0)
        }
        return lesson
    }
}

/// What a step says and asks for, with other ports.
private struct PortFollowing {
    let ports: PortMap
    /// As the lesson has it without these ports.
    let image: LessonImage?

    func step(_ step: Step) -> Step {
        var other = step
        other.title = ports.following(step.title)
        other.goal = ports.following(step.goal)
        other.body = step.body.map(block)
        other.checks = step.checks.map(check)
        other.hints = step.hints.map(ports.following)
        other.solution = step.solution.map(action)
        other.beginnings = step.beginnings.mapValues(ports.following)
        other.notes = step.notes.map(ports.following)
        let titles = Dictionary(zip(step.checks, other.checks).map { ($0.title, $1.title) }) { first, _ in first }
        other.trials = step.trials.map { trial($0, titles) }
        return other
    }

    /// - Parameter titles: those of the checks, by what they were.
    private func trial(_ trial: Trial, _ titles: [String: String]) -> Trial {
        var other = trial
        other.actions = trial.actions.map { $0.map(action) }
        switch trial.outcome {
        case .passes: break
        case .fails(let checks): other.outcome = .fails(checks: checks.map { titles[$0] ?? $0 })
        }
        return other
    }

    /// Which ports are others, and because of whom.
    func note(for wished: [UInt16]) -> MarkdownBlock {
        let sentences = wished.compactMap { port -> String? in
            guard let given = ports.given[port] else { return nil }
            let holder = given.holder.map { " by \($0)" } ?? ""
            return "Port \(port) is taken\(holder), so your lab has port \(given.port) in its place."
        }
        let end = "The texts, commands and checks of this lesson follow."
        return .quote([.paragraph([.text((sentences + [end]).joined(separator: " "))])])
    }

    // MARK: Checks and actions

    private func check(_ check: Check) -> Check {
        var other = check
        other.kind = kind(check.kind)
        let words = isAboutMachine(check.kind) ? ports.followingNumbers : ports.following
        other.title = words(check.title)
        other.advice = check.advice.map(ports.following) ?? advice(for: check.kind)
        other.expected = check.expected.map(words)
        return other
    }

    /// The advice of the check's kind takes both sides of `-p` for the same port; nil where it may.
    private func advice(for kind: CheckKind) -> String? {
        guard case .container(_, .publishes(let wished)) = kind, ports.port(wished) != wished else { return nil }
        let inside = image?.port == wished ? image?.containerPort ?? wished : wished
        return "Stop it, then run it with -p \(ports.port(wished)):\(inside)."
    }

    /// Whether a check's words have no other ports than those of this machine.
    private func isAboutMachine(_ kind: CheckKind) -> Bool {
        switch kind {
        case .http, .container(_, .publishes): true
        case .container(_, .running), .folder, .file, .dockerfile, .image, .build, .predict, .command, .quiz: false
        }
    }

    private func kind(_ kind: CheckKind) -> CheckKind {
        switch kind {
        case .http(let url, let status, let contains):
            .http(url: ports.following(url), status: status, contains: contains)
        case .container(let image, let expectation):
            .container(image: ports.following(image), self.expectation(expectation))
        case .command(let line, let status, let contains):
            .command(line: ports.following(line), status: status, contains: contains.map(ports.following))
        case .image(let reference, .sameAs(let other)):
            .image(reference: ports.following(reference), .sameAs(ports.following(other)))
        case .image(let reference, let expectation):
            .image(reference: ports.following(reference), expectation)
        case .quiz(let quiz): .quiz(self.quiz(quiz))
        case .folder, .file, .dockerfile, .build, .predict: kind
        }
    }

    private func expectation(_ expectation: ContainerExpectation) -> ContainerExpectation {
        switch expectation {
        case .running: .running
        case .publishes(let port): .publishes(port: ports.port(port))
        }
    }

    private func quiz(_ quiz: Quiz) -> Quiz {
        let choices = quiz.choices.map {
            Quiz.Choice(ports.following($0.text), why: $0.why.map(ports.following))
        }
        return Quiz(id: quiz.id, question: ports.following(quiz.question), choices: choices, answer: quiz.answer)
    }

    private func action(_ action: LessonAction) -> LessonAction {
        switch action {
        case .run(let line): .run(ports.following(line))
        case .build(let arguments): .build(ports.following(arguments))
        case .start(let arguments): .start(ports.following(arguments))
        case .fetch(let url): .fetch(ports.following(url))
        case .write, .delete, .stop, .answer, .predict: action
        }
    }

    // MARK: Text

    private func block(_ block: MarkdownBlock) -> MarkdownBlock {
        switch block {
        case .heading(let level, let inlines): .heading(level: level, inlines.map(inline))
        case .paragraph(let inlines): .paragraph(inlines.map(inline))
        case .code(let code): .code(self.code(code))
        case .quote(let blocks): .quote(blocks.map(self.block))
        case .list(let start, let items):
            .list(
                start: start,
                items.map { MarkdownItem(blocks: $0.blocks.map(self.block), isDone: $0.isDone) })
        case .table(let header, let rows):
            .table(
                header: header.map { $0.map(inline) }, rows: rows.map { row in row.map { $0.map(inline) } })
        case .rule: .rule
        }
    }

    /// A file of the workspace, and a language of files, speak of the container's ports.
    private func code(_ code: CodeBlock) -> CodeBlock {
        var other = code
        switch code.purpose {
        case .file: return code
        case .run: other.text = ports.following(code.text)
        case .shown:
            guard !["dockerfile", "python"].contains(code.language) else { return code }
            other.text = ports.following(code.text)
        }
        return other
    }

    private func inline(_ inline: MarkdownInline) -> MarkdownInline {
        switch inline {
        case .text(let text): .text(ports.following(text))
        case .code(let text): .code(ports.following(text))
        case .emphasis(let inlines): .emphasis(inlines.map(self.inline))
        case .strong(let inlines): .strong(inlines.map(self.inline))
        case .struck(let inlines): .struck(inlines.map(self.inline))
        case .link(let inlines, let url): .link(inlines.map(self.inline), url: ports.following(url))
        case .lineBreak: .lineBreak
        }
    }
}
