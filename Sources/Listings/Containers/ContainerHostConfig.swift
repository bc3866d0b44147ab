internal import ContainerRuntime
internal import ImageFormat

/// The part of `inspect` about what a container was asked to be on its host.
enum ContainerHostConfig {
    static func json(_ facts: ContainerFacts) -> JSON {
        let settings = facts.record.settings
        let said = limits(settings.resources).merging(rights(settings)) { _, other in other }
        return .object(asked(facts) + standard.map { JSON.Member($0.name, said[$0.name] ?? $0.value) })
    }

    /// How much the container may take, as docker's fields have it.
    private static func limits(_ resources: ResourceSettings) -> [String: JSON] {
        var fields: [String: JSON] = [:]
        for (name, number) in [
            ("Memory", resources.memory), ("MemorySwap", resources.memorySwap ?? resources.memory.map { $0 * 2 }),
            ("MemoryReservation", resources.memoryReservation), ("CpuShares", resources.cpuShares),
            ("PidsLimit", resources.processes), ("OomScoreAdj", resources.oomScoreAdjustment),
        ] { fields[name] = number.map { .integer($0) } }
        // `--cpus` is a quota in docker's own period.
        if let quota = resources.cpuQuota, resources.cpuPeriod == 100_000 {
            fields["NanoCpus"] = .integer(quota * 10_000)
        } else {
            fields["CpuQuota"] = resources.cpuQuota.map { .integer($0) }
            fields["CpuPeriod"] = resources.cpuPeriod.map { .integer($0) }
        }
        fields["CpusetCpus"] = resources.processors.map { .string($0) }
        if !resources.systemSettings.isEmpty { fields["Sysctls"] = .strings(resources.systemSettings) }
        fields["Ulimits"] = .array(
            resources.processLimits.map { limit in
                .object(["Name": .string(limit.name), "Hard": .integer(limit.hard), "Soft": .integer(limit.soft)])
            })
        return fields
    }

    /// What the container may do and see.
    private static func rights(_ settings: ContainerSettings) -> [String: JSON] {
        let (own, usual) = (settings.rights.capabilities, Capabilities.standard)
        let added = own.filter { !usual.contains($0) }.sorted()
        let dropped = usual.filter { !own.contains($0) }.sorted()
        var security = settings.rights.hasNoNewPrivileges ? ["no-new-privileges"] : []
        if !settings.rights.usesSeccomp { security.append("seccomp=unconfined") }
        let network = settings.network
        return [
            "CapAdd": added.isEmpty ? .null : .strings(added),
            "CapDrop": dropped.isEmpty ? .null : .strings(own.isEmpty ? ["ALL"] : dropped),
            "SecurityOpt": security.isEmpty ? .null : .strings(security),
            "ReadonlyRootfs": .bool(settings.isRootReadOnly), "ShmSize": .integer(settings.sharedMemory ?? 64 << 20),
            "GroupAdd": settings.additionalGroups.isEmpty ? .null : .strings(settings.additionalGroups),
            "Dns": .strings(network.servers), "DnsSearch": .strings(network.searches),
            "DnsOptions": .strings(network.options),
            "ExtraHosts": network.hosts.isEmpty ? .null : .strings(network.hosts),
            "Init": settings.hasInit ? .bool(true) : .null,
        ]
    }

    private static func asked(_ facts: ContainerFacts) -> [JSON.Member] {
        let binds = facts.mounts.filter { $0.kind != .tmpfs }.map {
            "\($0.name ?? $0.source):\($0.destination)\($0.isReadOnly ? ":ro" : "")"
        }
        var bindings: [String: [JSON]] = [:]
        for port in facts.record.ports.compactMap({ PublishedPort($0) }) {
            bindings[port.containerPort, default: []].append(ContainerNetworkDescription.binding(port))
        }
        return [
            .init("Binds", binds.isEmpty ? .null : .strings(binds)),
            .init("NetworkMode", .string(facts.record.settings.network.mode)),
            .init("RestartPolicy", restart(facts.record.settings.restart)),
            .init("PortBindings", .object(bindings.sorted { $0.key < $1.key }.map { .init($0.key, .array($0.value)) })),
            .init("AutoRemove", .bool(facts.record.isRemovedAtEnd)),
        ]
    }

    private static func restart(_ policy: RestartPolicy) -> JSON {
        var limit = 0
        if case .onFailure(let count?) = policy { limit = count }
        let name = policy.text.prefix { $0 != ":" }
        return .object(["Name": .string(String(name)), "MaximumRetryCount": .integer(Int64(limit))])
    }

    /// What no container here is asked to be otherwise.
    private static let standard: [JSON.Member] = [
        .init("ContainerIDFile", .string("")),
        .init("LogConfig", .object(["Type": .string("json-file"), "Config": .object([JSON.Member]())])),
        .init("VolumeDriver", .string("")), .init("VolumesFrom", .null),
        .init("ConsoleSize", .array([.integer(0), .integer(0)])), .init("CapAdd", .null), .init("CapDrop", .null),
        .init("CgroupnsMode", .string("private")), .init("Dns", .array([])), .init("DnsOptions", .array([])),
        .init("DnsSearch", .array([])), .init("ExtraHosts", .null), .init("GroupAdd", .null),
        .init("IpcMode", .string("private")), .init("Cgroup", .string("")), .init("Links", .null),
        .init("OomScoreAdj", .integer(0)), .init("PidMode", .string("")), .init("Privileged", .bool(false)),
        .init("PublishAllPorts", .bool(false)), .init("ReadonlyRootfs", .bool(false)), .init("SecurityOpt", .null),
        .init("UTSMode", .string("")), .init("UsernsMode", .string("")), .init("ShmSize", .integer(64 << 20)),
        .init("Runtime", .string("crun")), .init("Isolation", .string("")), .init("CpuShares", .integer(0)),
        .init("Memory", .integer(0)), .init("NanoCpus", .integer(0)), .init("CgroupParent", .string("")),
        .init("BlkioWeight", .integer(0)), .init("CpuPeriod", .integer(0)), .init("CpuQuota", .integer(0)),
        .init("CpusetCpus", .string("")), .init("CpusetMems", .string("")), .init("Devices", .array([])),
        .init("DeviceRequests", .null), .init("MemoryReservation", .integer(0)), .init("MemorySwap", .integer(0)),
        .init("MemorySwappiness", .null), .init("OomKillDisable", .null), .init("PidsLimit", .null),
        .init("Sysctls", .null), .init("Init", .null), .init("Ulimits", .array([])), .init("CpuCount", .integer(0)),
        .init("CpuPercent", .integer(0)),
    ]
}
