public import BuildPlan
public import ImageFormat

/// A build that is stepped through, as the protocol sees it: requests in, answers and tasks out. It does nothing itself.
public struct DebugSession: Sendable {
    /// What the session wants done, in its order.
    public enum Task: Equatable, Sendable {
        /// Hands a message to the client.
        case send(JSON)
        /// Builds what stands above a line, or all; `buildEnded` afterwards.
        case build(DebugLaunch, stopBefore: Int?)
        /// Looks up variables; `answer` with them afterwards.
        case look(DebugRequest, DebugScope)
        /// Runs a command in the file system at this point; `answer` with its output afterwards.
        case evaluate(DebugRequest, String)
        /// The client is done.
        case end
    }

    /// Where the build stands.
    private enum State: Equatable {
        case starting
        case running
        /// Before the instruction of a line; its position among the lines that can be stopped at.
        case stopped(Int)
        case over
    }

    private var state = State.starting
    private var launch: DebugLaunch?
    private var isConfigured = false
    private var breakpoints: Set<Int> = []
    private var number: Int64 = 0
    /// First lines of the instructions that a build can stop before, with their text, in the order of the file.
    private var stops: [(line: Int, text: String)] = []
    /// Why the client is told that the build stands, once it does.
    private var reason = "entry"
    private var failure: String?
    private var path: String?

    public init() {}

    // MARK: Requests

    /// Takes a request of the client's.
    public mutating func take(_ request: DebugRequest) -> [Task] {
        switch request.command {
        case "initialize":
            return [answer(request, Self.capabilities), event("initialized")]
        case "launch":
            launch = DebugLaunch(request.arguments)
            return [answer(request)] + begin()
        case "configurationDone":
            isConfigured = true
            return [answer(request)] + begin()
        case "setBreakpoints": return [answer(request, setBreakpoints(request))]
        case "setExceptionBreakpoints", "setFunctionBreakpoints":
            return [answer(request, ["breakpoints": .array([])])]
        case "threads":
            let thread = JSON.object(["id": .integer(1), "name": .string("build")])
            return [answer(request, ["threads": .array([thread])])]
        case "stackTrace": return [answer(request, stack)]
        case "scopes": return [answer(request, ["scopes": .array(scopes)])]
        case "variables": return look(request)
        case "evaluate": return evaluate(request)
        case "continue": return go(request, "breakpoint", ["allThreadsContinued": .bool(true)]) { $0.nextBreakpoint }
        case "next", "stepIn", "stepOut": return go(request, "step") { $0.after }
        case "stepBack": return go(request, "step") { $0.before }
        case "reverseContinue": return go(request, "breakpoint") { $0.lastBreakpoint }
        case "pause": return [refuse(request, "An instruction runs to its end; the build stops before the next one.")]
        case "disconnect", "terminate": return [answer(request), .end]
        default: return [refuse(request, "Slipway does not know the request \(request.command).")]
        }
    }

    private static let capabilities: KeyValuePairs<String, JSON?> = [
        "supportsConfigurationDoneRequest": .bool(true), "supportsStepBack": .bool(true),
        "supportsTerminateRequest": .bool(true), "supportsEvaluateForHovers": .bool(false),
    ]

    private mutating func begin() -> [Task] {
        guard isConfigured, let launch, state == .starting else { return [] }
        state = .running
        reason = launch.stopsOnEntry ? "entry" : "breakpoint"
        let first = launch.stopsOnEntry ? stops.first?.line : stops.first { breakpoints.contains($0.line) }?.line
        return [.build(launch, stopBefore: first)]
    }

    private mutating func setBreakpoints(_ request: DebugRequest) -> KeyValuePairs<String, JSON?> {
        let wanted = (request.arguments["breakpoints"]?.elements ?? []).compactMap { $0["line"]?.int }
        breakpoints = []
        let set = wanted.map { line -> JSON in
            // Between two instructions the next one is meant.
            guard let place = stops.first(where: { $0.line >= line })?.line ?? (stops.isEmpty ? line : nil) else {
                return .object([
                    "verified": .bool(false), "message": .string("There is no instruction at this line or below it."),
                ])
            }
            breakpoints.insert(place)
            return .object(["verified": .bool(true), "line": .integer(Int64(place))])
        }
        return ["breakpoints": .array(set)]
    }

    // MARK: Going on

    private mutating func go(
        _ request: DebugRequest, _ why: String, _ body: KeyValuePairs<String, JSON?> = [:],
        to place: (DebugSession) -> Int?
    ) -> [Task] {
        guard case .stopped(let now) = state, let launch else {
            return [refuse(request, "The build does not stand at an instruction.")]
        }
        let target = place(self)
        // Back from the first instruction there is nowhere to go.
        guard target != now else { return [answer(request, body), stopped("entry")] }
        state = .running
        reason = why
        return [answer(request, body), .build(launch, stopBefore: target.map { stops[$0].line })]
    }

