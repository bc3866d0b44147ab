internal import ImageFormat

/// Flags of `create` under the keys of a Compose file that they came from: `--init` is `init: true`.
struct ServiceFlags {
    /// The keys with one text, with the flag of each.
    static let texts: KeyValuePairs = [
        "cpus": "cpus", "mem_limit": "memory", "mem_reservation": "memory-reservation", "memswap_limit": "memory-swap",
        "pids_limit": "pids-limit", "platform": "platform", "shm_size": "shm-size", "stop_signal": "stop-signal",
        "domainname": "domainname", "cpu_shares": "cpu-shares", "cpu_quota": "cpu-quota", "cpu_period": "cpu-period",
        "cpuset": "cpuset-cpus", "oom_score_adj": "oom-score-adj",
    ]

    /// The keys that are true or false.
    static let switches: KeyValuePairs = [
        "init": "init", "read_only": "read-only", "stdin_open": "interactive", "tty": "tty",
    ]

    /// The keys with a list of texts, a flag for each text.
    static let lists: KeyValuePairs = [
        "cap_add": "cap-add", "cap_drop": "cap-drop", "security_opt": "security-opt", "dns": "dns",
        "dns_search": "dns-search", "dns_opt": "dns-option", "group_add": "group-add",
    ]

    /// The values of each flag, without its dashes; a switch has an empty one.
    private var values: [String: [String]] = [:]

    init(_ flags: [String]) {
        let switches = Set(Self.switches.map { $0.value })
        var rest = flags[...]
        while let flag = rest.popFirst() {
            let name = String(flag.drop { $0 == "-" })
            values[name, default: []].append(switches.contains(name) ? "" : rest.popFirst() ?? "")
        }
    }

    /// In an order that does not depend on that of the flags. Of a text that stands twice the last one counts, as it does
    /// for `create`: what `deploy` says.
    var members: [JSON.Member] {
        var found: [JSON.Member] = []
        for (key, flag) in Self.texts {
            if let text = values[flag]?.last { found.append(.init(key, .string(text))) }
        }
        for (key, flag) in Self.switches where values[flag] != nil { found.append(.init(key, .bool(true))) }
        for (key, flag) in Self.lists {
            if let texts = values[flag] { found.append(.init(key, .strings(texts))) }
        }
        if let texts = values["sysctl"] { found.append(.init("sysctls", .strings(texts))) }
        if let texts = values["add-host"] { found.append(.init("extra_hosts", .strings(texts))) }
        if let texts = values["ulimit"] { found.append(.init("ulimits", limits(texts))) }
        if let seconds = values["stop-timeout"]?.last {
            found.append(.init("stop_grace_period", .string(seconds + "s")))
        }
        if let logging { found.append(.init("logging", logging)) }
        return found
    }

    private func limits(_ texts: [String]) -> JSON {
        .object(
            texts.map { text in
                let (name, value) = Self.halves(text, at: "=")
                let (soft, hard) = Self.halves(value, at: ":")
                let pair = JSON.object(["soft": .string(soft), "hard": .string(hard)])
                return JSON.Member(name, value.contains(":") ? pair : .string(value))
            })
    }

    private var logging: JSON? {
        let driver = values["log-driver"]?.last
        let options = (values["log-opt"] ?? []).map { text in
            let (name, value) = Self.halves(text, at: "=")
            return JSON.Member(name, .string(value))
        }
        guard driver != nil || !options.isEmpty else { return nil }
        return .object([
            "driver": driver.map { .string($0) }, "options": options.isEmpty ? nil : .object(options),
        ])
    }

    private static func halves(_ text: String, at sign: Character) -> (String, String) {
        let parts = text.split(separator: sign, maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return (parts[0], parts.count == 2 ? parts[1] : "")
    }
}
