import ImageFormat

/// An image's config by field names, as texts to compare: the names are those of `ConfigField`.
struct ConfigValues {
    private let image: ImageConfig
    private var config: ContainerConfig { image.config }

    init(_ image: ImageConfig) { self.image = image }

    /// The field's values; empty where it is not set.
    subscript(_ field: String) -> [String] {
        if let name = rest(of: field, after: "Labels.") { return config.labels[name].map { [$0] } ?? [] }
        if let name = rest(of: field, after: "Env.") { return config.environmentValue(name).map { [$0] } ?? [] }
        if let name = rest(of: field, after: "Healthcheck.") { return health(name) }
        return switch field {
        case "Cmd": config.command ?? []
        case "Entrypoint": config.entrypoint ?? []
        case "Env": config.environment
        case "ExposedPorts": config.exposedPorts.sorted()
        case "User": config.user.map { [$0] } ?? []
        case "Volumes": config.volumes.sorted()
        case "WorkingDir": config.workingDirectory.map { [$0] } ?? []
        case "StopSignal": config.stopSignal.map { [$0] } ?? []
        case "Healthcheck": config.healthcheck?.test ?? []
        case "Labels": config.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        case "History": image.history.compactMap(\.createdBy)
        default: []
        }
    }

    private func rest(of field: String, after prefix: String) -> String? {
        field.hasPrefix(prefix) ? String(field.dropFirst(prefix.count)) : nil
    }

    private func health(_ name: String) -> [String] {
        let value =
            switch name {
            case "Interval": config.healthcheck?.interval.map(seconds)
            case "Timeout": config.healthcheck?.timeout.map(seconds)
            case "Retries": config.healthcheck?.retries.map(String.init)
            default: nil as String?
            }
        return value.map { [$0] } ?? []
    }

    /// `5s`; parts of a second are kept.
    private func seconds(_ nanoseconds: Int64) -> String {
        let billion: Int64 = 1_000_000_000
        return nanoseconds % billion == 0 ? "\(nanoseconds / billion)s" : "\(Double(nanoseconds) / 1e9)s"
    }
}
