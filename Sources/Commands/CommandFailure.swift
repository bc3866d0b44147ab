/// A failure while a command works. Its sentence goes to standard error, and the command ends with status 1. A fault of
/// the command line itself is a `ValidationError`, which also shows how the command is used.
public struct CommandFailure: Error, CustomStringConvertible {
    /// The sentence that is shown after `Error: `.
    public let description: String

    /// A failure with the given sentence.
    public init(_ description: String) { self.description = description }
}
