internal import ImageFormat

/// A container as the daemon lists it.
public struct DockerContainer: Equatable, Sendable {
    /// What the daemon says of its life.
    public enum State: Equatable, Sendable {
        case created
        case running
        case exited(Int32)
    }

    /// All 64 digits.
    public var id: String
    /// Without the slash that docker puts in front.
    public var name: String
    /// The reference that it was run from.
    public var image: String
    /// `127.0.0.1:5000->5000/tcp`
    public var ports: [String]
    /// The ports of the machine that `ports` names.
    public var hostPorts: [UInt16]
    /// As it was when it was listed.
    public var state: State
}

/// The containers of a daemon.
public struct DockerContainers: Sendable {
    private let docker: DockerProgram

    /// Those of the daemon that a client leads to.
    public init(_ docker: DockerProgram) { self.docker = docker }

    /// All, newest first; none where the daemon does not answer.
    public func all() -> [DockerContainer] {
        let listed = docker.ask(["ps", "--all", "--no-trunc", "--quiet"])
        let ids = listed.text.split(separator: "\n").map(String.init)
        guard listed.isSuccess, !ids.isEmpty else { return [] }
        // One that went meanwhile makes docker fail, and the others are told all the same.
        return Self.containers(docker.ask(["container", "inspect"] + ids).output)
    }

    /// What `docker container inspect` says.
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
