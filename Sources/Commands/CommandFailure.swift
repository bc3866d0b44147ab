/// Something that went wrong while a command worked: its sentence goes to standard error, and the command ends with
/// status 1. What is wrong with the command line itself is a `ValidationError`, which shows how the command is used.
public struct CommandFailure: Error, CustomStringConvertible {
    /// A whole sentence, as the reader of a terminal sees it behind `Error: `.
    public let description: String

    /// A failure that is told by this sentence.
    public init(_ description: String) { self.description = description }
}
