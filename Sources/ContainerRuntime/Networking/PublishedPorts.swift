/// The published ports of a container, on which this process listens from now on.
public struct PublishedPorts: Sendable {
    let listeners: PortListeners

    /// Listens on all of them: `portTaken` and `portForbidden` come before anything of the container is made.
    public init(_ mappings: [PortMapping]) throws(RuntimeError) { listeners = try PortListeners(mappings) }

    /// As they are, with the ports that the system chose.
    public var mappings: [PortMapping] { listeners.mappings }

    func close() { listeners.close() }
}
