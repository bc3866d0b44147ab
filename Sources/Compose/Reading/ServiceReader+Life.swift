internal import DockerfileSyntax
internal import Faults

/// Files, ports, limits, and how a service begins and ends.
extension ServiceReader {
    func readFiles(_ fields: [String: ComposeNode], into service: inout Service) throws(TextFault) {
        for entry in try fields["volumes"]?.list("volumes") ?? [] {
            let mount = try MountReader(files: files, volumes: volumes).read(entry)
            switch mount {
            case .volume(let text): service.volumes.append(text)
            case .memory(let text): service.memoryFolders.append(text)
            }
        }
        service.memoryFolders += try fields["tmpfs"]?.texts("tmpfs") ?? []
        for entry in try fields["secrets"]?.list("secrets") ?? [] { service.volumes.append(try secret(entry)) }
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

    /// A secret is a file that the service can read.
    private func secret(_ entry: ComposeNode) throws(TextFault) -> String {
        var (name, target): (String, String?) = ("", nil)
        if entry.isText {
            name = try entry.text("an entry of secrets")
        } else {
            let fields = try entry.fields(
                "an entry of secrets", known: ["source", "target"], idle: ["uid", "gid", "mode"])
            name = try fields["source"]?.text("source") ?? ""
            target = try fields["target"]?.text("target")
        }
        guard let path = secrets[name] else {
            throw entry.fault("the secret \(name) is not among the file's `secrets`")
        }
        let place = target ?? name
        return "\(path):\(place.hasPrefix("/") ? place : "/run/secrets/" + place):ro"
    }

    func readLife(_ fields: [String: ComposeNode], into service: inout Service) throws(TextFault) {
        let values = ServiceValues(service: name)
        service.restart = try values.restart(fields["restart"])
        if try fields["privileged"]?.bool("privileged") == true {
            throw (fields["privileged"] ?? node).fault(
                "a container never gets the host's devices and all rights here: name what it needs under `cap_add`")
        }
        for (key, flag) in ServiceFlags.texts {
            if let node = fields[key] { service.flags += ["--" + flag, try values.text(node, key)] }
        }
        for (key, flag) in ServiceFlags.switches {
            if try fields[key]?.bool(key) == true { service.flags.append("--" + flag) }
        }
        for (key, flag) in ServiceFlags.lists {
            for text in try fields[key]?.texts(key) ?? [] { service.flags += ["--" + flag, text] }
        }
        for pair in try fields["sysctls"]?.pairs("sysctls") ?? [] {
            service.flags += ["--sysctl", "\(pair.name)=\(pair.value ?? "")"]
        }
        try readHosts(fields["extra_hosts"], into: &service)
        try readLimits(fields["ulimits"], into: &service)
        if let grace = fields["stop_grace_period"] {
            service.flags += ["--stop-timeout", String(try ComposeTime.seconds(grace, "stop_grace_period"))]
        }
        try readLogging(fields["logging"], into: &service)
        try readDeployment(fields["deploy"], into: &service)
        if let other = fields["volumes_from"] {
            throw other.fault("`volumes_from` is not offered here: name the volume under `volumes` of both services")
        }
    }

    private func readHosts(_ node: ComposeNode?, into service: inout Service) throws(TextFault) {
        guard let node else { return }
        if node.isList {
            for text in try node.texts("extra_hosts") { service.flags += ["--add-host", text] }
        } else {
            for pair in try node.pairs("extra_hosts") {
                service.flags += ["--add-host", "\(pair.name):\(pair.value ?? "")"]
            }
        }
    }

    private func readLimits(_ node: ComposeNode?, into service: inout Service) throws(TextFault) {
        for (_, name, value) in try node?.entries("ulimits") ?? [] {
            if value.isText {
                service.flags += ["--ulimit", "\(name)=\(try value.integer(name))"]
            } else {
                let fields = try value.fields("ulimits, \(name)", known: ["soft", "hard"])
                guard let soft = fields["soft"], let hard = fields["hard"] else {
                    throw value.fault("a limit has `soft` and `hard`, or is one number")
                }
                service.flags += ["--ulimit", "\(name)=\(try soft.integer("soft")):\(try hard.integer("hard"))"]
            }
        }
    }

    private func readLogging(_ node: ComposeNode?, into service: inout Service) throws(TextFault) {
        guard let node else { return }
        let fields = try node.fields("logging", known: ["driver", "options"])
        if let driver = fields["driver"] {
            service.flags += ["--log-driver", try driver.word("driver", of: ["json-file", "local", "none"])]
        }
        for pair in try fields["options"]?.pairs("options") ?? [] {
            service.flags += ["--log-opt", "\(pair.name)=\(pair.value ?? "")"]
        }
    }

    /// What of `deploy` one machine can do: limits, and starting again.
    private func readDeployment(_ node: ComposeNode?, into service: inout Service) throws(TextFault) {
        guard let node else { return }
        let cluster = "it is for a cluster, and there is one machine here"
        let fields = try node.fields(
            "deploy", known: ["replicas", "resources", "restart_policy", "mode"], idle: ["labels", "endpoint_mode"],
            refused: ["placement": cluster, "update_config": cluster, "rollback_config": cluster])
        if let replicas = fields["replicas"], try replicas.integer("replicas") != 1 {
            throw replicas.fault("each service has one container here: replicas is 1")
        }
        if let mode = fields["mode"] { _ = try mode.word("mode", of: ["replicated"]) }
        let resources = try fields["resources"]?.fields("resources", known: ["limits", "reservations"]) ?? [:]
        let limits = try resources["limits"]?.fields("limits", known: ["cpus", "memory", "pids"]) ?? [:]
        for (key, flag) in [("cpus", "cpus"), ("memory", "memory"), ("pids", "pids-limit")] {
            if let limit = limits[key] {
                service.flags += ["--" + flag, try ServiceValues(service: name).text(limit, key)]
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
