/// A container of the store as the lab lists it.
public struct ContainerRow: Equatable, Sendable {
    /// What the container is doing.
    public enum State: Equatable, Sendable {
        case created, running
        case exited(Int32)
    }

    public var id: String
    public var name: String
    /// As the user named it.
    public var image: String
    /// As `ps` shows them: `127.0.0.1:5000->5000/tcp`.
    public var ports: [String]
    public var state: State

    public init(id: String, name: String, image: String, ports: [String], state: State) {
        self.id = id
        self.name = name
        self.image = image
        self.ports = ports
        self.state = state
    }

    /// Where its page would be, on the first port that it publishes; nil without one.
    var url: String? {
        for port in ports where port.hasSuffix("/tcp") {
            let host = port.components(before: "->")
            if let number = host?.split(separator: ":").last { return "http://localhost:\(number)" }
        }
        return nil
    }
}

extension String {
    fileprivate func components(before separator: String) -> String? {
        firstRange(of: separator).map { String(self[..<$0.lowerBound]) }
    }
}
