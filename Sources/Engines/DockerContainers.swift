internal import ImageFormat

/// A container as the daemon lists it.
public struct DockerContainer: Equatable, Sendable {
    /// The state of the container, as the daemon reports it.
    public enum State: Equatable, Sendable {
        case created
        case running
        case exited(Int32)
    }

    /// The ID with all its 64 digits.
    public var id: String
    /// The name, without the slash that docker puts before it.
    public var name: String
    /// The reference from which it was run.
    public var image: String
    /// The published ports, each as `127.0.0.1:5000->5000/tcp`.
    public var ports: [String]
    /// The ports of the machine in `ports`.
    public var hostPorts: [UInt16]
    /// The state when it was listed.
    public var state: State
}

/// The containers of a daemon.
public struct DockerContainers: Sendable {
    private let docker: DockerProgram

    /// The containers of the daemon that the given client talks to.
    public init(_ docker: DockerProgram) { self.docker = docker }

    /// All containers, the newest first; empty where the daemon does not answer.
    public func all() -> [DockerContainer] {
        let listed = docker.ask(["ps", "--all", "--no-trunc", "--quiet"])
        let ids = listed.text.split(separator: "\n").map(String.init)
        guard listed.isSuccess, !ids.isEmpty else { return [] }
        // A container that was removed meanwhile makes docker fail, but the output still describes the others.
        return Self.containers(docker.ask(["container", "inspect"] + ids).output)
    }

    /// The containers in the output of `docker container inspect`.
    static func containers(_ bytes: [UInt8]) -> [DockerContainer] {
        let json = try? JSON(parsing: bytes, limits: JSONLimits(bytes: 64 << 20))
        return (json?.elements ?? []).compactMap(container)
    }

    private static func container(_ json: JSON) -> DockerContainer? {
        guard let id = json["Id"]?.string else { return nil }
        let image = json["Config"]?["Image"]?.string ?? ""
        var ports: [String] = []
        var hostPorts: [UInt16] = []
        for member in json["NetworkSettings"]?["Ports"]?.members ?? [] {
            for binding in member.value.elements ?? [] {
                let port = binding["HostPort"]?.string ?? ""
                if let number = UInt16(port), !hostPorts.contains(number) { hostPorts.append(number) }
                ports.append("\(binding["HostIp"]?.string ?? "0.0.0.0"):\(port)->\(member.name)")
            }
        }
        return DockerContainer(
            id: id, name: String((json["Name"]?.string ?? "").drop { $0 == "/" }),
            image: (try? Reference(image))?.description ?? image, ports: ports, hostPorts: hostPorts,
            state: state(json["State"]))
    }

    private static func state(_ json: JSON?) -> DockerContainer.State {
        switch json?["Status"]?.string {
        case "running", "paused", "restarting": .running
        case "created": .created
        default: .exited(Int32(clamping: json?["ExitCode"]?.integer ?? 0))
        }
    }
}
