public import BuildPlan
public import CommandLines
internal import TerminalUI

/// The build that runs or ran last, and the one before it.
public struct BuildPane: PaneModel {
    /// What can be asked of this pane alone, by a key or from the palette.
    public enum Action: CaseIterable, Hashable, Sendable {
        case compare
        /// The slider over the steps, and what it does.
        case slides, earlier, later, settings, allFiles, mark
        /// The kept builds, the way back from them, and a race.
        case list, newest, race
    }

    /// What happens to the pane.
    public enum Event: PaneEvent {
        case input(PaneInput<Action>)
        /// Starts a build of a Dockerfile that reads so.
        case launch(BuildCommandLine, source: String)
        case cancel
        case event(RunID, TimedBuildEvent)
        /// The child is gone: its last event has been taken, or it never wrote one.
        case ended(RunID, errors: String)
        /// An event of a build that somebody typed into the shell, by the build's own ID; what its Dockerfile reads.
        case outside(String, TimedBuildEvent, source: String)
        /// The shell's command is gone, and with it a build that it may have been.
        case shellIsIdle
        /// Lines of a step's log from a line on.
        case logRead(RunID, StepID, from: Int, [String])
        /// Lines of logs that are in sight.
        case shows([ScreenLayout.LogLines])
        /// The last build before the lab was opened.
        case remembered(EarlierBuild)
        case moments(RunID, Answer<[BuildMoment]>)
        /// The kept builds, and one of them.
        case listed(RunID, [KeptBuildRow])
        case opened(RunID, Answer<KeptRun>)
        /// Starts a race.
        case launchRace(RaceCommandLine)
        /// The answer to who is to race.
        case askedForRace(String)
        case raced(RunID, RaceEvent)
        case raceEnded(RunID, status: Int32, errors: String)
        /// The disk is as it was when a step began.
        case forget
    }

    public internal(set) var run: BuildRun?
    public private(set) var earlier: BuildRun?
    public internal(set) var sight = BuildSight.newest
    public private(set) var compares = false
    public internal(set) var slides = BuildSlides.off
    /// The selected step.
    public private(set) var selected = 0
    /// The first row shown; without an offset what the build works on is in sight.
    public internal(set) var scroll = ScrollPosition(offset: nil)
    /// How far to the right logs and instructions, or the slider's rows, are looked at.
    public internal(set) var side = SidePosition()
    /// Lines of a log that were asked for, and have not come.
    var askedLog: ScreenLayout.LogLines?
    /// A build that runs in the shell, by its own ID.
    var outside: (id: String, run: RunID)?
    /// IDs of builds that are the lab's own, or over.
    var known: Set<String> = []

    static let keys: [KeyBinding] = [
        KeyBinding(again: .shared(.open), .pane(.build), [KeyPress(.enter)], 5),
        KeyBinding(again: .shared(.showCause), .pane(.build), [.key("w"), .alternate("w")], 5),
        KeyBinding(
            .build(.compare), "Compare with the build before", "compare", .pane(.build), [.key("c")], 5),
        KeyBinding(
            .build(.slides), "Look at the files after each step, or at the log again", "step by step", .pane(.build),
            [.key("t")], 5),
        KeyBinding(
            .build(.earlier), "Go back to what was there a step before; in the log, to the beginning of lines", "back",
            .pane(.build), [KeyPress(.left)]),
        KeyBinding(
            .build(.later), "Go on to what was there a step later; in the log, to the rest of lines", "on",
            .pane(.build), [KeyPress(.right)]),
        KeyBinding(again: .shared(.lookRight), .pane(.build), [.key(">")], 4),
        KeyBinding(
            .build(.settings), "Look at the environment after this step, or at its files again", "environment",
            .pane(.build), [.key("v")]),
        KeyBinding(
            .build(.allFiles), "Look at all files after this step, or at what it changed", "all files", .pane(.build),
            [.key("l")]),
        KeyBinding(.build(.list), "List the builds that are kept", "builds", .pane(.build), [.key("h")], 6),
        KeyBinding(
            .build(.newest), "Go back to the newest build and its log", "newest", .pane(.build), [KeyPress(.escape)]),
        KeyBinding(
            .build(.race), "Race two Dockerfiles or folders after the same edit", "race", .pane(.build), [.key("r")]),
        KeyBinding(.build(.mark), "Hold all steps against this one", "hold against", .pane(.build), [.key("m")]),
        KeyBinding(again: .lab(.cancelBuild), .pane(.build), [.key("x")], 5),
        KeyBinding(again: .shared(.openShell), .pane(.build), [.key("s"), .alternate("g")], 6),
    ]

