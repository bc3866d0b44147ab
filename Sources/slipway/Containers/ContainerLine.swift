import ContainerRuntime

/// A container as `ps` shows it.
struct ContainerLine {
    let record: ContainerRecord
    let state: ContainerState
    let isWhole: Bool

    init(_ folder: ContainerFolder, isWhole: Bool) {
        record = folder.record
        state = folder.state
        self.isWhole = isWhole
    }

    var id: String { isWhole ? record.id : record.shortID }

    var stateName: String {
        switch state {
        case .created: "created"
        case .running: "running"
        case .exited: "exited"
        }
    }

    var status: String {
        switch state {
        case .created: "Created"
        case .running(let running): "Up " + Age.text(running.started).replacing(" ago", with: "")
        case .exited(let status, let finished): "Exited (\(status)) " + Age.text(finished)
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
