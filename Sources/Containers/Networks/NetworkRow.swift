public import ContainerRuntime
public import Formats

/// A network as `network ls` shows it: those that everybody has are among them.
public struct NetworkRow {
    let id: String
    let name: String
    let driver: String
    let created: String
    let labels: [String: String]
    let isUsed: Bool
    var isStanding: Bool { NetworkList.standing.contains(name) }

    /// All, in the order of their names.
    public static func all(_ list: NetworkList) -> [NetworkRow] {
        let made = list.all().map { network in
            NetworkRow(
                id: network.id, name: network.name, driver: "bridge", created: network.created,
                labels: network.labels, isUsed: !list.users(of: network).isEmpty)
        }
        return (standing + made).sorted { $0.name < $1.name }
    }

    private static var standing: [NetworkRow] {
        NetworkList.standing.map { name in
            NetworkRow(
                id: NetworkList.id(ofStanding: name) ?? "", name: name,
                driver: name == "none" ? "null" : name, created: "", labels: [:], isUsed: true)
        }
    }

    /// The built-in network that a name or an ID, as `network ls` shows it, means; nil for all others.
    static func standing(_ name: String) -> NetworkRow? {
        standing.first { $0.name == name || name.count >= 12 && $0.id.hasPrefix(name) }
    }

    /// The names of the columns.
    public static let columns: KeyValuePairs = [
        "ID": "NETWORK ID", "Name": "NAME", "Driver": "DRIVER", "Scope": "SCOPE", "IPv6": "IPV6",
        "Internal": "INTERNAL", "Labels": "LABELS", "CreatedAt": "CREATED AT",
    ]

    /// The template of docker's table.
    public static let table = "{{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}"

    /// The fields of a template.
    ///
    /// - Parameter isWhole: whether the ID is not cut short.
    public func item(isWhole: Bool) -> TemplateValue {
        .item(
            [
                "CreatedAt": created, "Driver": driver, "ID": isWhole ? id : String(id.prefix(12)), "IPv6": "false",
                "Internal": "false", "Labels": Labels.text(labels), "Name": name, "Scope": "local",
            ], labels: labels)
    }
}
