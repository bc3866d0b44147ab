internal import CommandLines
internal import LessonFormat
internal import TerminalUI

/// Performing the actions of a step, a key at a time.
extension Presentation {
    /// The next action of the step; at its end the next step. What is being typed is finished first.
    mutating func performNext(_ lab: LabContext) -> [Request] {
        guard restoring == nil else { return [] }
        if typing != nil { return passTyping(at: .infinity) }
        guard let action = nextAction(in: lab.step) else {
            return leave(lab)
        }
        if let begun = race(action, lab) { return begun }
        if let line = action.commandLine { return beginTyping(line, lab) }
        next += 1
        return begin(action, lab)
    }

    /// Goes on to the next step. What still runs would not count for this one, and what its checks say should not surprise
    /// anybody later: the first Space says so, and one that comes after it leaves the step all the same; not at once, since
    /// a remote's button bounces.
    private mutating func leave(_ lab: LabContext) -> [Request] {
        let first = warnedAt ?? lab.now
        warnedAt = nil
        guard let obstacle = Self.obstacle(lab), lab.now - first < Self.bounce else {
            return [.go(to: step(after: lab.stepIndex, in: lab.lesson))]
        }
        warnedAt = first
        // What fails is to be seen; what runs is in sight already.
        return (lab.isBusy ? [] : [.present(.lesson)]) + [.notice(obstacle)]
    }

    private static func obstacle(_ lab: LabContext) -> Notice? {
        lab.isBusy ? .stepStillRuns : lab.failingCheck.map { .checkFails($0) }
    }

    // MARK: Once more

    /// The last action of the step, performed again.
    mutating func performAgain(_ lab: LabContext) -> [Request] {
        guard restoring == nil, typing == nil, next > 0 else { return [] }
        next -= 1
        return performNext(lab)
    }

    /// Space performs the last action again; what is being typed is given up. Nothing is undone.
    mutating func goBack(_ lab: LabContext) -> [Request] {
        guard restoring == nil, next > 0 else { return [] }
        next = min(next, lab.step?.solution.count ?? next) - 1
        (typing, warnedAt) = (nil, nil)
        return [.notice(.backAtAction(next + 1))]
    }

    /// Seconds within which two presses are one.
    private static let bounce = 1.0

    private mutating func begin(_ action: LessonAction, _ lab: LabContext) -> [Request] {
        switch action {
        case .delete, .run, .build: return []
        case .write(let path): return [.beginTyping(path: path)]
        case .start(let arguments):
            let line = RunCommandLine(arguments.split(separator: " ").map(String.init))
            typing = Typing(.start(line), "docker run \(arguments)", now: lab.now)
            return passTyping(at: lab.now)
        case .stop: return [.stopContainer]
        case .fetch(let url): return [.present(.containers), .fetch(url: url)]
        case .answer(let choice): return [.present(.lesson), .answer(choice: choice)]
        case .predict(let cached): return [.present(.lesson), .predict(cached: cached)]
        }
    }

    /// Nothing is typed into a program that happens to run in the shell.
    private mutating func beginTyping(_ line: String, _ lab: LabContext) -> [Request] {
        guard !lab.isBusy else { return [.notice(.shellBusy)] }
        typing = Typing(.shell, line, only: lab.step?.beginnings[next], now: lab.now)
        next += 1
        return [.present(.shell), .reviveShell, Self.clearPrompt] + passTyping(at: lab.now)
    }

    /// In place of whatever stands at the prompt.
    static let clearPrompt = Request.feedShell([.key(.control("e")), .key(.control("u"))])

    /// Types what has fallen due, and does what follows once all is typed.
    mutating func passTyping(at time: Double) -> [Request] {
        guard isDriving, var typing else { return [] }
        let text = typing.take(until: time, rate: time == .infinity ? nil : pace.rate)
        self.typing = typing
        let requests = Self.requests(text, typing.target)
        if typing.isDone { return requests + finish(typing) }
        guard typing.isHandedOver else { return requests }
        keyboard = .lent
        return requests + [.focus(.shell)]
    }

    static func requests(_ text: String, _ target: Typing.Target) -> [Request] {
        guard !text.isEmpty else { return [] }
        return switch target {
        case .file(let path): [.goOnTyping(path: path, text)]
        case .shell: [.feedShell(text.map { .key($0 == "\n" ? KeyPress(.enter) : KeyPress(.character($0))) })]
        case .start: []
        }
    }

    /// All is typed, by whichever hands.
    mutating func finish(_ typing: Typing) -> [Request] {
        self.typing = nil
        if keyboard == .lent { keyboard = .performing }
        switch typing.target {
        case .file: return [.saveAll]
        case .shell:
            leaveTrail(String(typing.text))
            entered = String(typing.text)
            return [.save(then: .enterInShell)]
        case .start(let line):
            leaveTrail(String(typing.text))
            return [.run(line)]
        }
    }
}
