internal import BuildPlan
internal import CommandLines
internal import RunDoctor
internal import ShellScreen
public import TerminalUI

extension LabModel {
    /// What is asked of the program when the lab opens.
    public mutating func start(size: Size, now: Double) -> [Effect] {
        self.now = now
        if presentation == nil { panes.lesson.goOn(at: now) } else { panes.lesson.openedAt = now }
        layout.columns = size.width
        layout.rows = size.height
        guard presentation == nil else {
            let reads = tell { $0.editor.update(.file(.openAll), &$1) }
            let begun = openStage()
            return reads + begun + carryOut([.listImages, .check]) + placePanes()
        }
        restoreView()
        let reads = tell { $0.editor.update(.file(.openAll), &$1) } + restoreFile()
        let asks: [Request] = [.world(.readLastBuild(dockerfile: Self.dockerfile)), .listImages, .check]
        return reads + carryOut(asks) + placePanes()
    }

    /// The file that the lesson's builds read.
    static let dockerfile = "Dockerfile"

    /// Takes an event. The effects are to be performed in order.
    public mutating func update(_ event: LabEvent) -> [Effect] {
        let before = dialogue
        let effects = take(event) + placePanes() + foresee()
        if dialogue == nil {
            typing.dialogueClosed()
            dialogueSide = SidePosition()
        } else if before == nil, !event.isInput {
            typing.dialogueOpened(at: now)
        }
        return effects
    }

