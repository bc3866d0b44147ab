internal import BuildPlan
internal import CommandLines

extension LabModel {
    /// Saves what is unsaved, then builds what the lesson builds.
    mutating func startBuild(_ line: BuildCommandLine? = nil) -> [Effect] {
        startBuild(exactly: stopping(line ?? lesson.buildLine))
    }

    mutating func startBuild(exactly line: BuildCommandLine) -> [Effect] {
        guard build?.isRunning != true else {
            notice = .buildRuns
            return []
        }
        layout.lower = .build
        if LabLayout(layout).kind != .wide { layout.show(.build) }
        return save(then: .build(line))
    }

    mutating func launchBuild(_ line: BuildCommandLine) -> [Effect] {
        let id = newRun()
        showNewBuild(id, source: dockerfileText)
        return [.startBuild(id, line)]
    }

    mutating func showNewBuild(_ id: RunID, source: String) {
        if let last = build, !last.steps.isEmpty { earlierBuild = last }
        build = BuildRun(id: id, source: source, isKept: true)
        askedLog = nil
        buildOffset = nil
        selected[.build] = 0
        areGuessesPending = false
        renewGutter()
    }

    mutating func cancelBuild() -> [Effect] {
        guard let run = build, run.isRunning else {
            notice = .nothingToCancel
            return []
        }
        build?.isCancelling = true
        if outsideBuild?.run == run.id { return cancelOutside() }
        return [.cancelBuild(run.id)]
    }

    mutating func take(_ event: TimedBuildEvent, of run: RunID) -> [Effect] {
        guard build?.id == run else { return [] }
        if case .started(let start) = event.event { knownBuilds.insert(start.buildID) }
        build?.apply(event, now: now)
        if case .planned = event.event { renewGutter() }
        if case .stepFinished = event.event { askedLog = nil }
        if case .finished = event.event { selectEnd() }
        return []
    }

    /// Asks for lines of a log that a frame could not show, and for some around them.
    mutating func readLog() -> [Effect] {
        guard let missing = map.missingLog, let build, let id = build.start?.buildID,
            build.steps.indices.contains(missing.step), askedLog != missing
        else { return [] }
        askedLog = missing
        let around = max(0, missing.lines.lowerBound - 400)..<(missing.lines.upperBound + 400)
        return [.readLog(build.id, buildID: id, build.steps[missing.step].outline.id, around)]
    }

    mutating func logRead(_ run: RunID, _ step: StepID, _ lines: [String], from start: Int) {
        guard build?.id == run else { return }
        // What is not written yet is not asked for again in every frame.
        if !lines.isEmpty { askedLog = nil }
        guard let index = build?.steps.firstIndex(where: { $0.outline.id == step }) else { return }
        build?.steps[index].log.fill(lines, from: start)
    }

    /// The child is gone: its last event has been taken, or it never wrote one.
    mutating func buildEnded(_ run: RunID, _ status: Int32, _ errors: String) -> [Effect] {
        guard build?.id == run else { return [] }
        let isCancelled = build?.isCancelling == true
        if build?.end == nil { build?.end = isCancelled ? .finished(.cancelled) : .lost(errors) }
        return buildIsOver()
    }

    /// Shows what the build made.
    mutating func buildIsOver() -> [Effect] {
        renewGutter()
        selectEnd()
        return [listImages(), gatherEvidence()] + inspectBuilt()
    }

    /// Selects the step that the build failed at, or stopped before.
    private mutating func selectEnd() {
        if let failed = build?.currentStep { selected[.build] = failed }
        if case .finished(.stopped(let step, _)) = build?.end {
            selected[.build] = build?.steps.firstIndex { $0.outline.id == step } ?? 0
        }
    }

    /// Shows the layers of what was just built.
    private mutating func inspectBuilt() -> [Effect] {
        if case .finished(.stopped(_, let image)) = build?.end { return [inspect(image)] }
        guard case .finished(.succeeded(let image)) = build?.end else { return [] }
        return [inspect(image.tags.first ?? image.imageID)]
    }

    /// Compares the Dockerfile in the editor with the one that was built.
    mutating func renewGutter() {
        guard let build, let tab = files.first(where: \.isDockerfile) else {
            gutter = DockerfileGutter()
            return
        }
        gutter = DockerfileGutter(text: tab.text, instructions: tab.instructions, run: build)
    }

    /// The step that the instruction under the caret became, where it still reads the same.
    public var stepAtCaret: Int? {
        guard let file, file.isDockerfile else { return nil }
        switch gutter.marks[file.caretLine] {
        case .step(let step), .bar(let step): return step
        case .outdated, .outdatedBar, nil: return nil
        }
    }

    private var dockerfileText: String { files.first(where: \.isDockerfile)?.text ?? "" }
}
