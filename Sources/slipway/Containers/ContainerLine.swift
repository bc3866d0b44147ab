import ContainerRuntime

/// A container as `ps` shows it.
struct ContainerLine {
    let record: ContainerRecord
    let state: ContainerState
    let isWhole: Bool

    private let folder: ContainerFolder

    init(_ folder: ContainerFolder, isWhole: Bool) {
        self.folder = folder
        record = folder.record
        state = folder.state
        self.isWhole = isWhole
    }

    var id: String { isWhole ? record.id : record.shortID }

    var stateName: String { state.name }

    var status: String {
        switch state {
        case .created, .starting: "Created"
        case .running(let running):
            "Up " + Age.text(running.started).replacing(" ago", with: "") + (running.isPaused ? " (Paused)" : health)
        case .restarting(let status, let finished): "Restarting (\(status)) " + Age.text(finished)
        case .exited(let status, let finished): "Exited (\(status)) " + Age.text(finished)
        }
    }

    private var health: String {
        switch folder.health?.status {
        case nil: ""
        case .starting: " (health: starting)"
        case .healthy: " (healthy)"
        case .unhealthy: " (unhealthy)"
        }
    }

    /// In quotes, cut to twenty characters.
    var command: String {
        let text = record.command.joined(separator: " ")
        return "\"" + (isWhole || text.count <= 20 ? text : text.prefix(19) + "…") + "\""
    }

    var ports: String { state.isRunning ? record.ports.joined(separator: ", ") : "" }

    var row: [String] { [id, record.image, command, Age.text(record.created), status, ports, record.name] }

    var fields: KeyValuePairs<String, String> {
        [
            "ID": id, "Image": record.image, "Command": command, "CreatedAt": record.created,
            "RunningFor": Age.text(record.created), "Status": status, "State": stateName, "Ports": ports,
            "Names": record.name,
        ]
    }
}
