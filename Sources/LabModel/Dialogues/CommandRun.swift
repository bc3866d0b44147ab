/// A command line of the lesson that the lab ran, and what it said.
public struct CommandRun: Equatable, Sendable {
    public let id: RunID
    public var line: String
    public var log = StepLogLines()
    /// The exit status; nil while it runs.
    public var status: Int32?

    public init(id: RunID, line: String) {
        self.id = id
        self.line = line
    }
}
