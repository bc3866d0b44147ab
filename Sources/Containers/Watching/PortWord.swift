internal import Commands
public import ContainerRuntime

/// A port of a container as a command line names it.
enum PortWord {
    /// `80` is `80/tcp`.
    static func name(of text: String) -> String { text.contains("/") ? text.lowercased() : text + "/tcp" }
}

extension ContainerFolder {
    /// Where its ports are published while it runs.
    public var publishedPorts: [PortMapping] {
        state.isRunning ? record.ports.compactMap { PortMapping(shown: $0) } : []
    }
}

extension [PortMapping] {
    /// What `port` prints of a container: where all of its ports are published, or one of them.
    ///
    /// - Parameters:
    ///   - port: `80`, `53/udp`; nil for all.
    ///   - container: its name as it was typed, for the message.
    /// - Throws: `CommandFailure` for a port that is not published.
    public func lines(of port: String?, called container: String) throws -> [String] {
        guard let port else { return map { "\($0.containerName) -> \($0.hostName)" } }
        let name = PortWord.name(of: port)
        let found = filter { $0.containerName == name }
        guard !found.isEmpty else { throw CommandFailure("No public port '\(name)' published for \(container)") }
        return found.map(\.hostName)
    }
}
