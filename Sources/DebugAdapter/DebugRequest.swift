public import ImageFormat

/// A request of the client: what it wants, and what belongs to it.
public struct DebugRequest: Equatable, Sendable {
    public let number: Int64
    public let command: String
    public let arguments: JSON

    /// Nil for what is no request.
    public init?(_ json: JSON) {
        guard json["type"]?.string == "request", let number = json["seq"]?.integer,
            let command = json["command"]?.string
        else { return nil }
        self.number = number
        self.command = command
        arguments = json["arguments"] ?? .object([JSON.Member]())
    }

    func text(_ name: String) -> String? { arguments[name]?.string }

    func int(_ name: String) -> Int? { arguments[name]?.int }
}

/// What is to be built, as `launch.json` says it.
public struct DebugLaunch: Equatable, Sendable {
    /// The Dockerfile; nil for the one of the folder.
    public var dockerfile: String?
    /// The build context.
    public var context: String
    public var arguments: [String: String]
    public var target: String?
    /// Whether the build stops before its first instruction.
    public var stopsOnEntry: Bool

    public init(_ json: JSON) {
        dockerfile = json["dockerfile"]?.string
        context = json["context"]?.string ?? "."
        var arguments: [String: String] = [:]
        for member in json["args"]?.members ?? [] { arguments[member.name] = member.value.string }
        self.arguments = arguments
        target = json["target"]?.string
        stopsOnEntry = json["stopOnEntry"]?.bool ?? false
    }

    /// The path of the Dockerfile as the client knows it.
    public var path: String { dockerfile ?? (context.hasSuffix("/") ? context : context + "/") + "Dockerfile" }
}
