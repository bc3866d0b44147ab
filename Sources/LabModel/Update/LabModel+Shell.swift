internal import SelfChecks
internal import ShellScreen
internal import TerminalUI

extension LabModel {
    /// A key while the shell has the focus: the lab's few, then what reads the history, else the shell's.
    mutating func strikeShell(_ press: KeyPress) -> [Effect] {
        if shell.isReading, let action = KeyTable.readingAction(for: press) {
            return readShell(action, selecting: press.modifiers.contains(.shift))
        }
        if let action = KeyTable.action(for: press, in: .shell), takes(action) { return perform(action) }
        return sendToShell(.key(press))
    }

    /// Whether an action of the key table is the lab's at this moment, and not the program's in the shell.
    private func takes(_ action: Action) -> Bool {
        switch action {
        case .pageUp: shell.frame?.isAlternate == false
        case .restartShell: shell.isOver
        default: true
        }
    }

    mutating func sendToShell(_ input: ShellInput) -> [Effect] {
        shell.stopReading()
        guard shell.state == .running, let run = shell.run else { return [] }
        return [.shellInput(run, input)]
    }

    /// Types a command into the shell and runs it; starts the shell where there is none.
    mutating func runInShell(_ line: String) -> [Effect] {
        layout.lower = .shell
        if LabLayout(layout).kind != .wide { layout.show(.shell) }
        guard shell.state == .running else {
            if shell.isOver { shell = ShellPane() }
            shell.waiting.append(.line(line))
            return []
        }
        return sendToShell(.line(line))
    }

    /// The open file in the learner's own editor, which runs in the shell's pane.
    mutating func openElsewhere() -> [Effect] {
        guard let file else { return [] }
        layout.show(.shell)
        let name = file.path.replacing("'", with: "'\\''")
        return save(then: .shellLine("${VISUAL:-${EDITOR:-vi}} \"$SLIPWAY_WORKSPACE\"/'\(name)'"))
    }

    /// Hands it something now, or once it is there.
    mutating func feedShell(_ input: ShellInput) -> [Effect] {
        guard shell.state == .unopened else { return sendToShell(input) }
        shell.waiting.append(input)
        return []
    }

    /// Runs what stands at the prompt.
    mutating func enterInShell() -> [Effect] {
        shell.isBusy = true
        return feedShell(.key(KeyPress(.enter)))
    }

    mutating func restartShell() -> [Effect] {
        layout.show(.shell)
        // The next frame shows how large it is, and starts it.
        if shell.isOver { shell = ShellPane() }
        return [.drawAgain]
    }

    /// Starts the shell where it is first seen, and tells it its size.
    mutating func fitShell() -> [Effect] {
        guard let area = map.shell, !area.isEmpty, presentation?.restoring == nil else { return [] }
        switch shell.state {
        case .unopened:
            let run = newRun()
            shell.run = run
            shell.size = area.size
            shell.state = .running
            defer { shell.waiting = [] }
            return [.startShell(run, area.size)] + shell.waiting.map { .shellInput(run, $0) }
        case .running:
            guard shell.size != area.size, let run = shell.run else { return [] }
            shell.size = area.size
            return [.resizeShell(run, area.size)]
        case .ended, .notStarted: return []
        }
    }

    // MARK: What comes from it

    mutating func shellShows(_ frame: ShellFrame, _ run: RunID) {
        guard shell.run == run else { return }
        shell.frame = frame
    }

    mutating func shellEnded(_ run: RunID, _ state: ShellPane.State) -> [Effect] {
        guard shell.run == run else { return [] }
        shell.state = state
        return loseOutsideBuild() + [listImages(), gatherEvidence()]
    }

    /// A command of the shell has ended: files, images and containers may be others.
    mutating func shellCommandEnded(_ run: RunID) -> [Effect] {
        guard shell.run == run else { return [] }
        shell.isBusy = false
        return loseOutsideBuild() + files.map { .read(file: $0.path) } + [listImages(), gatherEvidence()]
    }

    /// A command of the shell goes on: what it serves can be looked at.
    mutating func shellStirred(_ run: RunID) -> [Effect] {
        guard shell.run == run, let step else { return [] }
        shell.isBusy = true
        let needs = needs(of: step)
        return needs.containers || !needs.pages.isEmpty ? [gatherEvidence()] : []
    }
}

extension ShellPane {
    var isOver: Bool {
        switch state {
        case .ended, .notStarted: true
        case .unopened, .running: false
        }
    }
}