    private var position: Int? { if case .stopped(let place) = state { place } else { nil } }

    private var after: Int? { position.flatMap { stops.indices.contains($0 + 1) ? $0 + 1 : nil } }

    private var before: Int? { position.map { max(0, $0 - 1) } }

    private var nextBreakpoint: Int? {
        position.flatMap { now in stops.indices.first { $0 > now && breakpoints.contains(stops[$0].line) } }
    }

    private var lastBreakpoint: Int? {
        position.map { now in stops.indices.last { $0 < now && breakpoints.contains(stops[$0].line) } ?? 0 }
    }

    // MARK: What the build says

    /// The Dockerfile is read: lines that a build can stop before. Breakpoints that were set before move to them.
    ///
    /// - Parameter path: where the client finds it; nil for the path in `launch.json`.
    public mutating func known(_ lines: [(line: Int, text: String)], at path: String? = nil) {
        stops = lines
        self.path = path
        breakpoints = Set(breakpoints.compactMap { line in stops.first { $0.line >= line }?.line })
    }

    /// Something that the build says.
    public mutating func said(_ text: String, isError: Bool = false) -> Task {
        event("output", ["category": .string(isError ? "stderr" : "stdout"), "output": .string(text)])
    }

    /// The build that was asked for has ended.
    ///
    /// - Returns: what is to be done: a step that failed is looked at from before it.
    public mutating func buildEnded(_ result: BuildResult, _ steps: [StepOutline], failure words: String?) -> [Task] {
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
        defer { failure = nil }
        return [stopped(reason)]
    }

    private mutating func stopped(_ why: String) -> Task {
        event(
            "stopped",
            [
                "reason": .string(why), "threadId": .integer(1), "allThreadsStopped": .bool(true),
                "text": failure.map(JSON.string), "description": failure.map { _ in .string("The instruction failed") },
            ])
    }

    private mutating func finish(status: Int) -> [Task] {
        state = .over
        return [event("exited", ["exitCode": .integer(Int64(status))]), event("terminated")]
    }

    // MARK: Looking

    private var stack: KeyValuePairs<String, JSON?> {
        guard let position, let launch else { return ["stackFrames": .array([]), "totalFrames": .integer(0)] }
        let source = JSON.object(["name": .string("Dockerfile"), "path": .string(path ?? launch.path)])
        let frame = JSON.object([
            "id": .integer(1), "name": .string(stops[position].text), "source": source,
            "line": .integer(Int64(stops[position].line)), "column": .integer(1),
        ])
        return ["stackFrames": .array([frame]), "totalFrames": .integer(1)]
    }

    private var scopes: [JSON] {
        DebugScope.roots.map { scope in
            .object([
                "name": .string(scope.title), "variablesReference": .integer(Int64(scope.reference)),
                "expensive": .bool(scope == .files),
            ])
        }
    }

    private mutating func look(_ request: DebugRequest) -> [Task] {
        guard position != nil, let reference = request.int("variablesReference"),
            let scope = DebugScope(reference: reference)
        else { return [refuse(request, "The build does not stand at an instruction.")] }
        return [.look(request, scope)]
    }

    private mutating func evaluate(_ request: DebugRequest) -> [Task] {
        guard position != nil, let words = request.text("expression") else {
            return [refuse(request, "The build does not stand at an instruction.")]
        }
        return [.evaluate(request, words)]
    }

    /// The line that the build stands before, from 1; nil while it stands nowhere.
    public var line: Int? { position.map { stops[$0].line } }

    /// Answers `variables`.
    public mutating func answer(_ request: DebugRequest, with variables: [DebugVariable]) -> Task {
        answer(request, ["variables": .array(variables.map(\.json))])
    }

    /// Answers `evaluate`.
    public mutating func answer(_ request: DebugRequest, with output: String) -> Task {
        answer(request, ["result": .string(output), "variablesReference": .integer(0)])
    }

    // MARK: Messages

    private mutating func answer(_ request: DebugRequest, _ body: KeyValuePairs<String, JSON?> = [:]) -> Task {
        message([
            "type": .string("response"), "request_seq": .integer(request.number), "success": .bool(true),
            "command": .string(request.command), "body": JSON.object(body),
        ])
    }

    /// Says no, and why.
    public mutating func refuse(_ request: DebugRequest, _ why: String) -> Task {
        message([
            "type": .string("response"), "request_seq": .integer(request.number), "success": .bool(false),
            "command": .string(request.command), "message": .string(why),
        ])
    }

    private mutating func event(_ name: String, _ body: KeyValuePairs<String, JSON?> = [:]) -> Task {
        message(["type": .string("event"), "event": .string(name), "body": JSON.object(body)])
    }

    private mutating func message(_ members: KeyValuePairs<String, JSON?>) -> Task {
        number += 1
        guard case .object(let members) = JSON.object(members) else { return .end }
        return .send(.object([JSON.Member("seq", .integer(number))] + members))
    }
}
