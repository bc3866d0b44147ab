/// Something that went wrong while a container was planned, made or read: a whole sentence. What is wrong with the command
/// line itself is a `ValidationError`.
public struct ContainerFault: Error, CustomStringConvertible {
    /// The sentence, as the reader of a terminal sees it.
    public let description: String

    /// A fault that is told by this sentence.
    public init(_ description: String) { self.description = description }
}
