extension ContainerConfig {
    /// Reads the `config` member; what is missing, null or of another type counts as not set.
    public init(json: JSON) {
        self.init(
            user: json["User"]?.nonEmptyString,
            exposedPorts: Set((json["ExposedPorts"]?.members ?? []).map(\.name)),
            environment: json["Env"]?.stringElements ?? [],
            entrypoint: json["Entrypoint"]?.stringElements,
            command: json["Cmd"]?.stringElements,
            volumes: Set((json["Volumes"]?.members ?? []).map(\.name)),
            workingDirectory: json["WorkingDir"]?.nonEmptyString,
            labels: json["Labels"]?.stringValues ?? [:],
            stopSignal: json["StopSignal"]?.nonEmptyString,
            stopTimeout: json["StopTimeout"]?.integer,
            healthcheck: json["Healthcheck"].flatMap(Healthcheck.init(json:)),
            onBuild: json["OnBuild"]?.stringElements ?? [],
            shell: json["Shell"]?.stringElements,
            argumentsEscaped: json["ArgsEscaped"]?.bool ?? false)
    }

    /// The members that are set, in Docker's order.
    public var json: JSON {
        .object([
            "User": user.map(JSON.string),
            "ExposedPorts": Self.names(exposedPorts),
            "Env": environment.isEmpty ? nil : .strings(environment),
            "Cmd": command.map { JSON.strings($0) },
            "Healthcheck": healthcheck?.json,
            "ArgsEscaped": argumentsEscaped ? .bool(true) : nil,
            "Volumes": Self.names(volumes),
            "WorkingDir": workingDirectory.map(JSON.string),
            "Entrypoint": entrypoint.map { JSON.strings($0) },
            "OnBuild": onBuild.isEmpty ? nil : .strings(onBuild),
            "Labels": labels.isEmpty ? nil : .strings(labels),
            "StopSignal": stopSignal.map(JSON.string),
            "StopTimeout": stopTimeout.map(JSON.integer),
            "Shell": shell.map { JSON.strings($0) },
        ])
    }

    /// Go's `map[string]struct{}`.
    private static func names(_ names: Set<String>) -> JSON? {
        names.isEmpty ? nil : .object(names.sorted().map { JSON.Member($0, .object([JSON.Member]())) })
    }
}

extension Healthcheck {
    init?(json: JSON) {
        guard json.members != nil else { return nil }
        self.init(
            test: json["Test"]?.stringElements ?? [], interval: json["Interval"]?.integer,
            timeout: json["Timeout"]?.integer, startPeriod: json["StartPeriod"]?.integer,
            startInterval: json["StartInterval"]?.integer, retries: json["Retries"]?.integer)
    }

    var json: JSON {
        .object([
            "Test": test.isEmpty ? nil : .strings(test), "Interval": interval.map(JSON.integer),
            "Timeout": timeout.map(JSON.integer), "StartPeriod": startPeriod.map(JSON.integer),
            "StartInterval": startInterval.map(JSON.integer), "Retries": retries.map(JSON.integer),
        ])
    }
}

extension JSON {
    /// The strings of an array, other elements left out; nil for no array.
    var stringElements: [String]? { elements?.compactMap(\.string) }

    /// Go's empty string is "not set".
    var nonEmptyString: String? { string.flatMap { $0.isEmpty ? nil : $0 } }
}
