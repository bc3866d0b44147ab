/// Something that went wrong while a container was planned, made or read: a whole sentence. What is wrong with the command
/// line itself is a `ValidationError`.
public struct ContainerFault: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
