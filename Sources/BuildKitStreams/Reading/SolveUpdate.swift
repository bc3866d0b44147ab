public import BuildPlan

/// One thing that BuildKit, or Docker's classic builder, has said of a build, whatever form it said it in.
public enum SolveUpdate: Equatable, Sendable {
    case vertex(SolveVertex)
    case progress(SolveProgress)
    case log(SolveLog)
    case warning(BuildWarning)
    /// A line that belongs to no step: how a failed build ends, or a word of the client.
    case text(String)
}

/// A vertex of BuildKit's graph, as far as it was told: an instruction, or work that belongs to none.
public struct SolveVertex: Equatable, Sendable {
    /// Names the vertex within its build.
    public var id: String
    /// As it is shown: `[2/5] COPY requirements.txt .`; empty where only its state is told.
    public var name: String
    /// The vertices that it stands on; empty where that is not told.
    public var inputs: [String]
    /// Seconds since 1970, or since the vertex started where only a duration is told; nil until it has happened.
    public var started: Double?
    public var completed: Double?
    /// Whether its result came from the cache.
    public var isCached: Bool
    /// Whether it was given up because the build ended.
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

/// How far a part of a vertex is: a layer that is pulled, a context that is sent.
public struct SolveProgress: Equatable, Sendable {
    public var vertex: String
    /// The part: a layer's digest, `transferring context:`.
    public var part: String
    /// Bytes; `total` is nil where it is not known.
    public var completed: Int64
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
    /// As the process wrote it; a character may be cut at either end.
    public var bytes: [UInt8]

    public init(vertex: String, stream: StepLog.Stream, bytes: [UInt8]) {
        self.vertex = vertex
        self.stream = stream
        self.bytes = bytes
    }
}

/// Reads what a builder says, line by line.
public protocol SolveReader: Sendable {
    /// What a line says, which has no newline; nothing where it only completes what was said.
    mutating func updates(of line: ArraySlice<UInt8>) -> [SolveUpdate]
}
