public import ImageFormat

/// Something that happened to a container, a network, a volume or an image: what `events` shows.
public struct RuntimeEvent: Equatable, Sendable {
    /// What an event is about.
    public enum Kind: String, Sendable, CaseIterable {
        case container, image, network, volume
    }

    public var kind: Kind
    /// As docker calls it: `create`, `start`, `die`, `health_status: healthy`, …
    public var action: String
    /// Of a container, a network or an image; the name of a volume.
    public var id: String
    public var attributes: [String: String]
    /// Since 1970.
    public var seconds: Int64
    public var nanoseconds: Int64

    /// What happens at this moment.
    public init(_ kind: Kind, _ action: String, id: String, attributes: [String: String]) {
        self.kind = kind
        self.action = action
        self.id = id
        self.attributes = attributes
        (seconds, nanoseconds) = EventLog.moment()
    }

    /// As docker's API has it.
    public var json: JSON {
        let isContainer = kind == .container
        return .object([
            "status": isContainer || kind == .image ? .string(action) : nil,
            "id": isContainer || kind == .image ? .string(id) : nil,
            "from": isContainer ? attributes["image"].map { .string($0) } : nil,
            "Type": .string(kind.rawValue), "Action": .string(action),
            "Actor": .object(["ID": .string(id), "Attributes": .strings(attributes)]), "scope": .string("local"),
            "time": .integer(seconds), "timeNano": .integer(seconds * 1_000_000_000 + nanoseconds),
        ])
    }

    /// Reads what `json` writes; nil for anything else.
    public init?(json: JSON) {
        guard let kind = json["Type"]?.string.flatMap({ Kind(rawValue: $0) }), let action = json["Action"]?.string,
            let id = json["Actor"]?["ID"]?.string, let time = json["timeNano"]?.integer
        else { return nil }
        self.kind = kind
        self.action = action
        self.id = id
        attributes = [:]
        for member in json["Actor"]?["Attributes"]?.members ?? [] { attributes[member.name] = member.value.string }
        (seconds, nanoseconds) = (time / 1_000_000_000, time % 1_000_000_000)
    }
}
