internal import BuildPlan

/// The list of kept builds, and one of them in the place of the newest.
extension BuildPane {
    /// The build that is shown: the newest, or a kept one that was chosen.
    public var shown: BuildRun? {
        if case .kept(let kept) = sight { kept.run } else { run }
    }

    /// The build that the shown one is compared with, where there is one.
    public var counterpart: KeptRun.Counterpart? {
        if case .kept(let kept) = sight { kept.counterpart } else { earlier.map { KeptRun.Counterpart.before($0) } }
    }

    /// The build that is shown and the one that it is held against, once both have ended; nil where steps are not compared.
    public var comparedRuns: (run: BuildRun, other: BuildRun)? {
        guard compares, slides == .off, let shown, !shown.isRunning, let other = counterpart?.run else { return nil }
        return (shown, other)
    }

    mutating func changeShown(_ body: (inout BuildRun) -> Void) {
        if case .kept(var kept) = sight {
            body(&kept.run)
            sight = .kept(kept)
        } else if var newest = run {
            body(&newest)
            run = newest
        }
    }

    /// Asks for the list, or goes back to the newest build where it is shown already.
    mutating func turnList(_ lab: inout LabContext) -> [Request] {
        if case .list = sight { return showNewest() + [.focus(.build)] }
        let left = showNewest()
        let question = lab.newRun()
        sight = .list(BuildHistory(question: question))
        return left + [.focus(.build), .world(.listBuilds(question))]
    }

    /// Leaves what is shown in place of the newest build; a race ends with it.
    mutating func showNewest() -> [Request] {
        let ending = endRace()
        if sight != .newest {
            sight = .newest
            selectAnew()
        }
        slides = .off
        side = SidePosition()
        askedLog = nil
        scroll.offset = nil
        return ending
    }

    /// Leaves what is shown in place of the newest build's log; where nothing is, nothing happens.
    mutating func goBack() -> [Request] { sight == .newest && slides == .off ? [] : showNewest() }

    mutating func listed(_ rows: [KeptBuildRow], _ question: RunID) {
        changeList { $0.take(rows, of: question) }
    }

    mutating func opened(_ answer: Answer<KeptRun>, _ question: RunID) {
        guard case .list(var history) = sight, history.opening == question else { return }
        switch answer {
        case .failed(let reason):
            (history.opening, history.failure) = (nil, reason)
            sight = .list(history)
        case .known(let kept):
            sight = .kept(kept)
            selectAnew()
            scroll.offset = kept.run.currentStep == nil ? 0 : nil
            side = SidePosition()
        }
    }

    private mutating func changeList(_ body: (inout BuildHistory) -> Void) {
        guard case .list(var history) = sight else { return }
        body(&history)
        sight = .list(history)
    }

    // MARK: Keys

    /// What every list can be told, while the builds are listed; nil where they are not.
    mutating func chooseBuild(_ action: SharedAction, _ lab: inout LabContext) -> [Request]? {
        guard case .list(let history) = sight else { return nil }
        let extent = lab.screen.extents[.build]
        if let rows = action.rows(page: extent?.visible ?? 10) {
            changeList { $0.list.move(by: rows, count: history.rows?.count ?? 0, in: extent) }
            return []
        }
        if let halves = action.halves { side.move(by: halves, in: lab.screen.breadths[.build]) }
        switch action {
        case .open: return openBuild(&lab)
        case .lineUp, .lineDown, .pageUp, .pageDown, .toTop, .toBottom, .lookLeft, .lookRight, .refresh, .find,
            .findNext, .findPrevious, .copy, .showCause, .openShell:
            return []
        }
    }

    private mutating func openBuild(_ lab: inout LabContext) -> [Request] {
        guard case .list(var history) = sight, let row = history.selected else { return [] }
        let question = lab.newRun()
        (history.opening, history.failure) = (question, nil)
        sight = .list(history)
        return [.world(.readKeptBuild(question, build: row.build.id))]
    }

    /// A click on a row of the list; nil where it is not shown.
    mutating func clickBuild(row: Int, _ lab: inout LabContext) -> [Request]? {
        guard case .list(let history) = sight else { return nil }
        let isSecond = lab.focus == .build && history.list.selected == row
        changeList { $0.list.selected = row }
        return [.focus(.build)] + (isSecond ? openBuild(&lab) : [])
    }

    mutating func wheelOverBuilds(_ rows: Int, _ lab: LabContext) -> Bool {
        guard case .list = sight else { return false }
        changeList { $0.list.scroll.move(by: rows, in: lab.screen.extents[.build]) }
        return true
    }
}
