internal import ContainerPlans
internal import DockerfileSyntax
internal import Faults

/// Files, ports, limits, and how a service begins and ends.
extension ServiceReader {
    func readFiles(_ fields: [String: ComposeNode], into service: inout Service) throws(TextFault) {
        for entry in try fields["volumes"]?.list("volumes") ?? [] {
            let mount = try MountReader(files: files, volumes: volumes).read(entry)
            switch mount {
            case .volume(let text):
                try check(["--volume", text], "volumes", entry)
                service.volumes.append(text)
            case .memory(let text):
                try check(["--tmpfs", text], "volumes", entry)
                service.memoryFolders.append(text)
            }
        }
        if let node = fields["tmpfs"] {
            for text in try node.texts("tmpfs") {
                try check(["--tmpfs", text], "tmpfs", node)
                service.memoryFolders.append(text)
            }
        }
        for entry in try fields["secrets"]?.list("secrets") ?? [] {
            service.volumes.append(try sharedFile(entry, of: "secrets", secrets, below: "/run/secrets/"))
        }
        for entry in try fields["configs"]?.list("configs") ?? [] {
            service.volumes.append(try sharedFile(entry, of: "configs", configs, below: "/"))
        }
        try checkPlaces(service)
        let values = ServiceValues(service: name)
        for entry in try fields["ports"]?.list("ports") ?? [] {
            service.ports.append(try values.port(try PortReader.read(entry), under: "ports", at: entry))
        }
        if let node = fields["expose"] {
            for text in try node.texts("expose") {
                service.exposed.append(try values.port(text, under: "expose", at: node))
            }
        }
    }

    /// Whether each mount has a place of its own.
    private func checkPlaces(_ service: Service) throws(TextFault) {
        let flags = service.volumes.flatMap { ["--volume", $0] } + service.memoryFolders.flatMap { ["--tmpfs", $0] }
        try check(flags, "volumes", node)
    }

    /// A secret or a config is a file that the service can read: as `-v` takes it.
    ///
    /// - Parameters:
    ///   - kind: the key that it stands under, in the service as in the file.
    ///   - folder: where it lies in the container unless the entry says otherwise.
    private func sharedFile(
        _ entry: ComposeNode, of kind: String, _ files: [String: String], below folder: String
    ) throws(TextFault) -> String {
        var (name, target): (String, String?) = ("", nil)
        if entry.isText {
            name = try entry.text("an entry of \(kind)")
        } else {
            let fields = try entry.fields(
                "an entry of \(kind)", known: ["source", "target"], idle: ["uid", "gid", "mode"])
            name = try fields["source"]?.text("source") ?? ""
            target = try fields["target"]?.text("target")
        }
        guard let path = files[name] else {
            throw entry.fault("\(name) is not among the file's `\(kind)`: add it there, with its `file`")
        }
        let place = target ?? name
        return "\(path):\(place.hasPrefix("/") ? place : folder + place):ro"
    }

    func readLife(_ fields: [String: ComposeNode], into service: inout Service) throws(TextFault) {
        let values = ServiceValues(service: name)
        try checkCount(fields["scale"], "scale")
        service.restart = try values.restart(fields["restart"])
        if try fields["privileged"]?.bool("privileged") == true {
            throw (fields["privileged"] ?? node).fault(
                "a container never gets the host's devices and all rights here: name what it needs under `cap_add`")
        }
        for (key, flag) in ServiceFlags.texts {
            guard let node = fields[key] else { continue }
            let words = ["--" + flag, try values.text(node, key)]
            // It says nothing without the memory, which may stand under `deploy`: all flags are looked at together below.
            if key != "memswap_limit" { try check(words, key, node) }
            service.flags += words
        }
        for (key, flag) in ServiceFlags.switches {
            if try fields[key]?.bool(key) == true { service.flags.append("--" + flag) }
        }
        for (key, flag) in ServiceFlags.lists {
            guard let node = fields[key] else { continue }
            for text in try node.texts(key) { try add(["--" + flag, text], key, node, to: &service) }
        }
        if let node = fields["sysctls"] {
            for pair in try node.pairs("sysctls") {
                try add(["--sysctl", "\(pair.name)=\(pair.value ?? "")"], "sysctls", node, to: &service)
            }
        }
        try readHosts(fields["extra_hosts"], into: &service)
        try readLimits(fields["ulimits"], into: &service)
        if let grace = fields["stop_grace_period"] {
            service.flags += ["--stop-timeout", String(try ComposeTime.seconds(grace, "stop_grace_period"))]
        }
        try readLogging(fields["logging"], into: &service)
        try readDeployment(fields["deploy"], into: &service)
        try check(service.flags, "a value", node)
        if let other = fields["volumes_from"] {
            throw other.fault("`volumes_from` is not offered here: name the volume under `volumes` of both services")
        }
    }

    /// Adds flags of `create` that it takes.
    private func add(
        _ flags: [String], _ key: String, _ node: ComposeNode, to service: inout Service
    ) throws(TextFault) {
        try check(flags, key, node)
        service.flags += flags
    }

