public import ContainerRuntime

/// A port of a container as a command line names it.
public enum PortWord {
    /// `80` is `80/tcp`.
    public static func name(of text: String) -> String { text.contains("/") ? text.lowercased() : text + "/tcp" }
}

extension ContainerFolder {
    /// Where its ports are published while it runs.
    public var publishedPorts: [PortMapping] {
        state.isRunning ? record.ports.compactMap { PortMapping(shown: $0) } : []
    }
}

extension [PortMapping] {
    /// Those of one port: `80`, `53/udp`.
    public func matching(_ port: String) -> [PortMapping] {
        filter { $0.containerName == PortWord.name(of: port) }
    }
}
