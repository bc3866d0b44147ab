/// Something that went wrong while a command worked: its sentence goes to standard error, and the command ends with
/// status 1. What is wrong with the command line itself is a `ValidationError`, which shows how the command is used.
public struct CommandFailure: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
