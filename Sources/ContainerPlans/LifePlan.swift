internal import ArgumentParser
internal import CommandLines
internal import ContainerRuntime
internal import DockerfileSyntax
internal import ImageFormat

/// How a container begins and ends, as it was asked for.
struct LifePlan {
    private let options: RunOptions
    private var life: RunLifeOptions { options.life }

    init(_ options: RunOptions) { self.options = options }

    func apply(to settings: inout ContainerSettings) throws {
        guard let policy = RestartPolicy(life.restart) else {
            throw ValidationError("--restart \(life.restart): no, on-failure[:TIMES], always or unless-stopped.")
        }
        guard policy == .never || !options.rm else {
            throw ValidationError(
                "--restart and --rm contradict each other: a container that is removed cannot start again.")
        }
        settings.restart = policy
        settings.hasInit = life.`init`
        settings.stopTimeout = life.stopTimeout ?? settings.config.stopTimeout
        settings.config.stopTimeout = settings.stopTimeout
        settings.config.healthcheck = try healthcheck(settings.config.healthcheck)
        settings.logLimit = try logLimit()
        try check()
    }

    private func check() throws {
        guard ["missing", "always", "never"].contains(life.pull) else {
            throw ValidationError("--pull \(life.pull): always, missing or never.")
        }
        for stream in life.attach where !["stdin", "stdout", "stderr"].contains(stream.lowercased()) {
            throw ValidationError("--attach \(stream): stdin, stdout or stderr.")
        }
        guard life.attach.isEmpty || !options.detach else {
            throw ValidationError("--attach and --detach contradict each other.")
        }
        if let keys = life.detachKeys, DetachKeys(keys) == nil {
            throw ValidationError("--detach-keys \(keys): letters, or ctrl- and a letter, with commas between them.")
        }
    }

    /// The image's check, with what was asked for in its place.
    private func healthcheck(_ image: Healthcheck?) throws -> Healthcheck? {
        let times = [life.healthInterval, life.healthTimeout, life.healthStartPeriod, life.healthStartInterval]
        let isAsked = life.healthCmd != nil || times.contains { $0 != nil } || life.healthRetries != nil
        if life.noHealthcheck {
            guard !isAsked else { throw ValidationError("--no-healthcheck goes with no other --health- flag.") }
            return Healthcheck(test: ["NONE"])
        }
        guard isAsked else { return image }
        var check = image ?? Healthcheck(test: [])
        if let command = life.healthCmd { check.test = ["CMD-SHELL", command] }
        check.interval = try nanoseconds(life.healthInterval, "--health-interval") ?? check.interval
        check.timeout = try nanoseconds(life.healthTimeout, "--health-timeout") ?? check.timeout
        check.startPeriod = try nanoseconds(life.healthStartPeriod, "--health-start-period") ?? check.startPeriod
        check.startInterval =
            try nanoseconds(life.healthStartInterval, "--health-start-interval") ?? check.startInterval
        check.retries = life.healthRetries ?? check.retries
        return check
    }

    private func nanoseconds(_ text: String?, _ flag: String) throws -> Int64? {
        guard let text else { return nil }
        guard let duration = DurationText.read(text), duration >= .zero else {
            throw ValidationError("\(flag) \(text): expected a time, as 30s or 1m30s.")
        }
        let (seconds, attoseconds) = duration.components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    /// Bytes of all files of the log; nil for what every log has, 0 for none.
    private func logLimit() throws -> Int64? {
        switch life.logDriver {
        case nil, "json-file", "local", "": break
        case "none": return 0
        case let other?:
            throw ValidationError("--log-driver \(other): logs are files here: json-file, local or none.")
        }
        var size: Int64?
        var files: Int64 = 1
        for option in life.logOpt {
            let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw ValidationError("--log-opt \(option): expected NAME=VALUE.") }
            switch parts[0] {
            case "max-size": size = parts[1] == "-1" ? nil : try LimitPlan.size(parts[1], for: "--log-opt max-size")
            case "max-file":
                guard let count = Int64(parts[1]), (1...1000).contains(count) else {
                    throw ValidationError("--log-opt max-file is a number from 1.")
                }
                files = count
            // A rotated file is written once and read as it is.
            case "compress", "labels", "labels-regex", "env", "env-regex", "tag", "mode", "max-buffer-size": break
            default: throw ValidationError("--log-opt \(option): `\(parts[0])` is not an option of a log here.")
            }
        }
        // Two files at least: the one that is written, and the one before.
        return size.map { max($0 * files, 2) }
    }
}
