public import BuildPlan
internal import ImageFormat

/// Requests that continue the build or step back, and what the build reports.
extension DebugSession {
    mutating func go(
        _ request: DebugRequest, _ why: String, _ body: KeyValuePairs<String, JSON?> = [:],
        to place: (DebugSession) -> Int?
    ) -> [Task] {
        guard case .stopped(let now) = state, let launch else {
            return [refuse(request, "The build does not stand at an instruction.")]
        }
        let target = place(self)
        // There is nothing before the first instruction to step back to.
        guard target != now else { return [answer(request, body), stopped("entry")] }
        state = .running
        (reason, failure) = (why, nil)
        return [answer(request, body), .build(launch, stopBefore: target.map { stops[$0].line })]
    }

    /// Builds the instructions above the present one again, with the present files and Dockerfile.
    mutating func restartFrame(_ request: DebugRequest) -> [Task] {
        guard case .stopped(let now) = state, let launch else {
            return [refuse(request, "The build does not stand at an instruction.")]
        }
        state = .running
        (reason, failure) = ("restart", nil)
        return [answer(request), .build(launch, stopBefore: stops[now].line)]
    }

    var position: Int? { if case .stopped(let place) = state { place } else { nil } }

    var after: Int? { position.flatMap { stops.indices.contains($0 + 1) ? $0 + 1 : nil } }

    var before: Int? { position.map { max(0, $0 - 1) } }

    var nextBreakpoint: Int? {
        position.flatMap { now in stops.indices.first { $0 > now && isBreakpoint(stops[$0].line) } }
    }

    var lastBreakpoint: Int? {
        position.map { now in stops.indices.last { $0 < now && isBreakpoint(stops[$0].line) } ?? 0 }
    }

    func isBreakpoint(_ line: Int) -> Bool {
        launch?.ignoresBreakpoints != true && breakpoints.contains(line)
    }

    /// The line, from 1, of the instruction before which the build is stopped; nil while it runs or has not begun.
    public var line: Int? { position.map { stops[$0].line } }

    // MARK: What the build says

    /// Called when the Dockerfile has been read, for the first time or again. Breakpoints move to its instructions.
    ///
    /// - Parameter paths: the paths by which the client may know the file. The first is shown.
    @discardableResult
    public mutating func known(_ stops: [DebugStop], at paths: [String] = []) -> [Task] {
        self.stops = stops
        path = paths.first
        return breakpoints.know(stops, at: paths, client.lineBase).map { breakpoint in
            event("breakpoint", ["reason": .string("changed"), "breakpoint": breakpoint])
        }
    }

    /// Called with output of the build.
    public mutating func said(_ text: String, isError: Bool = false) -> Task {
        event("output", ["category": .string(isError ? "stderr" : "stdout"), "output": .string(text)])
    }

    /// Called when the requested build has ended.
    ///
    /// - Returns: what to do next. After a failure, the session shows the state before the failed step.
    public mutating func buildEnded(_ result: BuildResult, _ steps: [StepOutline], failure words: String?) -> [Task] {
        progressEnd() + outcome(result, steps, failure: words)
    }

    private mutating func outcome(_ result: BuildResult, _ steps: [StepOutline], failure words: String?) -> [Task] {
        switch result {
        case .stopped(let step, _): return stand(before: steps.first { $0.id == step }?.firstLine)
        case .succeeded: return finish(status: 0)
        case .failed(let step):
            let line = steps.first { $0.id == step }?.firstLine
            guard let launch, let line, failure == nil, stops.contains(where: { $0.line == line }) else {
                return finish(status: 1)
            }
            failure = words ?? "The step failed."
            reason = "exception"
            return [.build(launch, stopBefore: line)]
        case .refused(let refusals):
            let texts = refusals.map { said("\($0.location.map { $0 + ": " } ?? "")\($0.message)\n", isError: true) }
            return texts + finish(status: 1)
        case .cancelled: return finish(status: 130)
        }
    }

    private mutating func stand(before line: Int?) -> [Task] {
        guard let place = stops.firstIndex(where: { $0.line == line }) else { return finish(status: 1) }
        state = .stopped(place)
        return [stopped(reason)]
    }

    private mutating func stopped(_ why: String) -> Task {
        let hits = why == "breakpoint" ? line.map { breakpoints.numbers(at: $0) } ?? [] : []
        return event(
            "stopped",
            [
                "reason": .string(why), "threadId": .integer(1), "allThreadsStopped": .bool(true),
                "text": failure.map(JSON.string), "description": failure.map { _ in .string("The instruction failed") },
                "hitBreakpointIds": hits.isEmpty ? nil : JSON.array(hits.map(JSON.integer)),
            ])
    }

    mutating func finish(status: Int) -> [Task] {
        state = .over
        return [event("exited", ["exitCode": .integer(Int64(status))]), event("terminated")]
    }
}
