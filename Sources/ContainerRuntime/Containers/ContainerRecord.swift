internal import ImageFormat

/// What is known of a container from its beginning: `record.json` in its folder.
public struct ContainerRecord: Equatable, Sendable {
    /// 64 hexadecimal digits.
    public var id: String
    public var name: String
    /// The image as the user named it, and its ID.
    public var image: String
    public var imageID: String
    public var command: [String]
    /// RFC 3339.
    public var created: String
    /// As `ps` shows them.
    public var ports: [String]
    /// Whether the container's folder goes with the container.
    public var isRemovedAtEnd: Bool
    public var hasTerminal: Bool
    /// The signal that asks the container to end.
    public var stopSignal: Int32
    /// What `exec` starts from.
    public var environment: [String]
    public var workingDirectory: String
    public var user: UserIdentity
    /// Name of the writable layer in the store.
    public var snapshot: String?
    public var settings: ContainerSettings

    public init(
        id: String, name: String, image: String, imageID: String, command: [String], created: String,
        ports: [String] = [], isRemovedAtEnd: Bool = false, hasTerminal: Bool = false, stopSignal: Int32 = 15,
        environment: [String] = [], workingDirectory: String = "/", user: UserIdentity = .root, snapshot: String? = nil,
        settings: ContainerSettings = ContainerSettings()
    ) {
        self.id = id
        self.name = name
        self.image = image
        self.imageID = imageID
        self.command = command
        self.created = created
        self.ports = ports
        self.isRemovedAtEnd = isRemovedAtEnd
        self.hasTerminal = hasTerminal
        self.stopSignal = stopSignal
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.user = user
        self.snapshot = snapshot
        self.settings = settings
    }

    /// The first twelve digits of the ID.
    public var shortID: String { String(id.prefix(12)) }

    /// A new ID.
    public static func makeID() -> String {
        let digits = Array("0123456789abcdef")
        return String((0..<64).map { _ in digits[Int.random(in: 0..<16)] })
    }
}

extension ContainerRecord {
    var json: JSON {
        .object([
            "id": .string(id), "name": .string(name), "image": .string(image), "imageID": .string(imageID),
            "command": .strings(command), "created": .string(created), "ports": .strings(ports),
            "isRemovedAtEnd": .bool(isRemovedAtEnd), "hasTerminal": .bool(hasTerminal),
            "stopSignal": .integer(Int64(stopSignal)), "environment": .strings(environment),
            "workingDirectory": .string(workingDirectory), "uid": .integer(Int64(user.uid)),
            "gid": .integer(Int64(user.gid)),
            "groups": .array(user.additionalGroups.map { .integer(Int64($0)) }), "snapshot": snapshot.map(JSON.string),
            "settings": settings.json,
        ])
    }

    /// Nil if the value is not a record.
    init?(json: JSON) {
        guard let id = json["id"]?.string, let name = json["name"]?.string, let image = json["image"]?.string,
            let imageID = json["imageID"]?.string, let created = json["created"]?.string
        else { return nil }
        self.init(
            id: id, name: name, image: image, imageID: imageID, command: json.strings("command"), created: created,
            ports: json.strings("ports"), isRemovedAtEnd: json["isRemovedAtEnd"]?.bool ?? false,
            hasTerminal: json["hasTerminal"]?.bool ?? false, stopSignal: json.number("stopSignal") ?? 15,
            environment: json.strings("environment"), workingDirectory: json["workingDirectory"]?.string ?? "/",
            user: UserIdentity(
                uid: json.number("uid") ?? 0, gid: json.number("gid") ?? 0,
                additionalGroups: (json["groups"]?.elements ?? []).compactMap {
                    $0.integer.flatMap(UInt32.init(exactly:))
                }),
            snapshot: json["snapshot"]?.string,
            settings: json["settings"].map { ContainerSettings(json: $0) } ?? ContainerSettings())
    }
}

extension JSON {
    func strings(_ name: String) -> [String] { (self[name]?.elements ?? []).compactMap(\.string) }

    func number<Number: FixedWidthInteger>(_ name: String) -> Number? {
        self[name]?.integer.flatMap(Number.init(exactly:))
    }
}
