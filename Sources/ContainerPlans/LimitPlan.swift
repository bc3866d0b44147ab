internal import ArgumentParser
internal import CommandLines
internal import ContainerRuntime
internal import ImageFormat

/// Rights and limits, as they were asked for.
enum LimitPlan {
    static func rights(_ options: RunLimitOptions) throws -> RightSettings {
        var rights = RightSettings()
        rights.capabilities = try Capabilities.standard(adding: options.capAdd, dropping: options.capDrop)
        for option in options.securityOpt { try take(option, into: &rights) }
        try refuseSharing(options)
        return rights
    }

    private static func take(_ option: String, into rights: inout RightSettings) throws {
        switch option.replacing(":", with: "=") {
        case "no-new-privileges", "no-new-privileges=true": rights.hasNoNewPrivileges = true
        case "no-new-privileges=false": rights.hasNoNewPrivileges = false
        case "seccomp=unconfined": rights.usesSeccomp = false
        // There is no such module at work here, so it confines nothing.
        case "seccomp=builtin", "apparmor=unconfined", "apparmor=docker-default", "label=disable",
            "systempaths=confined":
            break
        case let other where other.hasPrefix("label="): break
        default:
            throw ValidationError(
                "--security-opt \(option): offered are no-new-privileges, seccomp=unconfined, apparmor=unconfined and label=disable."
            )
        }
    }

    /// Namespaces of the host are not shared.
    private static func refuseSharing(_ options: RunLimitOptions) throws {
        let offered = [
            ("--ipc", options.ipc, ["", "private", "shareable"]), ("--pid", options.pid, ["", "private"]),
            ("--cgroupns", options.cgroupns, ["", "private"]),
            ("--uts", options.uts, ["", "private"]), ("--userns", options.userns, ["", "host", "private"]),
            ("--runtime", options.runtime, ["", "crun", "runc", "io.containerd.runc.v2"]),
        ]
        for (flag, value, words) in offered {
            guard let value, !words.contains(value) else { continue }
            let known = words.filter { !$0.isEmpty }.joined(separator: ", ")
            throw ValidationError("\(flag) \(value): not offered; \(known) is. A container has its own here.")
        }
    }

    static func resources(_ options: RunLimitOptions) throws -> ResourceSettings {
        var resources = ResourceSettings()
        resources.memory = try options.memory.map { try size($0, for: "--memory") }
        resources.memorySwap = try options.memorySwap.map { $0 == "-1" ? -1 : try size($0, for: "--memory-swap") }
        resources.memoryReservation = try options.memoryReservation.map { try size($0, for: "--memory-reservation") }
        if let memory = resources.memory {
            guard memory >= 6 << 20 else {
                throw ValidationError("--memory: the least that a container can have is 6m.")
            }
            guard let swap = resources.memorySwap, swap >= 0 else { return try more(options, resources) }
            guard swap >= memory else {
                throw ValidationError("--memory-swap is memory and swap together: it cannot be less than --memory.")
            }
        } else if resources.memorySwap ?? -1 > 0 {
            throw ValidationError("--memory-swap needs --memory.")
        }
        return try more(options, resources)
    }

    private static func more(_ options: RunLimitOptions, _ given: ResourceSettings) throws -> ResourceSettings {
        var resources = given
        if let period = options.cpuPeriod, period != 0, !(1_000...1_000_000).contains(period) {
            throw ValidationError("--cpu-period \(period): it is 1000 to 1000000 microseconds.")
        }
        if let quota = options.cpuQuota, (1..<1_000).contains(quota) {
            throw ValidationError("--cpu-quota \(quota): it is 1000 microseconds or more.")
        }
        resources.cpuQuota = options.cpuQuota
        resources.cpuPeriod = options.cpuPeriod
        if let cpus = options.cpus {
            guard let number = Double(cpus), number >= 0.01, number < 100_000 else {
                throw ValidationError("--cpus \(cpus): expected a number, 0.01 or more.")
            }
            guard options.cpuQuota == nil, options.cpuPeriod == nil else {
                throw ValidationError("--cpus and --cpu-quota say the same thing: give one of them.")
            }
            resources.cpuQuota = Int64(number * 100_000)
            resources.cpuPeriod = 100_000
        }
        resources.cpuShares = options.cpuShares.map { Int64($0) }
        resources.processors = try options.cpusetCpus.map(processors)
        resources.processes = options.pidsLimit.flatMap { $0 > 0 ? $0 : nil }
        resources.processLimits = try options.ulimit.map { text in
            guard let limit = ProcessLimit(text) else {
                throw ValidationError("--ulimit \(text): expected NAME=SOFT[:HARD], as in nofile=1024:2048.")
            }
            return limit
        }
        for text in options.sysctl {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            let own = ["net.", "fs.mqueue.", "kernel.msg", "kernel.sem", "kernel.shm"]
            guard parts.count == 2, own.contains(where: parts[0].hasPrefix) else {
                throw ValidationError(
                    "--sysctl \(text): only net.*, fs.mqueue.* and the kernel's message and memory settings are a container's own."
                )
            }
            resources.systemSettings[parts[0]] = parts[1]
        }
        if let score = options.oomScoreAdj {
            guard (-1000...1000).contains(score) else { throw ValidationError("--oom-score-adj is -1000 to 1000.") }
            resources.oomScoreAdjustment = Int64(score)
        }
        return resources
    }

    /// Refuses more processor time than a machine has.
    static func checkProcessors(_ options: RunLimitOptions, of count: Int) throws {
        guard let number = options.cpus.flatMap({ Double($0) }), number > Double(count) else { return }
        throw ValidationError(
            "--cpus \(options.cpus ?? ""): the range is from 0.01 to \(count).00, as this machine has "
                + (count == 1 ? "one processor." : "\(count) processors."))
    }

    /// `0-2,4`
    private static func processors(_ text: String) throws -> String {
        let isList = text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { part in
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            return ends.count <= 2 && ends.allSatisfy { UInt16($0) != nil }
        }
        guard isList else {
            throw ValidationError("--cpuset-cpus \(text): expected the numbers of processors, as 0-2,4.")
        }
        return text
    }

    static func size(_ text: String, for flag: String) throws -> Int64 {
        guard let bytes = ByteSize.memory(text), bytes > 0 else {
            throw ValidationError("\(flag) \(text): expected a size, as 64m or 2g.")
        }
        return bytes
    }
}
