internal import CommandLines
internal import Faults
internal import ImageFormat

/// Reads one service of a Compose file.
struct ServiceReader {
    let name: String
    let node: ComposeNode
    let files: ComposeFiles
    /// The project's shared parts, by which names are looked up.
    let networks: [SharedNetwork]
    let volumes: [SharedVolume]
    /// The absolute path of the file of each secret and each config.
    let secrets: [String: String]
    let configs: [String: String]

    func read() throws(TextFault) -> Service {
        let fields = try node.fields(
            "the service \(name)", known: Self.known, idle: Self.idle, refused: Self.refused)
        var service = Service(name)
        service.image = try image(fields["image"])
        service.build = try fields["build"].map { node throws(TextFault) in try BuildReader(files: files).read(node)
        }
        guard service.image != nil || service.build != nil else {
            throw node.fault("the service \(name) has neither `image` nor `build`: what is it made of?")
        }
        service.command = try Self.words(fields["command"], "command")
        service.entrypoint = try Self.words(fields["entrypoint"], "entrypoint")
        service.environment = try environment(fields)
        service.labels = try labels(fields)
        service.dependencies = try dependencies(fields["depends_on"]) + links(fields["links"])
        service.network = try NetworkReader(networks: networks).read(fields, of: node)
        service.containerName = try passed(fields["container_name"], "container_name", as: "--name")
        service.healthcheck = try health(fields["healthcheck"])
        service.workingFolder = try passed(fields["working_dir"], "working_dir", as: "--workdir")
        service.user = try fields["user"]?.text("user")
        service.hostname = try passed(fields["hostname"], "hostname", as: "--hostname")
        service.profiles = try fields["profiles"]?.texts("profiles") ?? []
        service.pullPolicy = try fields["pull_policy"]?.word(
            "pull_policy", of: ["always", "missing", "never", "if_not_present", "build"])
        try readFiles(fields, into: &service)
        try readLife(fields, into: &service)
        return service
    }

    private func image(_ node: ComposeNode?) throws(TextFault) -> String? {
        guard let node else { return nil }
        let text = try node.text("image")
        do throws(ReferenceError) { _ = try Reference(text) } catch {
            // An image may be named by its ID.
            if case .looksLikeImageID = error { return text }
            throw node.fault("image of the service \(name): \(error)")
        }
        return text
    }

    /// A text that `create` takes behind a flag.
    private func passed(_ node: ComposeNode?, _ key: String, as flag: String) throws(TextFault) -> String? {
        guard let node else { return nil }
        let text = try node.text(key)
        try check([flag, text], key, node)
        return text
    }

    static let known = [
        "build", "cap_add", "cap_drop", "command", "configs", "container_name", "cpu_period", "cpu_quota",
        "cpu_shares", "cpus", "cpuset", "depends_on", "deploy", "dns",
        "dns_search",
        "dns_opt", "entrypoint", "env_file", "environment", "expose", "extra_hosts", "group_add", "healthcheck",
        "hostname",
        "image", "init", "labels", "links", "logging", "mem_limit", "mem_reservation", "memswap_limit", "network_mode",
        "networks", "oom_score_adj", "pids_limit", "platform", "ports", "privileged", "profiles", "pull_policy",
        "read_only", "restart",
        "scale", "secrets",
        "security_opt", "shm_size", "stdin_open", "stop_grace_period", "stop_signal", "sysctls", "tmpfs", "tty",
        "ulimits",
        "user", "volumes", "volumes_from", "working_dir", "domainname",
    ]

    /// What only tells other commands or other systems something.
    private static let idle: Set<String> = [
        "develop", "attach", "annotations", "mac_address", "cgroup_parent", "isolation",
    ]

    private static let refused = [
        "extends": "write the service out, or share its lines by `&name` and `<<: *name`.",
        "blkio_config": "no limit of that kind is set here: leave it out.",
        "cpu_rt_period": "no limit of that kind is set here: leave it out.",
        "cpu_rt_runtime": "no limit of that kind is set here: leave it out.",
        "mem_swappiness": "no limit of that kind is set here: leave it out.",
        "oom_kill_disable": "a container whose memory runs out is always ended: leave it out.",
        "device_cgroup_rules": "containers see no devices of the host here.",
        "storage_opt": "a container's layer has no size of its own here: leave it out.",
        "uts": "containers have a host name of their own here.",
        "cgroup": "containers have control groups of their own here.",
        "devices": "containers see no devices of the host here.", "gpus": "containers see no graphics processor here.",
        "external_links": "put both on a network that is `external: true`.",
        "pid": "containers have their own processes here.", "ipc": "containers have their own memory here.",
        "models": "it belongs to Docker Desktop.", "provider": "it belongs to Docker Desktop.",
        "credential_spec": "it belongs to Windows.", "post_start": "put it into the command.",
        "pre_stop": "put it into the command.", "userns_mode": "containers have user namespaces of their own here.",
        "label_file": "write the labels under `labels`.", "runtime": "leave it out.",
        "use_api_socket": "there is no daemon here.",
    ]

