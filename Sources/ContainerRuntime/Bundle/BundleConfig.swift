internal import Glibc
internal import ImageFormat
internal import SystemPackage

/// What the machine allows, as far as a bundle's config depends on it.
struct BundleEnvironment: Equatable {
    var users: Namespaces.Users
    /// Where slipway's own scratch files are mounted; a container must not see them.
    var scratch: String
    /// Where the host's /sys is bound, for a container that can have no sysfs of its own.
    var system: String?
    /// Sources of binds that are devices which every container may use.
    var devices: Set<FilePath> = []
    /// Whether the runtime takes a filter of system calls that is compiled already.
    var loadsFilter = false
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
            "annotations": annotations,
            "linux": linux,
        ])
    }

    /// A filter for crun, which then leaves the profile alone; one that does not know the annotation compiles the profile.
    private var annotations: JSON? {
        #if arch(x86_64)
            guard spec.usesSeccomp, environment.loadsFilter else { return nil }
            return .object(["run.oci.seccomp_bpf_data": .string(SeccompFilter.text(for: spec.process.capabilities))])
        #else
            return nil
        #endif
    }

    private var process: JSON {
        let process = spec.process
        return .object([
            "terminal": .bool(process.hasTerminal),
            "user": .object([
                "uid": .integer(Int64(process.user.uid)), "gid": .integer(Int64(process.user.gid)),
                "additionalGids": .array(additionalGroups), "umask": .integer(0o022),
            ]),
            "args": .strings(process.arguments),
            "env": .strings(process.environment),
            "cwd": .string(process.workingDirectory),
            "capabilities": capabilities,
            "noNewPrivileges": .bool(process.hasNoNewPrivileges),
            // An ordinary user may not lower the value that the session's manager has given to all its programs.
            "oomScoreAdj": environment.users == .all ? .integer(spec.oomScoreAdjustment ?? 0) : nil,
            "rlimits": spec.limits.isEmpty ? nil : .array(spec.limits.map(limit)),
            "consoleSize": process.terminalSize.map { size in
                .object(["height": .integer(Int64(size.rows)), "width": .integer(Int64(size.columns))])
            },
        ])
    }

    private func limit(_ limit: ProcessLimit) -> JSON {
        .object([
            "type": .string("RLIMIT_" + limit.name.uppercased()), "hard": Self.amount(limit.hard),
            "soft": Self.amount(limit.soft),
        ])
    }

    /// The kernel's word for any amount is the largest number there is.
    private static func amount(_ value: Int64) -> JSON { value < 0 ? .number(0x1p64) : .integer(value) }

    /// A user namespace with one ID can hold no group besides.
    /// The own group is among them, as containerd has it: a process cannot lose it by dropping its others.
    private var additionalGroups: [JSON] {
        let user = spec.process.user
        guard environment.users != .one else { return [] }
        return ([user.gid] + user.additionalGroups.filter { $0 != user.gid }).map { .integer(Int64($0)) }
    }

    /// Only root holds capabilities at the start; others may gain what the bounding set has by a file's.
    ///
    /// Without a filter nobody may make device nodes by capability either.
    private var capabilities: JSON {
        let bounding = JSON.strings(spec.process.capabilities.filter { spec.usesSeccomp || $0 != "CAP_MKNOD" })
        let held = spec.process.user.uid == 0 ? bounding : JSON.array([])
        return .object(["bounding": bounding, "effective": held, "permitted": held])
    }

    private var linux: JSON {
        .object([
            "namespaces": .array(namespaces),
            "maskedPaths": .strings(Self.masked + Self.thermalThrottles),
            "readonlyPaths": .strings(Self.readOnly),
            "seccomp": spec.usesSeccomp ? SeccompProfile.json(for: spec.process.capabilities) : nil,
            "sysctl": settings,
        ])
    }

    /// As Docker has it: who is not root may listen below 1024 and may ping. A map with holes cannot name all groups.
    private var settings: JSON? {
        var settings = spec.systemSettings
        if spec.network != .host {
            let usual = ["net.ipv4.ip_unprivileged_port_start": "0"]
            let pings = environment.users == .all ? ["net.ipv4.ping_group_range": "0 2147483647"] : [:]
            settings = usual.merging(pings) { $1 }.merging(settings) { $1 }
        }
        return settings.isEmpty ? nil : .strings(settings)
    }

    private var namespaces: [JSON] {
        let own = ["pid", "mount", "ipc", "uts", "cgroup"].map { JSON.object(["type": .string($0)]) }
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
    /// Folders of counters, one for each processor, by which a container could watch another's work.
    private static let thermalThrottles: [String] = (0..<max(1, sysconf(Int32(_SC_NPROCESSORS_CONF)))).map {
        "/sys/devices/system/cpu/cpu\($0)/thermal_throttle"
    }.filter { access($0, F_OK) == 0 }
    private static let readOnly = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]
}
