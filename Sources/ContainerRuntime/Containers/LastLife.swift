internal import ImageFormat
internal import SystemPackage

/// What is known of the last time that a container ran, also when it has ended: `life.json` in its folder.
public struct LastLife: Equatable, Sendable {
    /// When it was started, RFC 3339.
    public var started: String
    /// How often its owner has started it again.
    public var restarts: Int
    /// Whether the kernel ended a process of it because it used more memory than it may.
    public var wasKilledForMemory: Bool
    /// Why it could not be started, in a sentence; nil where it was.
    public var error: String?

    public init(started: String, restarts: Int = 0, wasKilledForMemory: Bool = false, error: String? = nil) {
        self.started = started
        self.restarts = restarts
        self.wasKilledForMemory = wasKilledForMemory
        self.error = error
    }
}

extension ContainerFolder {
    private static let lifeFile = "life.json"

    /// Nil for a container that was never started.
    public var lastLife: LastLife? {
        guard let text = TextFile.read(path.appending(Self.lifeFile).string),
            let json = try? JSON(parsing: Array(text.utf8)), let started = json["started"]?.string
        else { return nil }
        return LastLife(
            started: started, restarts: json.number("restarts") ?? 0,
            wasKilledForMemory: json["killedForMemory"]?.bool ?? false, error: json["error"]?.string)
    }

    /// Keeps why the container could not be started; its next life forgets it. Who starts it is told in any case, so a
    /// folder that cannot be written is passed over.
    public func keep(_ error: RuntimeError) {
        var life = lastLife ?? LastLife(started: "0001-01-01T00:00:00Z")
        life.error = error.message
        try? write(life)
    }

    func write(_ life: LastLife) throws(RuntimeError) {
        let json = JSON.object([
            "started": .string(life.started), "restarts": .integer(Int64(life.restarts)),
            "killedForMemory": .bool(life.wasKilledForMemory), "error": life.error.map { .string($0) },
        ])
        try Self.write(json, to: path, as: Self.lifeFile)
    }
}
