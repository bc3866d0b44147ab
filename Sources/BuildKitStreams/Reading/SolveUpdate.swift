public import BuildPlan

/// A piece of information that BuildKit or Docker's classic builder gives about a build, whatever its output format.
public enum SolveUpdate: Equatable, Sendable {
    case vertex(SolveVertex)
    case progress(SolveProgress)
    case log(SolveLog)
    case warning(BuildWarning)
    /// A line that belongs to no step: the end of a failed build, or a message of the client.
    case text(String)
}

/// What is known of a vertex of BuildKit's graph: an instruction, or work that belongs to no instruction.
public struct SolveVertex: Equatable, Sendable {
    /// The ID of the vertex, unique within its build.
    public var id: String
    /// The name that is shown: `[2/5] COPY requirements.txt .`. It is empty in an update of the state alone.
    public var name: String
    /// The IDs of the vertices that it depends on; empty where the update does not say.
    public var inputs: [String]
    /// The start in seconds since 1970; nil before the start. Where the builder tells only a duration, the start is 0.
    public var started: Double?
    /// The end on the same clock as `started`; nil before the end.
    public var completed: Double?
    /// Whether the result came from the cache.
    public var isCached: Bool
    /// Whether the vertex was cancelled because the build ended.
    public var isCancelled: Bool
    /// Why it failed, in the builder's words.
    public var error: String?

    public init(
        id: String, name: String, inputs: [String] = [], started: Double? = nil, completed: Double? = nil,
        isCached: Bool = false, isCancelled: Bool = false, error: String? = nil
    ) {
        self.id = id
        self.name = name
        self.inputs = inputs
        self.started = started
        self.completed = completed
        self.isCached = isCached
        self.isCancelled = isCancelled
        self.error = error
    }
}

/// The progress of a part of a vertex, such as a layer that is pulled or a context that is sent.
public struct SolveProgress: Equatable, Sendable {
    public var vertex: String
    /// The name of the part: the digest of a layer, or `transferring context:`.
    public var part: String
    /// The number of bytes that are done.
    public var completed: Int64
    /// The number of bytes in all; nil where it is not known.
    public var total: Int64?

    public init(vertex: String, part: String, completed: Int64, total: Int64?) {
        self.vertex = vertex
        self.part = part
        self.completed = completed
        self.total = total
    }
}

/// A piece of a vertex's output.
public struct SolveLog: Equatable, Sendable {
    public var vertex: String
    public var stream: StepLog.Stream
    /// The bytes that the process wrote. The first and the last character may be incomplete.
    public var bytes: [UInt8]

    public init(vertex: String, stream: StepLog.Stream, bytes: [UInt8]) {
        self.vertex = vertex
        self.stream = stream
        self.bytes = bytes
    }
}

/// Reads the output of a builder line by line.
public protocol SolveReader: Sendable {
    /// The updates that a line, without its newline, contains. There may be none.
    mutating func updates(of line: ArraySlice<UInt8>) -> [SolveUpdate]
}
