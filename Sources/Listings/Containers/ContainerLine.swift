internal import ContainerRuntime
public import Formats
internal import Printing

/// A container as `ps` shows it.
public struct ContainerLine: Sendable {
    /// What it is a line of.
    public let facts: ContainerFacts
    /// Whether nothing is cut short.
    private let isWhole: Bool
    private let now: Int64

    /// - Parameter now: seconds since 1970, from which ages are counted.
    public init(_ facts: ContainerFacts, isWhole: Bool = false, now: Int64 = Age.now) {
        self.facts = facts
        self.isWhole = isWhole
        self.now = now
    }

    /// The template of docker's table.
    public static func table(withSize: Bool) -> String {
        "{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}"
            + (withSize ? "\t{{.Size}}" : "")
    }

    /// The names of the columns.
    public static let columns: KeyValuePairs = [
        "ID": "CONTAINER ID", "Image": "IMAGE", "Command": "COMMAND", "CreatedAt": "CREATED AT",
        "RunningFor": "CREATED",
        "Status": "STATUS", "State": "STATE", "Ports": "PORTS", "Names": "NAMES", "Size": "SIZE", "Labels": "LABELS",
        "Mounts": "MOUNTS", "LocalVolumes": "LOCAL VOLUMES", "Networks": "NETWORKS", "Platform": "PLATFORM",
    ]

    /// The ID, of twelve digits unless nothing is cut short.
    public var id: String { isWhole ? facts.record.id : facts.record.shortID }

    /// The fields of a template, with further ones behind them.
    public func item(with more: KeyValuePairs<String, String>) -> TemplateValue {
        guard case .record(let own) = item, case .record(let others) = TemplateValue.item(more) else { return item }
        return .record(own + others)
    }

    /// The fields of a template.
    public var item: TemplateValue {
        let record = facts.record
        let labels = facts.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        return .item(
            [
                "ID": id, "Image": record.image, "Command": command, "CreatedAt": Age.moment(record.created),
                "RunningFor": Age.text(record.created, now: now), "Status": status, "State": facts.stateName,
                "Ports": facts.state.isRunning ? record.ports.joined(separator: ", ") : "", "Names": record.name,
                "Size": size, "Labels": labels, "Mounts": facts.mounts.map(mount).joined(separator: ","),
                "LocalVolumes": "\(facts.mounts.count { $0.kind == .volume })",
                "Networks": facts.networks.map(\.name).joined(separator: ","), "Platform": "linux",
            ], labels: facts.labels)
    }

    private var status: String {
        switch facts.state {
        case .created, .starting: return "Created"
        case .running(let running):
            let health = facts.health?.status.rawValue
            let note = health.map { $0 == "starting" ? " (health: starting)" : " (\($0))" } ?? ""
            let age = Age.text(running.started, now: now).replacing(" ago", with: "")
            return "Up " + age + (running.isPaused ? " (Paused)" : note)
        case .restarting(let status, let finished): return "Restarting (\(status)) " + Age.text(finished, now: now)
        case .exited(let status, let finished): return "Exited (\(status)) " + Age.text(finished, now: now)
        }
    }

    /// In quotes, cut to twenty characters. As in Docker, an argument with a blank has quotes of its own.
    private var command: String {
        let words = facts.record.command
        let arguments = words.dropFirst().map { $0.contains(" ") ? "'\($0)'" : $0 }
        let text = (words.prefix(1) + arguments).joined(separator: " ")
        return "\"" + Self.escaped(isWhole || text.count <= 20 ? text : text.prefix(19) + "…") + "\""
    }

    /// As Go quotes a text.
    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "\"", "\\": result += "\\\(character)"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            default: result.append(character)
            }
        }
    }

    /// A name or a path, cut to fifteen characters.
    private func mount(_ mount: MountFact) -> String {
        let text = mount.name ?? mount.source
        return isWhole || text.count <= 15 ? text : text.prefix(14) + "…"
    }

    private var size: String {
        guard let size = facts.size else { return ByteCount.text(0) }
        return "\(ByteCount.text(size.own)) (virtual \(ByteCount.text(size.own + size.image)))"
    }
}
