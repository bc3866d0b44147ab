internal import ImageFormat

/// The properties of a client that it has told in `initialize`.
struct DebugClient: Equatable, Sendable {
    /// The number that the client uses for the first line of a file and the first column of a line: 0 or 1.
    var lineBase = 1
    var columnBase = 1
    /// Whether the client shows the progress of a build.
    var showsProgress = false

    init() {}

    init(_ arguments: JSON) {
        if arguments["linesStartAt1"]?.bool == false { lineBase = 0 }
        if arguments["columnsStartAt1"]?.bool == false { columnBase = 0 }
        showsProgress = arguments["supportsProgressReporting"]?.bool ?? false
    }

    /// The capabilities of Slipway, for the answer to `initialize`.
    static let capabilities: KeyValuePairs<String, JSON?> = [
        "supportsConfigurationDoneRequest": .bool(true), "supportsStepBack": .bool(true),
        "supportsTerminateRequest": .bool(true), "supportsEvaluateForHovers": .bool(true),
        "supportsRestartFrame": .bool(true), "supportsExceptionInfoRequest": .bool(true),
        "supportsCancelRequest": .bool(true),
    ]
}
