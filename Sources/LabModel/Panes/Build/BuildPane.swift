public import BuildPlan
public import CommandLines
internal import TerminalUI

/// The build that runs or ran last, and the one before it.
public struct BuildPane: PaneModel {
    public enum Action: CaseIterable, Hashable, Sendable {
        case compare
        /// The slider over the steps, and what it does.
        case slides, earlier, later, settings, allFiles, mark
    }

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
        /// The disk is as it was when a step began.
        case forget
    }

    public internal(set) var run: BuildRun?
    public private(set) var earlier: BuildRun?
    public private(set) var compares = false
    public internal(set) var slides = BuildSlides.off
    /// The selected step.
    public private(set) var selected = 0
    /// The first row shown; without an offset what the build works on is in sight.
    public internal(set) var scroll = ScrollPosition(offset: nil)
    /// Lines of a log that were asked for, and have not come.
    var askedLog: ScreenLayout.LogLines?
    /// A build that runs in the shell, by its own ID.
    private var outside: (id: String, run: RunID)?
    /// IDs of builds that are the lab's own, or over.
    private var known: Set<String> = []

    static let keys: [KeyBinding] = [
        KeyBinding(again: .shared(.open), .pane(.build), [KeyPress(.enter)], 5),
        KeyBinding(again: .shared(.showCause), .pane(.build), [.key("w"), .alternate("w")], 5),
        KeyBinding(
            .build(.compare), "Compare with the build before", "compare", .pane(.build), [.key("c")], 5),
        KeyBinding(
            .build(.slides), "Look at the files after each step, or at the log again", "step by step", .pane(.build),
            [.key("t")], 5),
        KeyBinding(
            .build(.earlier), "Go back to what was there a step before", "back", .pane(.build), [KeyPress(.left)]),
        KeyBinding(.build(.later), "Go on to what was there a step later", "on", .pane(.build), [KeyPress(.right)]),
        KeyBinding(
            .build(.settings), "Look at the environment after this step, or at its files again", "environment",
            .pane(.build), [.key("v")]),
        KeyBinding(
            .build(.allFiles), "Look at all files after this step, or at what it changed", "all files", .pane(.build),
            [.key("l")]),
        KeyBinding(.build(.mark), "Hold all steps against this one", "hold against", .pane(.build), [.key("m")]),
        KeyBinding(again: .lab(.cancelBuild), .pane(.build), [.key("x")], 5),
        KeyBinding(again: .shared(.openShell), .pane(.build), [.key("s"), .alternate("g")], 6),
    ]

    public var isRunning: Bool { run?.isRunning == true }

    /// The line that the last build stopped before; nil where it went on to its end.
    var stoppedLine: Int? {
        guard case .finished(.stopped(let step, _)) = run?.end else { return nil }
        return run?.steps.first { $0.outline.id == step }?.outline.firstLine
    }

    /// The step that the last build failed at.
    var failedStep: Int? {
        run?.steps.firstIndex {
            if case .ended(let finish) = $0.phase, case .failed = finish.outcome { true } else { false }
        }
    }

    /// When the last build that made an image began, by the lab's clock.
    var builtAt: Double? {
        if case .finished(.succeeded)? = run?.end { run?.origin } else { nil }
    }

    mutating func update(_ event: Event, _ lab: inout LabContext) -> [Request] {
        switch event {
        case .input(let input): return take(input, &lab)
        case .moments(let id, let answer): take(answer, of: id)
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
        case .forget: (run, earlier, scroll.offset, outside, slides) = (nil, nil, nil, nil, .off)
        }
        return []
    }

    // MARK: A build

    private mutating func begin(_ id: RunID, source: String) -> [Request] {
        if let last = run, !last.steps.isEmpty { earlier = last }
        let new = BuildRun(id: id, source: source, isKept: true)
        run = new
        slides = .off
        askedLog = nil
        scroll.offset = nil
        selected = 0
        return [.built(BuiltDockerfile(new)), .buildBegan]
    }

    /// A build that was over before the lab began: no guess and no check is about it.
    private mutating func takeUp(_ last: BuildRun) -> [Request] {
        guard !last.steps.isEmpty else { return [] }
        run = last
        if let start = last.start { known.insert(start.buildID) }
        selectEnd()
        guard case .finished(.succeeded(let image)) = last.end else { return [.built(BuiltDockerfile(last))] }
        return [.built(BuiltDockerfile(last)), .inspect(.image(image.tags.first ?? image.imageID))]
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
        guard let run, run.isRunning else { return [.notice(.nothingToCancel)] }
        self.run?.isCancelling = true
        return outside?.run == run.id ? [.interruptShell] : [.world(.cancelBuild(run.id))]
    }

    /// Shows what the build made.
    private mutating func finish() -> [Request] {
        selectEnd()
        let looks: [Request] = [.listImages, .check]
        switch run?.end {
        case .finished(.stopped(_, let image)): return looks + [.inspect(.image(image))]
        case .finished(.succeeded(let image)): return looks + [.inspect(.image(image.tags.first ?? image.imageID))]
        case .finished(.failed), .finished(.refused), .finished(.cancelled), .lost, nil: return looks
        }
    }

    /// Selects the step that the build failed at, or stopped before.
    private mutating func selectEnd() {
        if let failed = run?.currentStep { selected = failed }
        if case .finished(.stopped(let step, _)) = run?.end {
            selected = run?.steps.firstIndex { $0.outline.id == step } ?? 0
        }
    }

    // MARK: Builds of the shell

    private mutating func take(
        _ event: TimedBuildEvent, of id: String, source: String, _ lab: inout LabContext
    ) -> [Request] {
        guard !known.contains(id) else { return [] }
        var requests: [Request] = []
        if outside?.id != id { requests = beginOutside(event, id, source, &lab) }
        guard let outside, outside.id == id, run?.id == outside.run else { return requests }
        run?.apply(event, now: lab.now)
        if case .planned = event.event, let run { requests.append(.built(BuiltDockerfile(run))) }
        guard case .finished = event.event else { return requests }
        return requests + endOutside(id)
    }

    private mutating func beginOutside(
        _ event: TimedBuildEvent, _ id: String, _ source: String, _ lab: inout LabContext
    ) -> [Request] {
        guard case .started = event.event, !isRunning else {
            known.insert(id)
            return []
        }
        let run = lab.newRun()
        outside = (id, run)
        return begin(run, source: source) + [.outsideBuildBegan]
    }

    private mutating func endOutside(_ id: String) -> [Request] {
        known.insert(id)
        outside = nil
        return finish()
    }

    /// The command that built is gone without a last word.
    private mutating func loseOutside() -> [Request] {
        guard let outside else { return [] }
        if run?.id == outside.run, run?.end == nil { run?.end = .finished(.cancelled) }
        return endOutside(outside.id)
    }
}

