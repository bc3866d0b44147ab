internal import CommandLines
internal import LessonFormat

extension LabModel {
    /// Does what a key, a click or the palette asks for.
    mutating func perform(_ action: Action) -> [Effect] {
        if case .lab(let action) = action { return perform(action) }
        if case .presenting(let action) = action { return tellPresenter(.input(.action(action))) }
        return tell { $0.perform(action, &$1) }
    }

    private mutating func perform(_ action: LabAction) -> [Effect] {
        switch action {
        case .help: dialogue = .help(offset: 0)
        case .palette: dialogue = .palette(Palette())
        case .quit: return quit()
        case .suspend: return [.program(.suspend)]
        case .redraw: return [.program(.redraw)]
        case .build: return startBuild(stopping(lesson.buildLine))
        case .cancelBuild: return tell { $0.build.update(.cancel, &$1) }
        case .buildOneMore: return buildOneMore()
        case .buildOneLess: return buildOneLess()
        case .runImage: return run(lesson.runLine)
        case .stopContainer: return carryOut([.stopContainer])
        case .save: return carryOut([.saveAll])
        case .reloadFile: return tell { $0.editor.update(.file(.reload), &$1) }
        case .checkNow:
            if LabLayout(layout).panes[.lesson] == nil { layout.show(.lesson) }
            return carryOut([.notice(.checking)]) + tell { $0.lesson.update(.showChecks, &$1) }
        case .goToStep(let number): return go(to: number - 1)
        case .peek: dialogue = .peek(offset: 0)
        case .dockersWords: dialogue = .dockersWords(offset: 0)
        case .nextFinding:
            let failed = panes.build.failedStep
            return tell { $0.editor.update(.nextFinding(failedStep: failed), &$1) }
        case .nextStep: return go(to: stepAfter)
        case .previousStep: return go(to: stepBefore)
        case .revealHint: return tell { $0.lesson.update(.revealHint, &$1) }
        // What is in the editor is saved first: the backup has all of the learner's work.
        case .resetStep: return presentation == nil ? carryOut([.save(then: .resetStep)]) : []
        case .catchUp: return startCatchUp()
        case .showLessons: return presentation == nil ? showLessons() : []
        case .nextPane: cycle(by: 1)
        case .previousPane: cycle(by: -1)
        case .zoom: layout.isZoomed.toggle()
        case .moveDividerLeft: layout.moveDivider(by: -3)
        case .moveDividerRight: layout.moveDivider(by: 3)
        case .nextTheme:
            theme = theme.next
            followsBackground = false
            notice = .theme(theme)
            return [.world(.keepTheme(theme))]
        case .show(let pane): layout.show(pane)
        }
        return []
    }

    private mutating func startCatchUp() -> [Effect] {
        guard presentation == nil else { return [] }
        return carryOut([.focus(.shell), .save(then: .shellLine(catchUpLine))])
    }

    private mutating func cycle(by step: Int) {
        let panes = Pane.allCases
        let index = panes.firstIndex(of: layout.focus) ?? 0
        layout.show(panes[(index + step + panes.count) % panes.count])
    }

    // MARK: Building and running

    /// Saves what is unsaved, then builds.
    mutating func startBuild(_ line: BuildCommandLine) -> [Effect] {
        guard !panes.build.isRunning else {
            notice = .buildRuns
            return []
        }
        return carryOut([.reveal(.build), .save(then: .build(line))])
    }

    /// The build, stopped at the first breakpoint below the line where the last one stopped.
    func stopping(_ line: BuildCommandLine) -> BuildCommandLine {
        panes.editor.breakpoint(after: panes.build.stoppedLine ?? 0).map { line.stopping(before: $0) } ?? line
    }

    /// Builds one instruction more than the build that stopped, or the first under FROM.
    private mutating func buildOneMore() -> [Effect] {
        guard let next = panes.editor.instruction(after: panes.build.stoppedLine) else {
            return startBuild(lesson.buildLine)
        }
        return buildUp(to: next)
    }

    /// Stops one instruction before the point that the last build came to: all of it is in the cache.
    private mutating func buildOneLess() -> [Effect] {
        guard engine == nil else { return carryOut([.notice(.engineCannotStop)]) }
        guard let reached = panes.build.reachedLine else { return carryOut([.notice(.nothingToStepBack)]) }
        guard let line = panes.editor.instruction(before: reached) else {
            return carryOut([.notice(.firstInstruction)])
        }
        return buildUp(to: line)
    }

    /// Builds up to an instruction. The caret goes there too, so that a shell from the editor is one in the files of
    /// that point.
    private mutating func buildUp(to line: Int) -> [Effect] {
        let isShown = panes.editor.file?.path == panes.editor.dockerfile?.path
        guard isShown, !panes.build.isRunning else { return startBuild(lesson.buildLine.stopping(before: line)) }
        let moves = tell { $0.editor.update(.answer(.line, "\(line)"), &$1) }
        return moves + startBuild(lesson.buildLine.stopping(before: line))
    }

    mutating func run(_ line: RunCommandLine?) -> [Effect] {
        reveal(.containers)
        guard let line else { return [] }
        noteOlderImage()
        let builtAt = panes.build.builtAt
        return tell { $0.containers.update(.run(line, builtAt: builtAt), &$1) }
    }

    /// Says so where the image that runs is not made of the files as they are now.
    private mutating func noteOlderImage() {
        guard presentation == nil, panes.build.run != nil, !panes.build.isRunning else { return }
        guard panes.build.builtAt != nil else {
            notice = .lastBuildFailed
            return
        }
        // Of a build of another lab, nobody may have looked what it has read.
        guard let builtFiles else { return }
        let changed = panes.editor.files.filter { tab in
            tab.isLoaded && tab.bytes != builtFiles[tab.path] && !(tab.bytes.isEmpty && builtFiles[tab.path] == nil)
        }
        if !changed.isEmpty { notice = .runsOlderImage(changed.map(\.path)) }
    }

    /// Brings a pane in sight: beside the editor where there is room, else in the place of what has the focus.
    mutating func reveal(_ pane: Pane) {
        // What is typed goes to the pane that is marked: a pane that gives way gives its focus too.
        let takesFocus = Pane.lower.contains(layout.focus) && layout.focus != pane
        layout.lower = pane
        if takesFocus || LabLayout(layout).kind != .wide { layout.show(pane) }
    }

    // MARK: The end

    private mutating func quit() -> [Effect] {
        if panes.editor.unsaved.isEmpty { return leave() }
        dialogue = .unsaved(.save)
        return []
    }

    mutating func leave(for lesson: String? = nil) -> [Effect] {
        keepView()
        let kept = tell { $0.editor.update(.recovery(.drop), &$1) }
        return kept + [.world(.keepProgress(panes.lesson.progress)), .program(lesson.map { .openLesson($0) } ?? .quit)]
    }
}
