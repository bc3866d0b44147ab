internal import ImageFormat

// As it stands in a container's record. What is not said there is what a container has that asked for nothing.

extension ContainerSettings {
    var json: JSON {
        .object([
            "config": config.json, "groups": .strings(additionalGroups), "isInteractive": .bool(isInteractive),
            "mounts": .array(mounts.map(\.json)),
            "isRootReadOnly": .bool(isRootReadOnly), "sharedMemory": sharedMemory.map(JSON.integer),
            "network": network.json, "rights": rights.json, "resources": resources.json, "hasInit": .bool(hasInit),
            "restart": .string(restart.text), "stopTimeout": stopTimeout.map(JSON.integer),
            "logLimit": logLimit.map(JSON.integer),
        ])
    }

    init(json: JSON) {
        self.init()
        config = ContainerConfig(json: json["config"] ?? .null)
        additionalGroups = json.strings("groups")
        isInteractive = json["isInteractive"]?.bool ?? false
        mounts = (json["mounts"]?.elements ?? []).compactMap { MountRequest(json: $0) }
        isRootReadOnly = json["isRootReadOnly"]?.bool ?? false
        sharedMemory = json["sharedMemory"]?.integer
        network = NetworkSettings(json: json["network"] ?? .null)
        rights = RightSettings(json: json["rights"] ?? .null)
        resources = ResourceSettings(json: json["resources"] ?? .null)
        hasInit = json["hasInit"]?.bool ?? false
        restart = json["restart"]?.string.flatMap { RestartPolicy($0) } ?? .never
        stopTimeout = json["stopTimeout"]?.integer
        logLimit = json["logLimit"]?.integer
    }
}

extension MountRequest {
    var json: JSON {
        let shared: KeyValuePairs<String, JSON?> = [
            "target": .string(target), "isReadOnly": .bool(isReadOnly), "copiesContent": .bool(copiesContent),
        ]
        let own: KeyValuePairs<String, JSON?> =
            switch source {
            case .path(let path): ["path": .string(path)]
            case .volume(let name, let isAnonymous): ["volume": .string(name), "isAnonymous": .bool(isAnonymous)]
            case .memory(let options): ["memory": .strings(options)]
            }
        return .object((JSON.object(own).members ?? []) + (JSON.object(shared).members ?? []))
    }

    init?(json: JSON) {
        guard let target = json["target"]?.string else { return nil }
        if let path = json["path"]?.string {
            source = .path(path)
        } else if let name = json["volume"]?.string {
            source = .volume(name, isAnonymous: json["isAnonymous"]?.bool ?? false)
        } else {
            source = .memory(json.strings("memory"))
        }
        self.target = target
        isReadOnly = json["isReadOnly"]?.bool ?? false
        copiesContent = json["copiesContent"]?.bool ?? true
    }
}

extension NetworkSettings {
    var json: JSON {
        .object([
            "mode": .string(mode), "aliases": .strings(aliases), "address": address.map(JSON.string),
            "ports": .strings(ports.map(\.asked)), "hostname": hostname.map(JSON.string),
            "domain": domain.map(JSON.string), "hosts": .strings(hosts),
            "servers": .strings(servers), "searches": .strings(searches), "options": .strings(options),
            "further": .array(further.map(\.json)), "hasLeft": .bool(choice == .left),
        ])
    }

    init(json: JSON) {
        self.init(mode: json["mode"]?.string ?? "bridge")
        if json["hasLeft"]?.bool == true { choice = .left }
        aliases = json.strings("aliases")
        address = json["address"]?.string
        ports = json.strings("ports").compactMap { (try? PortMapping.parse($0))?.first }
        hostname = json["hostname"]?.string
        domain = json["domain"]?.string
        hosts = json.strings("hosts")
        servers = json.strings("servers")
        searches = json.strings("searches")
        options = json.strings("options")
        for network in (json["further"]?.elements ?? []).compactMap({ FurtherNetwork(json: $0) }) { add(network) }
    }
}

extension FurtherNetwork {
    fileprivate var json: JSON {
        .object([
            "name": .string(name), "aliases": .strings(aliases), "address": address.map(JSON.string),
        ])
    }

    fileprivate init?(json: JSON) {
        guard let name = json["name"]?.string else { return nil }
        self.init(name, aliases: json.strings("aliases"), address: json["address"]?.string)
    }
}

extension RightSettings {
    var json: JSON {
        .object([
            "capabilities": .strings(capabilities), "hasNoNewPrivileges": .bool(hasNoNewPrivileges),
            "usesSeccomp": .bool(usesSeccomp),
        ])
    }

    init(json: JSON) {
        self.init()
        if json["capabilities"] != nil { capabilities = json.strings("capabilities") }
        hasNoNewPrivileges = json["hasNoNewPrivileges"]?.bool ?? false
        usesSeccomp = json["usesSeccomp"]?.bool ?? true
    }
}

extension ResourceSettings {
    private static let numbers: KeyValuePairs<String, any WritableKeyPath<ResourceSettings, Int64?> & Sendable> = [
        "memory": \.memory, "memorySwap": \.memorySwap, "memoryReservation": \.memoryReservation,
        "cpuQuota": \.cpuQuota, "cpuPeriod": \.cpuPeriod, "cpuShares": \.cpuShares, "processes": \.processes,
        "oomScoreAdjustment": \.oomScoreAdjustment,
    ]

    var json: JSON {
        .object(
            Self.numbers.compactMap { name, path in self[keyPath: path].map { JSON.Member(name, .integer($0)) } } + [
                .init("processors", processors.map(JSON.string) ?? .null),
                .init("processLimits", .strings(processLimits.map(\.text))),
                .init("systemSettings", .strings(systemSettings)),
            ])
    }

    init(json: JSON) {
        self.init()
        for (name, path) in Self.numbers { self[keyPath: path] = json[name]?.integer }
        processors = json["processors"]?.string
        processLimits = json.strings("processLimits").compactMap { ProcessLimit($0) }
        for member in json["systemSettings"]?.members ?? [] { systemSettings[member.name] = member.value.string }
    }
}
