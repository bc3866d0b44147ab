public import RunDoctor

/// A container that the lab started, and the page that it serves.
public struct ContainerRun: Equatable, Sendable {
    /// How far the container has come.
    public enum State: Equatable, Sendable {
        /// The child runs; no page has come yet.
        case starting
        /// It answered a request.
        case serving
        case stopping
        /// The exit status, as `slipway run` gave it.
        case ended(Int32)
    }

    public let id: RunID
    public var image: String
    /// `5000:5000`, as `-p` takes them.
    public var ports: [String]
    public var url: String?
    public var state = State.starting
    public var page: Page?
    public var log = StepLogLines()
    /// Lab time at which it was started, and at which it ended.
    public var startedAt: Double
    public var endedAt: Double?
    /// Why it does not answer, as far as can be seen.
    public var faults: [RunFault] = []

    public init(id: RunID, image: String, ports: [String], url: String?, startedAt: Double) {
        self.id = id
        self.image = image
        self.ports = ports
        self.url = url
        self.startedAt = startedAt
    }

    public var isRunning: Bool { if case .ended = state { false } else { true } }
}

/// A page as it was fetched.
public struct Page: Equatable, Sendable {
    public var status: Int
    public var body: String

    public init(status: Int, body: String) {
        self.status = status
        self.body = body
    }
}
