/// Why a lesson cannot be played, prepared or graded.
public struct LessonFailure: Error, CustomStringConvertible {
    /// A sentence for the terminal.
    public let description: String

    /// A failure that is told by this sentence.
    public init(_ description: String) { self.description = description }
}
