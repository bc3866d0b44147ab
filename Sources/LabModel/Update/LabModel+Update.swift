public import TerminalUI
internal import TextEditing

extension LabModel {
    /// What is asked of the program when the lab opens.
    public mutating func start(size: Size, now: Double) -> [Effect] {
        self.now = now
        stepOpenedAt = now
        layout.columns = size.width
        layout.rows = size.height
        openWorkspace()
        let reads = files.map { Effect.read(file: $0.path) }
        return reads + [listImages(), gatherEvidence()]
    }

    /// Takes an event. The effects are to be performed in order.
    public mutating func update(_ event: LabEvent) -> [Effect] {
        let effects = handle(event)
        return effects + followSelectedContainer()
    }

    private mutating func handle(_ event: LabEvent) -> [Effect] {
        switch event {
        case .input(let input): return take(input)
        case .tick(let time):
            now = max(now, time)
            return passTyping(at: now) + keepRecovery()
        case .drawn(let map): return take(map)
        case .fileRead(let path, let bytes): return fileRead(path, bytes)
        case .fileNotRead(let path, let reason): notice = .notRead(path, reason: reason)
        case .fileSaved(let path, let bytes): return fileSaved(path, bytes)
        case .fileNotSaved(let path, let reason): return fileNotSaved(path, reason)
        case .folderChanged: return files.map { .read(file: $0.path) } + [gatherEvidence()]
        case .build(let run, let event): return take(event, of: run)
        case .logLines(let run, let step, let start, let lines): logRead(run, step, lines, from: start)
        case .buildEnded(let run, let status, let errors): return buildEnded(run, status, errors)
        case .containerLog(let run, let text): containerLog(run, text)
        case .containerPage(let run, let page): return containerPage(run, page)
        case .containerEnded(let run, let status): return containerEnded(run, status)
        case .commandOutput(let run, let text): if command?.id == run { command?.log.append(text) }
        case .commandEnded(let run, let status): return commandEnded(run, status)
        case .shellFrame(let run, let frame): shellShows(frame, run)
        case .shellEnded(let run, let status): return shellEnded(run, .ended(status: status))
        case .shellNotStarted(let run, let reason): return shellEnded(run, .notStarted(reason: reason))
        case .shellBusy(let run): if shell.run == run { notice = .shellBusy }
        case .shellCommandEnded(let run): return shellCommandEnded(run)
        case .shellStirred(let run): return shellStirred(run)
        case .outsideBuild(let id, let event): return takeOutside(event, of: id)
        case .recoveryFound(let path, let text): return recoveryFound(path, text)
        case .contextFiles(let run, let paths): take(context: paths, of: run)
        case .lessons(let run, let entries): take(entries, of: run)
        case .stepReset(let run, let backup): return stepIsReset(run, backup: backup)
        case .stepNotReset(let run, let reason): if run == resetRun { notice = .notReset(reason) }
        case .evidence(let run, let evidence): return judge(evidence, of: run)
        case .images(let run, let listing): if run == imagesRun { take(listing) }
        case .restored(let run, let line): return restored(run, container: line)
        case .notRestored(let run, let reason): return notRestored(run, reason: reason)
        case .layers(let run, let state): take(state, of: run)
        case .layerFile(let run, let file): take(file, of: run)
        case .containerNamed(let run, let id): if container?.id == run { containers.own = id }
        case .containers(let rows): take(rows)
        }
        return []
    }

    /// Gives the editor the size that it was drawn in.
    private mutating func take(_ map: ScreenMap) -> [Effect] {
        self.map = map
        let effects = fitShell() + readLog()
        guard let text = map.editorText, files.indices.contains(openFile) else { return effects }
        let before = files[openFile].editor.viewport
        files[openFile].editor.resize(rows: text.height, columns: text.width)
        return files[openFile].editor.viewport == before ? effects : effects + [.drawAgain]
    }

    private mutating func take(_ input: InputEvent) -> [Effect] {
        switch input {
        case .resize(let size):
            layout.columns = size.width
            layout.rows = size.height
            return []
        case .key(let press):
            notice = nil
            if let effects = presenterKey(press) { return effects }
            return dialogue == nil ? strike(press) : answer(press)
        case .mouse(let event): return take(event)
        case .paste(let text): return paste(text)
        }
    }

    private mutating func strike(_ press: KeyPress) -> [Effect] {
        if layout.focus == .shell { return strikeShell(press) }
        if layout.focus == .lesson, let effects = reply(press) { return effects }
        if let completion, let effects = choose(completion: completion, press) { return effects }
        defer { followCompletion() }
        if let action = KeyTable.action(for: press, in: layout.focus) { return perform(action) }
        return layout.focus == .editor ? type(press) : []
    }
}
