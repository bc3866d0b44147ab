import ContainerRuntime
import ImageFormat
import ImageStore
import SystemPackage

/// What `inspect` shows of a container.
enum ContainerDescription {
    static func json(_ folder: ContainerFolder, in store: Store) -> JSON {
        let record = folder.record
        return .object([
            "Id": .string(record.id),
            "Created": .string(record.created),
            "Path": .string(record.command.first ?? ""),
            "Args": .strings(Array(record.command.dropFirst())),
            "State": state(folder.state),
            "Image": .string(record.imageID),
            "LogPath": .string(folder.logPath.string),
            // With the slash that docker shows.
            "Name": .string("/" + record.name),
            "Driver": .string("overlay"),
            "HostConfig": .object(["AutoRemove": .bool(record.isRemovedAtEnd)]),
            "GraphDriver": .object([
                // What a container has written goes when it ends.
                "Data": .object([
                    "UpperDir": folder.state.isRunning
                        ? record.snapshot.map { .string(upperDirectory($0, of: store)) } : nil
                ]),
                "Name": .string("overlay"),
            ]),
            "Config": .object([
                "User": .string("\(record.user.uid):\(record.user.gid)"),
                "Tty": .bool(record.hasTerminal),
                "Env": .strings(record.environment),
                "Cmd": .strings(record.command),
                "Image": .string(record.image),
                "WorkingDir": .string(record.workingDirectory),
            ]),
            "NetworkSettings": .object(["Ports": .strings(folder.state.isRunning ? record.ports : [])]),
        ])
    }

    private static func upperDirectory(_ name: String, of store: Store) -> String {
        store.layersPath.appending(name).appending("diff").string
    }

    private static func state(_ state: ContainerState) -> JSON {
        .object(fields(of: state))
    }

    /// When a container that has ended was started is not kept.
    private static func fields(of state: ContainerState) -> KeyValuePairs<String, JSON?> {
        switch state {
        case .created, .starting:
            ["Status": .string("created"), "Running": .bool(false), "Pid": .integer(0), "ExitCode": .integer(0)]
        case .running(let running):
            [
                "Status": .string(state.name), "Running": .bool(true), "Paused": .bool(state.isPaused),
                "Pid": .integer(Int64(running.process)),
                "ExitCode": .integer(0), "StartedAt": .string(running.started),
            ]
        case .restarting(let status, let finished):
            [
                "Status": .string("restarting"), "Running": .bool(true), "Restarting": .bool(true), "Pid": .integer(0),
                "ExitCode": .integer(Int64(status)), "FinishedAt": .string(finished),
            ]
        case .exited(let status, let finished):
            [
                "Status": .string("exited"), "Running": .bool(false), "Pid": .integer(0),
                "ExitCode": .integer(Int64(status)), "FinishedAt": .string(finished),
            ]
        }
    }
}