    public var isRunning: Bool { run?.isRunning == true }

    mutating func update(_ event: Event, _ lab: inout LabContext) -> [Request] {
        switch event {
        case .input(let input): return take(input, &lab)
        case .moments(let id, let answer): take(answer, of: id)
        case .listed(let id, let rows): listed(rows, id)
        case .opened(let id, let answer): opened(answer, id)
        case .launchRace(let line): return launchRace(line, &lab)
        case .askedForRace(let text): return askedForRace(text)
        case .raced(let id, let event): raced(id, event, lab)
        case .raceEnded(let id, let status, let errors): raceEnded(id, status: status, errors: errors)
        case .launch(let line, let source):
            let id = lab.newRun()
            return begin(id, source: source) + [.world(.startBuild(id, line))]
        case .cancel: return cancel()
        case .event(let id, let event): return run?.id == id ? take(event, lab) : []
        case .ended(let id, let errors):
            guard run?.id == id else { return [] }
            let isCancelled = run?.isCancelling == true
            if run?.end == nil { run?.end = isCancelled ? .finished(.cancelled) : .lost(errors) }
            return finish()
        case .outside(let id, let event, let source): return take(event, of: id, source: source, &lab)
        case .shellIsIdle: return loseOutside()
        case .logRead(let id, let step, let start, let lines): logRead(id, step, lines, from: start)
        case .shows(let lines): return readLog(lines)
        case .remembered(let build):
            guard run == nil else { return [] }
            return takeUp(BuildRun(id: lab.newRun(), build, now: lab.now))
        case .forget:
            (run, earlier, outside) = (nil, nil, nil)
            return showNewest()
        }
        return []
    }

    // MARK: A build

    mutating func begin(_ id: RunID, source: String) -> [Request] {
        let left = showNewest()
        if let last = run, !last.steps.isEmpty { earlier = last }
        let new = BuildRun(id: id, source: source, isKept: true)
        run = new
        selected = 0
        return left + [.built(BuiltDockerfile(new)), .buildBegan]
    }

    /// A build that was over before the lab began, whether it made an image, failed, or was refused: what the lab that saw
    /// it has shown of it is shown again.
    private mutating func takeUp(_ last: BuildRun) -> [Request] {
        guard last.start != nil else { return [] }
        run = last
        if let start = last.start { known.insert(start.buildID) }
        selectEnd()
        let asks: [Request] = [.built(BuiltDockerfile(last)), .check]
        guard case .finished(.succeeded(let image)) = last.end else { return asks }
        return asks + [.inspect(.image(image.tags.first ?? image.imageID))]
    }

    private mutating func take(_ event: TimedBuildEvent, _ lab: LabContext) -> [Request] {
        run?.apply(event, now: lab.now)
        switch event.event {
        case .started(let start): known.insert(start.buildID)
        case .planned: return run.map { [.built(BuiltDockerfile($0))] } ?? []
        case .stepFinished: askedLog = nil
        case .finished: selectEnd()
        case .contextRead, .stepStarted, .stepProgress, .stepLog, .warning: break
        }
        return []
    }

    private mutating func cancel() -> [Request] {
        if let stopping = stopRace() { return stopping }
        guard let run, run.isRunning else { return [.notice(.nothingToCancel)] }
        self.run?.isCancelling = true
        return outside?.run == run.id ? [.interruptShell] : [.world(.cancelBuild(run.id))]
    }

    /// Shows what the build made.
    mutating func finish() -> [Request] {
        selectEnd()
        let looks: [Request] = [.listImages, .check]
        switch run?.end {
        case .finished(.stopped(_, let image)): return looks + [.inspect(.image(image))]
        case .finished(.succeeded(let image)): return looks + [.inspect(.image(image.tags.first ?? image.imageID))]
        case .finished(.failed), .finished(.refused), .finished(.cancelled), .lost, nil: return looks
        }
    }