    /// Whether `create` will take flags: what it refuses is told with its place in the file, before anything is made.
    func check(_ flags: [String], _ key: String, _ node: ComposeNode) throws(TextFault) {
        guard let refusal = FlagCheck.refusal(of: flags) else { return }
        throw node.fault("\(key) of the service \(name) cannot be used. \(refusal)")
    }

    private func readHosts(_ node: ComposeNode?, into service: inout Service) throws(TextFault) {
        guard let node else { return }
        if node.isList {
            for text in try node.texts("extra_hosts") {
                try add(["--add-host", text], "extra_hosts", node, to: &service)
            }
        } else {
            for pair in try node.pairs("extra_hosts") {
                try add(["--add-host", "\(pair.name):\(pair.value ?? "")"], "extra_hosts", node, to: &service)
            }
        }
    }

    private func readLimits(_ node: ComposeNode?, into service: inout Service) throws(TextFault) {
        for (_, limit, value) in try node?.entries("ulimits") ?? [] {
            if value.isText {
                try add(["--ulimit", "\(limit)=\(try value.integer(limit))"], "ulimits", value, to: &service)
            } else {
                let fields = try value.fields("ulimits, \(limit)", known: ["soft", "hard"])
                guard let soft = fields["soft"], let hard = fields["hard"] else {
                    throw value.fault("a limit has `soft` and `hard`, or is one number")
                }
                let text = "\(limit)=\(try soft.integer("soft")):\(try hard.integer("hard"))"
                try add(["--ulimit", text], "ulimits", value, to: &service)
            }
        }
    }

    /// How many containers the service has.
    private func checkCount(_ node: ComposeNode?, _ key: String) throws(TextFault) {
        guard let node, try node.integer(key) != 1 else { return }
        throw node.fault("each service has one container here: \(key) is 1")
    }

    private func readLogging(_ node: ComposeNode?, into service: inout Service) throws(TextFault) {
        guard let node else { return }
        let fields = try node.fields("logging", known: ["driver", "options"])
        if let driver = fields["driver"] {
            service.flags += ["--log-driver", try driver.word("driver", of: ["json-file", "local", "none"])]
        }
        for pair in try fields["options"]?.pairs("options") ?? [] {
            try add(["--log-opt", "\(pair.name)=\(pair.value ?? "")"], "logging", node, to: &service)
        }
    }

    /// What of `deploy` one machine can do: limits, and starting again.
    private func readDeployment(_ node: ComposeNode?, into service: inout Service) throws(TextFault) {
        guard let node else { return }
        let cluster = "it is for a cluster, and there is one machine here"
        let fields = try node.fields(
            "deploy", known: ["replicas", "resources", "restart_policy", "mode"], idle: ["labels", "endpoint_mode"],
            refused: ["placement": cluster, "update_config": cluster, "rollback_config": cluster])
        try checkCount(fields["replicas"], "replicas")
        if let mode = fields["mode"] { _ = try mode.word("mode", of: ["replicated"]) }
        let resources = try fields["resources"]?.fields("resources", known: ["limits", "reservations"]) ?? [:]
        let limits = try resources["limits"]?.fields("limits", known: ["cpus", "memory", "pids"]) ?? [:]
        for (key, flag) in [("cpus", "cpus"), ("memory", "memory"), ("pids", "pids-limit")] {
            if let limit = limits[key] {
                let words = ["--" + flag, try ServiceValues(service: name).text(limit, key)]
                try add(words, key, limit, to: &service)
            }
        }
        let kept = try resources["reservations"]?.fields(
            "reservations", known: ["memory"], idle: ["cpus"],
            refused: ["devices": "containers see no devices of the host here"])
        if let memory = kept?["memory"] { service.flags += ["--memory-reservation", try memory.text("memory")] }
        guard
            let policy = try fields["restart_policy"]?.fields(
                "restart_policy", known: ["condition", "max_attempts"], idle: ["delay", "window"]),
            service.restart == nil
        else { return }
        let attempts = try policy["max_attempts"]?.integer("max_attempts")
        switch try policy["condition"]?.word("condition", of: ["none", "on-failure", "any"]) ?? "any" {
        case "none": service.restart = "no"
        case "on-failure": service.restart = "on-failure" + (attempts.map { ":\($0)" } ?? "")
        default: service.restart = "always"
        }
    }
}

/// Times as a Compose file has them: `90s`, `1m30s`.
enum ComposeTime {
    /// Whole seconds, rounded up.
    static func seconds(_ node: ComposeNode, _ what: String) throws(TextFault) -> Int64 {
        let text = try node.text(what)
        guard let duration = DurationText.read(text), duration >= .zero else {
            throw node.fault("\(what) is `\(text)`: a time is written 90s or 1m30s")
        }
        let (seconds, rest) = duration.components
        return seconds + (rest > 0 ? 1 : 0)
    }
}
