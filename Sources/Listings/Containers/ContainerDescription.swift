internal import ContainerRuntime
public import ImageFormat

/// What `inspect` shows of a container, with all the fields of docker's.
public enum ContainerDescription {
    /// The object that `inspect` prints; what Slipway has nothing of is empty or null, as docker has it.
    public static func json(_ facts: ContainerFacts) -> JSON {
        let record = facts.record
        return .object([
            "Id": .string(record.id),
            "Created": .string(record.created),
            "Path": .string(record.command.first ?? ""),
            "Args": .strings(Array(record.command.dropFirst())),
            "State": state(facts),
            "Image": .string(record.imageID),
            "ResolvConfPath": .string(""),
            "HostnamePath": .string(""),
            "HostsPath": .string(""),
            "LogPath": .string(facts.logPath),
            // With the slash that docker shows.
            "Name": .string("/" + record.name),
            "RestartCount": .integer(Int64(facts.lastLife?.restarts ?? 0)),
            "Driver": .string("overlay"),
            "Platform": .string("linux"),
            "MountLabel": .string(""),
            "ProcessLabel": .string(""),
            "AppArmorProfile": .string(""),
            "ExecIDs": .null,
            "HostConfig": ContainerHostConfig.json(facts),
            "GraphDriver": .object([
                "Data": .object(["UpperDir": facts.upperPath.map(JSON.string)]), "Name": .string("overlay"),
            ]),
            "SizeRw": facts.size.map { .integer($0.own) },
            "SizeRootFs": facts.size.map { .integer($0.own + $0.image) },
            "Mounts": .array(facts.mounts.map(mount)),
            "Config": config(facts),
            "NetworkSettings": ContainerNetworkDescription.json(facts),
        ])
    }

    private static func config(_ facts: ContainerFacts) -> JSON {
        let (record, image) = (facts.record, facts.image)
        let exposed = record.settings.config.exposedPorts.union(image?.exposedPorts ?? [])
        return .object([
            "Hostname": .string(record.shortID),
            "Domainname": .string(""),
            "User": .string(
                record.user.uid == 0 && record.user.gid == 0 ? "" : "\(record.user.uid):\(record.user.gid)"),
            "AttachStdin": .bool(false),
            "AttachStdout": .bool(false),
            "AttachStderr": .bool(false),
            "ExposedPorts": exposed.isEmpty ? nil : names(exposed),
            "Tty": .bool(record.hasTerminal),
            "OpenStdin": .bool(record.settings.isInteractive),
            "StdinOnce": .bool(false),
            // What a process gets beside it, such as HOSTNAME and HOME, is not of the config.
            "Env": .strings(record.settings.config.environment),
            "Cmd": .strings(record.command),
            "Healthcheck": image.flatMap { $0.json["Healthcheck"] },
            "Image": .string(record.image),
            "Volumes": image.map { $0.volumes.isEmpty ? .null : names($0.volumes) } ?? .null,
            "WorkingDir": .string(record.workingDirectory),
            "Entrypoint": image?.entrypoint.map { .strings($0) } ?? .null,
            "OnBuild": .null,
            "Labels": .strings(facts.labels),
            "StopSignal": .string(Signals.name(record.stopSignal)),
        ])
    }

    private static func names(_ names: Set<String>) -> JSON {
        .object(names.sorted().map { JSON.Member($0, .object([JSON.Member]())) })
    }

    private static func mount(_ mount: MountFact) -> JSON {
        .object([
            "Type": .string(mount.kind.rawValue), "Name": mount.name.map(JSON.string), "Source": .string(mount.source),
            "Destination": .string(mount.destination), "Driver": mount.kind == .volume ? .string("local") : nil,
            "Mode": .string(mount.isReadOnly ? "ro" : ""), "RW": .bool(!mount.isReadOnly),
            "Propagation": .string(mount.kind == .bind ? "rprivate" : ""),
        ])
    }

    /// Go's time of nothing.
    private static let never = "0001-01-01T00:00:00Z"

    private static func state(_ facts: ContainerFacts) -> JSON {
        var (process, status, finished) = (Int64(0), Int64(0), never)
        switch facts.state {
        case .created, .starting: break
        case .running(let running): process = Int64(running.process)
        case .restarting(let code, let end), .exited(let code, let end): (status, finished) = (Int64(code), end)
        }
        let isRestarting = if case .restarting = facts.state { true } else { false }
        return .object([
            "Status": .string(facts.stateName), "Running": .bool(facts.state.isRunning || isRestarting),
            "Paused": .bool(facts.state.isPaused), "Restarting": .bool(isRestarting),
            "OOMKilled": .bool(facts.lastLife?.wasKilledForMemory ?? false),
            "Dead": .bool(false), "Pid": .integer(process),
            "ExitCode": .integer(status), "Error": .string(facts.lastLife?.error ?? ""),
            "StartedAt": .string(facts.lastLife?.started ?? never),
            "FinishedAt": .string(finished),
            "Health": facts.health?.json,
        ])
    }
}