    /// Selects the step that matters of a build that was not shown before.
    mutating func selectAnew() {
        selected = 0
        selectEnd()
    }

    /// Selects the step that the build failed at, or stopped before.
    mutating func selectEnd() {
        if let failed = shown?.currentStep { selected = failed }
        if case .finished(.stopped(let step, _)) = shown?.end {
            selected = shown?.steps.firstIndex { $0.outline.id == step } ?? 0
        }
    }
}

// MARK: Keys

extension BuildPane {
    private mutating func take(_ input: PaneInput<Action>, _ lab: inout LabContext) -> [Request] {
        switch input {
        case .action(.compare): compares.toggle()
        case .action(.slides): return turnSlides(&lab)
        case .action(.earlier): return goAside(by: -1, lab)
        case .action(.later): return goAside(by: 1, lab)
        case .action(.settings): return slide(&lab) { $0.turn(to: .settings) }
        case .action(.allFiles): return slide(&lab) { $0.turn(to: .files) }
        case .action(.list): return turnList(&lab)
        case .action(.newest): return goBack()
        case .action(.race): return askForRace(lab)
        case .action(.mark): return slide(&lab) { $0.turnMark() }
        case .shared(let action):
            if action == .openShell, case .kept = sight { return [.notice(.shellNeedsNewest)] }
            return chooseBuild(action, &lab) ?? scrollRace(action, lab) ?? slide(action, lab) ?? take(action, lab)
        case .click(let row):
            if let requests = clickBuild(row: row, &lab) ?? click(row: row, lab) { return requests }
            let isSecond = lab.focus == .build && selected == row
            selected = row
            if isSecond { turnLog() }
            return [.focus(.build)]
        case .wheel(let rows):
            if wheelOverBuilds(rows, lab) || scrollRace(by: rows, lab) || wheel(rows, lab) { return [] }
            scroll(by: rows, lab)
        case .placed: break
        }
        return []
    }

    private mutating func take(_ action: SharedAction, _ lab: LabContext) -> [Request] {
        switch action {
        case .lineUp: move(by: -1, lab)
        case .lineDown: move(by: 1, lab)
        case .pageUp, .pageDown, .toTop, .toBottom:
            scroll(by: action.rows(page: lab.screen.extents[.build]?.visible ?? 10) ?? 0, lab)
        case .lookLeft, .lookRight: side.move(by: action.halves ?? 0, in: lab.screen.breadths[.build])
        case .open: turnLog()
        case .showCause:
            return shown?.steps.indices.contains(selected) == true ? [.open(.step(selected))] : [.notice(.noCause)]
        case .openShell:
            let step = run.flatMap { $0.steps.indices.contains(selected) ? $0.steps[selected] : nil }
            return [.openShell(line: step?.outline.firstLine)]
        case .refresh, .find, .findNext, .findPrevious, .copy: break
        }
        return []
    }

    private mutating func turnLog() {
        guard let steps = shown?.steps, steps.indices.contains(selected) else { return }
        let place = selected
        changeShown { $0.steps[place].isOpened = !steps[place].showsLog }
        side = SidePosition()
    }

    /// Selects another step and keeps it in sight.
    private mutating func move(by steps: Int, _ lab: LabContext) {
        let starts = lab.screen.stepRows
        guard !starts.isEmpty else { return scroll(by: steps, lab) }
        selected = min(max(0, selected + steps), starts.count - 1)
        let before = scroll
        scroll.reveal(starts[selected], in: lab.screen.extents[.build])
        if scroll != before { followAgain(lab) }
    }

    private mutating func scroll(by rows: Int, _ lab: LabContext) {
        scroll.move(by: rows, in: lab.screen.extents[.build])
        followAgain(lab)
    }

    /// At its end a build that runs is followed again.
    private mutating func followAgain(_ lab: LabContext) {
        guard let offset = scroll.offset, let extent = lab.screen.extents[.build] else { return }
        if offset >= extent.lastOffset, shown?.isRunning == true { scroll.offset = nil }
    }
}
