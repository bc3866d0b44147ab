public import ImageFormat

/// The state of a debugging session in terms of the protocol. It takes requests and returns answers and tasks, and
/// performs nothing itself.
public struct DebugSession: Sendable {
    /// What the caller has to do for the session, in order.
    public enum Task: Equatable, Sendable {
        /// Send a message to the client.
        case send(JSON)
        /// Build the instructions above a line, or all of them, and then call `buildEnded`.
        case build(DebugLaunch, stopBefore: Int?)
        /// Look up variables, and then call `answer` with them.
        case look(DebugRequest, DebugScope)
        /// Look up the value of one ENV or ARG, and then call `answer` with it.
        case find(DebugRequest, name: String)
        /// Run a command in the file system at this point, and then call `answer` with its output.
        case evaluate(DebugRequest, String)
        /// End the session.
        case end
    }

    /// The state of the build.
    enum State: Equatable {
        case starting
        case running
        /// The build is stopped before an instruction, given by its position in `stops`.
        case stopped(Int)
        case over
    }

    var state = State.starting
    var launch: DebugLaunch?
    var client = DebugClient()
    var breakpoints = DebugBreakpoints()
    /// The instructions that a build can stop before, in the order of the file.
    var stops: [DebugStop] = []
    /// Where the client finds the Dockerfile; nil for the path in `launch.json`.
    var path: String?
    /// The reason that the client is given when the build stops.
    var reason = "entry"
    /// The message of the instruction that failed and before which the build is stopped; nil without a failure.
    var failure: String?
    /// The number of builds whose progress the client was told, which gives each progress its ID.
    var shownBuilds = 0
    /// Whether the client shows the progress of a build that runs.
    var showsBuild = false
    private var isConfigured = false
    private var number: Int64 = 0

    public init() {}

    // MARK: Requests

    /// Whether a request can be answered while a build or a command runs.
    public static func isPrompt(_ request: DebugRequest) -> Bool {
        switch request.command {
        case "threads", "pause", "cancel", "setBreakpoints", "setExceptionBreakpoints", "setFunctionBreakpoints": true
        default: false
        }
    }

    /// Takes a request of the client and returns what to do for it.
    public mutating func take(_ request: DebugRequest) -> [Task] {
        switch request.command {
        case "initialize":
            client = DebugClient(request.arguments)
            return [answer(request, DebugClient.capabilities), event("initialized")]
        case "launch":
            launch = DebugLaunch(request.arguments)
            return [answer(request)] + tellUnknownKeys(of: request.arguments) + begin()
        case "attach":
            return [refuse(request, "A build cannot be attached to: write \"request\": \"launch\" in launch.json.")]
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
        case "exceptionInfo": return [exceptionInfo(request)]
        case "continue": return go(request, "breakpoint", ["allThreadsContinued": .bool(true)]) { $0.nextBreakpoint }
        case "next", "stepIn", "stepOut": return go(request, "step") { $0.after }
        case "stepBack": return go(request, "step") { $0.before }
        case "reverseContinue": return go(request, "breakpoint") { $0.lastBreakpoint }
        case "restartFrame": return restartFrame(request)
        case "pause": return [refuse(request, "An instruction runs to its end; the build stops before the next one.")]
        case "cancel": return [answer(request)]
        case "terminate": return [answer(request)] + (state == .over ? [] : finish(status: 130))
        case "disconnect": return [answer(request), .end]
        default: return [refuse(request, "Slipway does not know the request \(request.command).")]
        }
    }

    private mutating func begin() -> [Task] {
        guard isConfigured, let launch, state == .starting else { return [] }
        state = .running
        reason = launch.stopsOnEntry ? "entry" : "breakpoint"
        let first = launch.stopsOnEntry ? stops.first : stops.first(where: { isBreakpoint($0.line) })
        return [.build(launch, stopBefore: first?.line)]
    }

    private mutating func tellUnknownKeys(of arguments: JSON) -> [Task] {
        DebugLaunch.unknownKeys(of: arguments).map { name in
            let known = DebugLaunch.keys.joined(separator: ", ")
            return said(
                "Slipway takes no notice of `\(name)` in launch.json. The keys that it knows are \(known).\n",
                isError: true)
        }
    }

    private mutating func setBreakpoints(_ request: DebugRequest) -> KeyValuePairs<String, JSON?> {
        let lines = (request.arguments["breakpoints"]?.elements ?? []).compactMap { $0["line"]?.int }
            .map { $0 - client.lineBase + 1 }
        let file = request.arguments["source"]?["path"]?.string
        return ["breakpoints": .array(breakpoints.set(lines, in: file, client.lineBase))]
    }

    // MARK: Messages

    mutating func answer(_ request: DebugRequest, _ body: KeyValuePairs<String, JSON?> = [:]) -> Task {
        message([
            "type": .string("response"), "request_seq": .integer(request.number), "success": .bool(true),
            "command": .string(request.command), "body": JSON.object(body),
        ])
    }

    /// Refuses a request with a reason.
    public mutating func refuse(_ request: DebugRequest, _ why: String) -> Task {
        message([
            "type": .string("response"), "request_seq": .integer(request.number), "success": .bool(false),
            "command": .string(request.command), "message": .string(why),
        ])
    }

    mutating func event(_ name: String, _ body: KeyValuePairs<String, JSON?> = [:]) -> Task {
        message(["type": .string("event"), "event": .string(name), "body": JSON.object(body)])
    }

    private mutating func message(_ members: KeyValuePairs<String, JSON?>) -> Task {
        number += 1
        guard case .object(let members) = JSON.object(members) else { return .end }
        return .send(.object([JSON.Member("seq", .integer(number))] + members))
    }
}
