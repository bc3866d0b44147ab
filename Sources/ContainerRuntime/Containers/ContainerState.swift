internal import ImageFormat

/// Where a container is in its life: `state.json` in its folder.
public enum ContainerState: Equatable, Sendable {
    /// Being prepared.
    case created
    case running(Running)
    /// `finished` is RFC 3339.
    case exited(status: Int32, finished: String)

    public struct Running: Equatable, Sendable {
        /// The OCI runtime's process: a signal to it goes to the container, its death is the container's.
        public var process: Int32
        /// RFC 3339.
        public var started: String
        /// What `exec` needs: the runtime's program and its folder, inside the owner's mounts.
        var runtime: String
        var runtimeRoot: String
    }

    public var hasEnded: Bool { if case .exited = self { true } else { false } }

    public var isRunning: Bool { if case .running = self { true } else { false } }

    var json: JSON {
        switch self {
        case .created: .object(["status": .string("created")])
        case .running(let running):
            .object([
                "status": .string("running"), "process": .integer(Int64(running.process)),
                "started": .string(running.started), "runtime": .string(running.runtime),
                "runtimeRoot": .string(running.runtimeRoot),
            ])
        case .exited(let status, let finished):
            .object([
                "status": .string("exited"), "exitStatus": .integer(Int64(status)), "finished": .string(finished),
            ])
        }
    }

    init?(json: JSON) {
        switch json["status"]?.string {
        case "created": self = .created
        case "running":
            guard let process: Int32 = json.number("process"), process > 1, let started = json["started"]?.string
            else { return nil }
            self = .running(
                Running(
                    process: process, started: started, runtime: json["runtime"]?.string ?? "",
                    runtimeRoot: json["runtimeRoot"]?.string ?? ""))
        case "exited":
            self = .exited(status: json.number("exitStatus") ?? 0, finished: json["finished"]?.string ?? "")
        default: return nil
        }
    }
}