    /// A text as a shell would split it, or a list.
    static func words(_ node: ComposeNode?, _ what: String) throws(TextFault) -> [String]? {
        guard let node else { return nil }
        guard node.isText else { return try node.texts(what) }
        guard let plain = PlainCommand(try node.text(what), signsAreText: true) else {
            throw node.fault("\(what): a closing quote is missing")
        }
        return plain.words
    }

    private func environment(
        _ fields: [String: ComposeNode]
    ) throws(TextFault) -> [(name: String, value: String?)] {
        var found: [(name: String, value: String?)] = []
        if let node = fields["env_file"] { found += try variablesOfFiles(node) }
        for pair in try fields["environment"]?.pairs("environment") ?? [] {
            guard !pair.name.isEmpty else {
                throw (fields["environment"] ?? node).fault("a variable of `environment` has no name")
            }
            found.removeAll { $0.name == pair.name }
            found.append(pair)
        }
        return found
    }

    private func variablesOfFiles(_ node: ComposeNode) throws(TextFault) -> [(name: String, value: String?)] {
        var found: [(name: String, value: String?)] = []
        for entry in node.isList ? try node.list("env_file") : [node] {
            var path = ""
            var isRequired = true
            if entry.isText {
                path = try entry.text("env_file")
            } else {
                let fields = try entry.fields("env_file", known: ["path", "required", "format"])
                guard let place = fields["path"] else { throw entry.fault("an entry of env_file needs `path`") }
                path = try place.text("path")
                isRequired = try fields["required"]?.bool("required") ?? true
            }
            guard let text = files.text(path) else {
                guard isRequired else { continue }
                throw entry.fault("env_file: there is no \(files.absolute(path)), or it cannot be read")
            }
            let above = found
            for line in try VariableLines(
                text, file: path, outside: { name in files.value(name) ?? above.last { $0.name == name }?.value }
            ).entries {
                found.removeAll { $0.name == line.name }
                found.append(line)
            }
        }
        return found
    }

    private func labels(_ fields: [String: ComposeNode]) throws(TextFault) -> [String: String] {
        var labels: [String: String] = [:]
        for pair in try fields["labels"]?.pairs("labels") ?? [] { labels[pair.name] = pair.value ?? "" }
        return labels
    }

    private func dependencies(_ node: ComposeNode?) throws(TextFault) -> [Service.Dependency] {
        guard let node else { return [] }
        var found: [Service.Dependency] = []
        if node.isList {
            for name in try node.texts("depends_on") { found.append(Service.Dependency(service: name)) }
            return found
        }
        for (_, name, value) in try node.entries("depends_on") {
            let fields = try value.fields("depends_on, \(name)", known: ["condition", "required", "restart"])
            var dependency = Service.Dependency(service: name)
            if let condition = fields["condition"] {
                let word = try condition.word("condition", of: Service.Dependency.Condition.allCases.map(\.rawValue))
                dependency.condition = Service.Dependency.Condition(rawValue: word) ?? .started
            }
            dependency.isRequired = try fields["required"]?.bool("required") ?? true
            found.append(dependency)
        }
        return found
    }

    /// Services of a project find each other by name anyway, so that a link is an order of starting.
    private func links(_ node: ComposeNode?) throws(TextFault) -> [Service.Dependency] {
        var found: [Service.Dependency] = []
        for entry in try node?.list("links") ?? [] {
            let parts = try entry.text("an entry of links").split(separator: ":").map(String.init)
            guard parts.count == 1 || parts.count == 2 && parts[0] == parts[1] else {
                throw entry.fault(
                    "a link to another name is not offered here: give the service that name under `networks`, `aliases`"
                )
            }
            found.append(Service.Dependency(service: parts[0]))
        }
        return found
    }

    private func health(_ node: ComposeNode?) throws(TextFault) -> ServiceHealth? {
        guard let node else { return nil }
        let fields = try node.fields(
            "healthcheck",
            known: ["test", "interval", "timeout", "retries", "start_period", "start_interval", "disable"])
        var health = ServiceHealth()
        if let test = fields["test"] {
            if test.isText {
                health.test = .shell(try test.text("test"))
            } else {
                let words = try test.texts("test")
                switch words.first {
                case "NONE": health.test = ServiceHealth.Test.none
                case "CMD": health.test = .words(Array(words.dropFirst()))
                case "CMD-SHELL" where words.count == 2: health.test = .shell(words[1])
                default: throw test.fault("test begins with NONE, CMD or CMD-SHELL where it is a list")
                }
            }
        }
        if try fields["disable"]?.bool("disable") == true { health.test = ServiceHealth.Test.none }
        let values = ServiceValues(service: name)
        health.interval = try values.time(fields["interval"], "interval")
        health.timeout = try values.time(fields["timeout"], "timeout")
        health.startPeriod = try values.time(fields["start_period"], "start_period")
        health.startInterval = try values.time(fields["start_interval"], "start_interval")
        health.retries = try fields["retries"]?.integer("retries")
        return health
    }
}