    private mutating func take(_ event: LabEvent) -> [Effect] {
        switch event {
        case .input(let input): return take(input)
        case .tick(let time):
            now = max(now, time)
            return tellPresenter(.tick) + tell { $0.editor.update(.recovery(.tick), &$1) }
        case .fileRead(let path, let bytes): return tell { $0.editor.update(.file(.read(path, bytes)), &$1) }
        case .fileNotRead(let path, let reason): notice = .notRead(path, reason: reason)
        case .fileSaved(let path, let bytes): return tell { $0.editor.update(.saving(.saved(path, bytes)), &$1) }
        case .fileNotSaved(let path, let reason):
            return tell { $0.editor.update(.saving(.notSaved(path, reason: reason)), &$1) }
        case .progressNotKept(let reason): notice = .progressNotKept(reason: reason)
        case .themeNotKept(let reason): notice = .themeNotKept(reason: reason)
        case .forecast(let run, let forecast):
            foresight.take(forecast, to: run)
            return tell { $0.editor.update(.foreseen, &$1) }
        case .folderChanged:
            foresight.occasion += 1
            return carryOut([.readFiles, .check])
        case .recoveryFound(let path, let text): return tell { $0.editor.update(.recovery(.found(path, text)), &$1) }
        case .contextFiles(let run, let paths): return tell { $0.editor.update(.contextFiles(run, paths), &$1) }
        case .build(let run, let event):
            let effects = tell { $0.build.update(.event(run, event), &$1) }
            if case .finished = event.event, panes.build.run?.id == run { holdForecast() }
            return effects
        case .logLines(let run, let step, let start, let lines):
            return tell { $0.build.update(.logRead(run, step, from: start, lines), &$1) }
        case .buildEnded(let run, _, let errors):
            let effects = tell { $0.build.update(.ended(run, errors: errors), &$1) }
            if panes.build.run?.id == run { holdForecast() }
            return effects
        case .outsideBuild(let id, let event):
            var source = ""
            if case .started = event.event {
                source = String(decoding: panes.editor.dockerfile?.disk ?? [], as: UTF8.self)
            }
            let effects = tell { [source] in $0.build.update(.outside(id, event, source: source), &$1) }
            if case .finished = event.event { foresight.resultShown() }
            return effects
        case .containerLog(let run, let text): return tell { $0.containers.update(.log(run, text), &$1) }
        case .containerPage(let run, let page): return tell { $0.containers.update(.page(run, page), &$1) }
        case .containerEnded(let run, let status):
            return tell { $0.containers.update(.ended(run, status: status), &$1) }
        case .containerFaults(let run, let faults): return tell { $0.containers.update(.faults(run, faults), &$1) }
        case .containerNamed(let run, let id): return tell { $0.containers.update(.named(run, id), &$1) }
        case .containers(let rows): return tell { $0.containers.update(.listed(rows), &$1) }
        case .portsMoved(let lesson, let run): return goOn(with: lesson, starting: run)
        case .commandOutput(let run, let text): if command?.id == run { command?.log.append(text) }
        case .commandEnded(let run, let status): return commandEnded(run, status)
        case .shellFrame(let run, let frame): return tell { $0.shell.update(.frame(run, frame), &$1) }
        case .shellEnded(let run, let status):
            endCatchUp()
            return tell { $0.shell.update(.ended(run, .ended(status: status)), &$1) }
        case .shellNotStarted(let run, let reason):
            giveUpCatchUp()
            return tell { $0.shell.update(.ended(run, .notStarted(reason: reason)), &$1) }
        case .shellBusy(let run):
            giveUpCatchUp()
            return tell { $0.shell.update(.busy(run), &$1) }
        case .shellCommandEnded(let run):
            endCatchUp()
            return tell { $0.shell.update(.commandEnded(run), &$1) }
        case .shellStirred(let run): return tell { $0.shell.update(.stirred(run), &$1) }
        case .shellTyped(_, let lines): return tellPresenter(.typed(lines))
        case .shellNotFollowed: return tellPresenter(.typedUnknown)
        case .lessons(let run, let entries): take(entries, of: run)
        case .earlierBuild(let build):
            foresight.resultShown()
            return takeUp(build)
        case .stepReset(let run, let backup): return tell { $0.lesson.update(.wasReset(run, backup: backup), &$1) }
        case .stepNotReset(let run, let reason):
            return tell { $0.lesson.update(.wasNotReset(run, reason: reason), &$1) }
        case .evidence(let run, let evidence):
            let build = countedBuild
            return tell { $0.lesson.update(.evidence(run, evidence, build), &$1) }
        case .verdicts(let run, let verdicts, let earlier):
            let effects = tell { $0.lesson.update(.judged(run, verdicts, earlier: earlier), &$1) }
            tellOfChecks()
            return effects
        case .images(let run, let answer): return tell { $0.images.update(.listed(run, answer), &$1) }
        case .layers(let run, let answer): return tell { $0.layers.update(.loaded(run, answer), &$1) }
        case .layerFile(let run, let answer): return tell { $0.layers.update(.fileLoaded(run, answer), &$1) }
        case .extracted(let run, let answer): return tell { $0.layers.update(.extracted(run, answer), &$1) }
        case .moments(let run, let answer): return tell { $0.build.update(.moments(run, answer), &$1) }
        case .builds(let run, let rows): return tell { $0.build.update(.listed(run, rows), &$1) }
        case .keptBuild(let run, let answer): return tell { $0.build.update(.opened(run, answer), &$1) }
        case .race(let run, let event): return tell { $0.build.update(.raced(run, event), &$1) }
        case .raceEnded(let run, let status, let errors):
            return tell { $0.build.update(.raceEnded(run, status: status, errors: errors), &$1) }
        case .restored(let run, let line): return restored(run, container: line)
        case .notRestored(let run, let reason): return notRestored(run, reason: reason)
        }
        return []
    }

    // MARK: Input

    private mutating func take(_ input: InputEvent) -> [Effect] {
        switch input {
        case .resize(let size):
            layout.columns = size.width
            layout.rows = size.height
            return []
        case .background(let background):
            if followsBackground { theme = background.isLight ? .light : .dark }
            return []
        case .key(let press):
            notice = nil
            if let effects = presenterKey(press) { return effects }
            defer { typing.struck(press, at: now) }
            if dialogue != nil, typing.isDeaf(at: now) { return typeOn(press) }
            return dialogue == nil ? strike(press) : answer(press)
        case .mouse(let event): return take(event)
        case .paste(let text): return paste(text)
        }
    }

    /// A key of the presenter's; nil where the lab should take it.
    private mutating func presenterKey(_ press: KeyPress) -> [Effect]? {
        guard let presentation else { return nil }
        // What a command said is left for the next action, without a key of its own.
        if case .command = dialogue, presentation.isDriving, press == .key(" ") || press.key == .pageDown {
            dialogue = nil
        }
        guard dialogue == nil else { return nil }
        if presentation.takes(press) { return tellPresenter(.key(press)) }
        if presentation.awaitsLine, entersLine(press) { return tellPresenter(.entered) }
        return KeyTable.presenterAction(for: press, isDriving: presentation.isDriving).map { perform($0) }
    }

