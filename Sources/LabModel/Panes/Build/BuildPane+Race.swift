internal import BuildPlan
internal import CommandLines
internal import LessonFormat

/// A race in the place of a build.
extension BuildPane {
    /// Whether two Dockerfiles race.
    public var isRacing: Bool {
        if case .race(let race) = sight { race.isRunning } else { false }
    }

    /// Asks which two are to race; what the open step says stands there already.
    func askForRace(_ lab: LabContext) -> [Request] {
        let words = lab.step.flatMap { LessonPane.raceWords(in: $0) } ?? ""
        return [.open(.prompt(Prompt(.race, text: words)))]
    }

    /// The answer: what stands behind `slipway race`, as a shell would read it.
    func askedForRace(_ text: String) -> [Request] {
        let words = text.hasPrefix("slipway race ") ? text : "slipway race " + text
        guard case .race(let line)? = PaneCommand(words) else { return [.notice(.noRace)] }
        return [.race(line)]
    }

    mutating func launchRace(_ line: RaceCommandLine, _ lab: inout LabContext) -> [Request] {
        let left = showNewest()
        let id = lab.newRun()
        sight = .race(RaceRun(id: id, line))
        return left + [.world(.startRace(id, line))]
    }

    mutating func raced(_ id: RunID, _ event: RaceEvent, _ lab: LabContext) {
        changeRace(id) { $0.take(event, now: lab.now) }
    }

    mutating func raceEnded(_ id: RunID, status: Int32, errors: String) {
        changeRace(id) { $0.end(status: status, errors: errors) }
    }

    /// Stops the race that runs, and goes on showing it; nil where none runs.
    mutating func stopRace() -> [Request]? {
        guard case .race(let race) = sight, race.isRunning else { return nil }
        changeRace(race.id) { $0.stop() }
        return [.world(.stopCommand(race.id))]
    }

    /// Ends the race that runs, for something else that is to be shown.
    func endRace() -> [Request] {
        guard case .race(let race) = sight, race.isRunning else { return [] }
        return [.world(.stopCommand(race.id))]
    }

    /// Scrolls the race; nil where there is none.
    mutating func scrollRace(_ action: SharedAction, _ lab: LabContext) -> [Request]? {
        guard case .race = sight else { return nil }
        let extent = lab.screen.extents[.build]
        if let rows = action.rows(page: extent?.visible ?? 10) { scrollRace(by: rows, lab) }
        return []
    }

    /// False where no race is shown.
    @discardableResult mutating func scrollRace(by rows: Int, _ lab: LabContext) -> Bool {
        guard case .race(let race) = sight else { return false }
        changeRace(race.id) { $0.scroll.move(by: rows, in: lab.screen.extents[.build]) }
        return true
    }

    private mutating func changeRace(_ id: RunID, _ body: (inout RaceRun) -> Void) {
        guard case .race(var race) = sight, race.id == id else { return }
        body(&race)
        sight = .race(race)
    }
}
