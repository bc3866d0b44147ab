internal import ImageFormat

/// Where a container is in its life: `state.json` in its folder.
public enum ContainerState: Equatable, Sendable {
    /// Made, and never started.
    case created
    /// Its owner prepares it.
    case starting
    case running(Running)
    /// It has ended, and its owner is about to start it again.
    case restarting(status: Int32, finished: String)
    /// `finished` is RFC 3339.
    case exited(status: Int32, finished: String)

    /// The processes of a container that runs, and when it was started.
    public struct Running: Equatable, Sendable {
        /// The OCI runtime's process: a signal to it goes to the container, its death is the container's.
        public var process: Int32
        /// RFC 3339.
        public var started: String
        /// What `exec` needs: the runtime's program and its folder, inside the owner's mounts.
        var runtime: String
        var runtimeRoot: String
        /// How often its owner has started it again.
        public var restarts = 0
        /// Whether all its processes are stopped: `pause`.
        public var isPaused = false
    }

    public var hasEnded: Bool { if case .exited = self { true } else { false } }

    public var isRunning: Bool { if case .running = self { true } else { false } }

    public var isPaused: Bool { if case .running(let running) = self { running.isPaused } else { false } }

    /// As docker names it.
    public var name: String {
        switch self {
        case .created, .starting: "created"
        case .running(let running): running.isPaused ? "paused" : "running"
        case .restarting: "restarting"
        case .exited: "exited"
        }
    }

    var json: JSON {
        switch self {
        case .created: .object(["status": .string("created")])
        case .starting: .object(["status": .string("starting")])
        case .running(let running):
            .object([
                "status": .string("running"), "process": .integer(Int64(running.process)),
                "started": .string(running.started), "runtime": .string(running.runtime),
                "runtimeRoot": .string(running.runtimeRoot), "restarts": .integer(Int64(running.restarts)),
                "isPaused": .bool(running.isPaused),
            ])
        case .restarting(let status, let finished): Self.ended("restarting", status, finished)
        case .exited(let status, let finished): Self.ended("exited", status, finished)
        }
    }

    private static func ended(_ name: String, _ status: Int32, _ finished: String) -> JSON {
        .object([
            "status": .string(name), "exitStatus": .integer(Int64(status)), "finished": .string(finished),
        ])
    }

    init?(json: JSON) {
        let finished = json["finished"]?.string ?? ""
        switch json["status"]?.string {
        case "created": self = .created
        case "starting": self = .starting
        case "running":
            guard let process: Int32 = json.number("process"), process > 1, let started = json["started"]?.string
            else { return nil }
            self = .running(
                Running(
                    process: process, started: started, runtime: json["runtime"]?.string ?? "",
                    runtimeRoot: json["runtimeRoot"]?.string ?? "", restarts: json.number("restarts") ?? 0,
                    isPaused: json["isPaused"]?.bool ?? false))
        case "restarting": self = .restarting(status: json.number("exitStatus") ?? 0, finished: finished)
        case "exited": self = .exited(status: json.number("exitStatus") ?? 0, finished: finished)
        default: return nil
        }
    }
}
