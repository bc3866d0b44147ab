internal import ImageFormat
internal import SystemPackage

/// What the machine allows, as far as a bundle's config depends on it.
struct BundleEnvironment: Equatable {
    var users: Namespaces.Users
    /// Where slipway's own scratch files are mounted; a container must not see them.
    var scratch: String
    var architecture = SeccompProfile.nativeArchitecture
}

/// The `config.json` of an OCI runtime bundle (OCI runtime spec, config.md), as Docker would write it.
struct BundleConfig {
    let spec: ContainerSpec
    let environment: BundleEnvironment

    var json: JSON {
        .object([
            "ociVersion": .string("1.0.2"),
            "process": process,
            "root": .object(["path": .string(spec.root.string), "readonly": .bool(spec.isRootReadOnly)]),
            "hostname": spec.hostname.map(JSON.string),
            "mounts": .array(BundleMounts(spec: spec, environment: environment).all),
            "linux": linux,
        ])
    }

    private var process: JSON {
        let process = spec.process
        return .object([
            "terminal": .bool(process.hasTerminal),
            "user": .object([
                "uid": .integer(Int64(process.user.uid)), "gid": .integer(Int64(process.user.gid)),
                "additionalGids": .array(additionalGroups),
            ]),
            "args": .strings(process.arguments),
            "env": .strings(process.environment),
            "cwd": .string(process.workingDirectory),
            "capabilities": capabilities,
            "noNewPrivileges": .bool(process.hasNoNewPrivileges),
        ])
    }

    /// A user namespace with one ID can hold no group besides.
    /// The own group is among them, as containerd has it: a process cannot lose it by dropping its others.
    private var additionalGroups: [JSON] {
        let user = spec.process.user
        guard environment.users != .one else { return [] }
        return ([user.gid] + user.additionalGroups.filter { $0 != user.gid }).map { .integer(Int64($0)) }
    }

    /// Only root holds capabilities at the start; others may gain what the bounding set has by a file's.
    private var capabilities: JSON {
        let bounding = JSON.strings(spec.process.capabilities)
        let held = spec.process.user.uid == 0 ? bounding : JSON.array([])
        return .object(["bounding": bounding, "effective": held, "permitted": held])
    }

    private var linux: JSON {
        .object([
            "namespaces": .array(namespaces),
            "maskedPaths": .strings(Self.masked),
            "readonlyPaths": .strings(Self.readOnly),
            "seccomp": spec.usesSeccomp ? SeccompProfile.json(architecture: environment.architecture) : nil,
        ])
    }

    private var namespaces: [JSON] {
        let own = ["pid", "mount", "ipc", "uts"].map { JSON.object(["type": .string($0)]) }
        switch spec.network {
        case .host: return own
        case .none: return own + [.object(["type": .string("network")])]
        case .joined(let path): return own + [.object(["type": .string("network"), "path": .string(path)])]
        }
    }

    private static let masked = [
        "/proc/asound", "/proc/acpi", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats",
        "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware",
        "/sys/devices/virtual/powercap",
    ]
    private static let readOnly = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]
}
