public import ImageFormat

extension ComposeProject {
    /// The project as it was understood, under the names of a Compose file.
    public var json: JSON {
        .object([
            "name": .string(name), "services": .object(services.map { .init($0.name, $0.json) }),
            "networks": networks.isEmpty ? nil : .object(networks.map { .init($0.name, $0.json) }),
            "volumes": volumes.isEmpty ? nil : .object(volumes.map { .init($0.name, $0.json) }),
        ])
    }

    /// The same as YAML.
    public func yaml() -> String { YAMLLines(json).text }
}

extension SharedNetwork {
    fileprivate var json: JSON {
        .object([
            "name": .string(realName), "external": isExternal ? .bool(true) : nil,
            "ipam": addresses.map { .object(["config": .array([$0])]) },
            "labels": labels.isEmpty ? nil : .strings(labels),
        ])
    }

    /// What stands under `config` of `ipam`; nil where nothing was asked for.
    private var addresses: JSON? {
        guard let subnet else { return nil }
        return .object([
            "subnet": .string(subnet), "gateway": gateway.map { .string($0) }, "ip_range": range.map { .string($0) },
        ])
    }
}

extension SharedVolume {
    fileprivate var json: JSON {
        .object([
            "name": .string(realName), "external": isExternal ? .bool(true) : nil,
            "labels": labels.isEmpty ? nil : .strings(labels),
        ])
    }
}

extension Service {
    /// A digest of all that a container of it is made with: a container of another is made anew.
    public var hash: String { Digest(of: json.encoded()).hex }

    var json: JSON {
        let conditions = dependencies.map { dependency in
            JSON.Member(
                dependency.service,
                .object([
                    "condition": .string(dependency.condition.rawValue), "required": .bool(dependency.isRequired),
                ]))
        }
        let described = JSON.object([
            "build": build?.json, "command": command.map { .strings($0) },
            "container_name": containerName.map { .string($0) },
            "depends_on": conditions.isEmpty ? nil : .object(conditions),
            "entrypoint": entrypoint.map { .strings($0) },
            "environment": environment.isEmpty
                ? nil : .object(environment.map { .init($0.name, $0.value.map { .string($0) } ?? .null) }),
            "expose": Self.list(exposed), "healthcheck": healthcheck?.json, "hostname": hostname.map { .string($0) },
            "image": image.map { .string($0) }, "labels": labels.isEmpty ? nil : .strings(labels),
            "networks": network.json, "network_mode": network.mode.map { .string($0) }, "ports": Self.list(ports),
            "profiles": Self.list(profiles), "pull_policy": pullPolicy.map { .string($0) },
            "restart": restart.map { .string($0) }, "tmpfs": Self.list(memoryFolders), "user": user.map { .string($0) },
            "volumes": Self.list(volumes), "working_dir": workingFolder.map { .string($0) },
        ])
        return .object((described.members ?? []) + ServiceFlags(flags).members)
    }

    private static func list(_ texts: [String]) -> JSON? { texts.isEmpty ? nil : .strings(texts) }
}

extension ServiceBuild {
    var json: JSON {
        .object([
            "context": .string(context), "dockerfile": dockerfile.map { .string($0) },
            "dockerfile_inline": text.map { .string($0) }, "args": arguments.isEmpty ? nil : .strings(arguments),
            "target": target.map { .string($0) }, "labels": labels.isEmpty ? nil : .strings(labels),
            "network": network.map { .string($0) }, "platforms": platform.map { .strings([$0]) },
            "tags": tags.isEmpty ? nil : .strings(tags), "no_cache": withoutCache ? .bool(true) : nil,
            "pull": pulls ? .bool(true) : nil,
        ])
    }
}

extension ServiceHealth {
    fileprivate var json: JSON {
        let words: [String]? =
            switch test {
            case .none?: ["NONE"]
            case .shell(let text)?: ["CMD-SHELL", text]
            case .words(let list)?: ["CMD"] + list
            case nil: nil
            }
        return .object([
            "test": words.map { .strings($0) }, "interval": interval.map { .string($0) },
            "timeout": timeout.map { .string($0) }, "start_period": startPeriod.map { .string($0) },
            "start_interval": startInterval.map { .string($0) }, "retries": retries.map { .integer(Int64($0)) },
        ])
    }
}

extension ServiceNetwork {
    fileprivate var json: JSON? {
        guard case .shared(let members) = self else { return nil }
        return .object(
            members.map { member in
                let fields = JSON.object([
                    "aliases": member.aliases.isEmpty ? nil : .strings(member.aliases),
                    "ipv4_address": member.address.map { .string($0) },
                ])
                return .init(member.network, fields.members?.isEmpty == false ? fields : .null)
            })
    }

    fileprivate var mode: String? {
        switch self {
        case .shared: nil
        case .mode(let mode): mode
        case .service(let name): "service:" + name
        case .container(let name): "container:" + name
        }
    }
}
