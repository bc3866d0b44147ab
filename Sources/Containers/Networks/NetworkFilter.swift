internal import ArgumentParser

/// `--filter` of `network ls`.
public struct NetworkFilter {
    private let key: String
    private let value: String

    /// - Throws: `ValidationError` for what is not offered.
    public init(_ text: String) throws {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        let known = ["name", "id", "driver", "label", "type", "dangling", "scope"]
        guard parts.count == 2, known.contains(parts[0]) else {
            throw ValidationError("--filter \(text): offered are \(known.map { $0 + "=" }.joined(separator: ", ")).")
        }
        (key, value) = (parts[0], parts[1])
    }

    /// Whether the network is to be shown.
    public func admits(_ row: NetworkRow) -> Bool {
        switch key {
        case "name": return row.name.contains(value)
        case "id": return row.id.hasPrefix(value)
        case "driver": return row.driver == value
        case "type": return value == (row.isStanding ? "builtin" : "custom")
        case "scope": return value == "local"
        case "dangling": return row.isUsed != ["true", "1"].contains(value.lowercased())
        default:
            return Labels.match(value, row.labels)
        }
    }
}