    /// Whether a key enters what stands at the shell's prompt.
    private func entersLine(_ press: KeyPress) -> Bool {
        let isAtPrompt = !panes.shell.isReading && !panes.shell.isOver && !isBusy
        return press == KeyPress(.enter) && layout.focus == .shell && isAtPrompt
    }

    /// A key while a dialogue has come up over somebody who types: the text goes on where it was going.
    private mutating func typeOn(_ press: KeyPress) -> [Effect] {
        let isText = press.isText || press.key == .enter || press.key == .backspace
        return isText && layout.focus.takesText ? key(press) : []
    }

    /// What the pane with the focus takes for itself first, then the key table, then what is left to the pane.
    private mutating func strike(_ press: KeyPress) -> [Effect] {
        if isPerformedIn(layout.focus), press.writes || (presentation?.isTyping == true && press.movesCaret) {
            return answerStray()
        }
        if !layout.focus.takesText, presentation == nil, typing.isStray(press, at: now) { return answerStray() }
        if isClaimed(press) { return key(press) }
        let action = KeyTable.action(for: press, in: layout.focus).flatMap { isTaken($0) ? $0 : nil }
        if action == nil, answersBeside(press) { return tell { $0.lesson.update(.key(press), &$1) } }
        if action == nil, press.isText, !layout.focus.takesText { return answerStray() }
        let effects = action.map { perform($0) } ?? key(press)
        if panes.editor.completion == nil { return effects }
        return effects + tell { $0.editor.update(.followCompletion, &$1) }
    }

    /// Text was typed where it cannot go.
    private mutating func answerStray() -> [Effect] {
        typing.strayed(at: now)
        notice = isPerformedIn(layout.focus) ? .spacePerforms : .noText(in: layout.focus)
        return []
    }

    /// Whether Space types the files of this pane: a key that is struck by mistake would be saved and built with them. What
    /// strays to the shell's prompt is cleared away by the next line that is performed there.
    private func isPerformedIn(_ pane: Pane) -> Bool { pane == .editor && presentation?.isDriving == true }

    /// Whether a key of the table is the pane's own at this moment.
    private func isClaimed(_ press: KeyPress) -> Bool {
        if layout.focus == .shell { return panes.shell.reads(press) }
        if layout.focus == .lesson { return answersLesson(press) }
        return layout.focus == .editor && panes.editor.chooses(press)
    }

    /// Whether a key answers what the lesson asks, beside a pane that has no use for it.
    private func answersBeside(_ press: KeyPress) -> Bool {
        !layout.focus.takesText && LabLayout(layout).panes[.lesson] != nil && answersLesson(press)
    }

    /// Whether a key answers what the lesson asks. Space does only while the question is in sight: else it turns the page.
    func answersLesson(_ press: KeyPress) -> Bool {
        panes.lesson.answers(press) && (press != .key(" ") || screen.showsQuestion)
    }

    /// Gives a key to the pane with the focus, where that takes any.
    private mutating func key(_ press: KeyPress) -> [Effect] {
        if layout.focus == .shell { return tell { $0.shell.update(.key(press), &$1) } }
        if layout.focus == .lesson { return tell { $0.lesson.update(.key(press), &$1) } }
        return layout.focus == .editor ? tell { $0.editor.update(.key(press), &$1) } : []
    }

    /// Whether an action of the key table is the lab's at this moment, and not the program's in the shell.
    private func isTaken(_ action: Action) -> Bool {
        guard layout.focus == .shell else { return true }
        if case .shell(let action) = action { return panes.shell.takes(action) }
        if case .shared(let action) = action { return panes.shell.takes(action) }
        // An editor that fills the shell's screen saves its own file.
        if case .lab(.save) = action { return panes.shell.frame?.isAlternate != true }
        return true
    }

    private mutating func paste(_ text: String) -> [Effect] {
        if case .prompt(var prompt) = dialogue {
            prompt.type(text.filter { !$0.isNewline })
            dialogue = .prompt(prompt)
        }
        guard dialogue == nil || typing.isDeaf(at: now) else { return [] }
        if layout.focus == .shell { return tell { $0.shell.update(.paste(text), &$1) } }
        if isPerformedIn(layout.focus) { return answerStray() }
        if layout.focus == .editor { return tell { $0.editor.update(.paste(text), &$1) } }
        notice = .noText(in: layout.focus)
        return []
    }
}