// MARK: Keys

extension BuildPane {
    private mutating func take(_ input: PaneInput<Action>, _ lab: inout LabContext) -> [Request] {
        switch input {
        case .action(.compare): compares.toggle()
        case .action(.slides): return turnSlides(&lab)
        case .action(.earlier): return slide(&lab) { $0.move(by: -1) }
        case .action(.later): return slide(&lab) { $0.move(by: 1) }
        case .action(.settings): return slide(&lab) { $0.turn(to: .settings) }
        case .action(.allFiles): return slide(&lab) { $0.turn(to: .files) }
        case .action(.mark): return slide(&lab) { $0.turnMark() }
        case .shared(let action): return slide(action, lab) ?? take(action, lab)
        case .click(let row):
            if let requests = click(row: row, lab) { return requests }
            let isSecond = lab.focus == .build && selected == row
            selected = row
            if isSecond { turnLog() }
            return [.focus(.build)]
        case .wheel(let rows): if !wheel(rows, lab) { scroll(by: rows, lab) }
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
        case .open: turnLog()
        case .showCause:
            return run?.steps.indices.contains(selected) == true ? [.open(.step(selected))] : [.notice(.noCause)]
        case .openShell:
            let step = run.flatMap { $0.steps.indices.contains(selected) ? $0.steps[selected] : nil }
            return [.openShell(line: step?.outline.firstLine)]
        case .refresh, .find, .findNext, .findPrevious, .copy: break
        }
        return []
    }

    private mutating func turnLog() {
        guard let steps = run?.steps, steps.indices.contains(selected) else { return }
        run?.steps[selected].isOpened = !steps[selected].showsLog
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
        if offset >= extent.lastOffset, isRunning { scroll.offset = nil }
    }
}
