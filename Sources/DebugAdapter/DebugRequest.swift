public import ImageFormat

/// A request of the client.
public struct DebugRequest: Equatable, Sendable {
    public let number: Int64
    public let command: String
    public let arguments: JSON

    /// Nil for a message that is not a request.
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

/// The build that `launch.json` describes.
public struct DebugLaunch: Equatable, Sendable {
    /// The path of the Dockerfile; nil for the one in the context.
    public var dockerfile: String?
    /// The path of the build context.
    public var context: String
    public var arguments: [String: String]
    public var target: String?
    /// Whether the build stops before its first instruction.
    public var stopsOnEntry: Bool
    /// Whether the client runs the build without debugging, so that breakpoints do not count.
    public var ignoresBreakpoints: Bool

    /// The keys that describe the build.
    static let keys = ["args", "context", "dockerfile", "stopOnEntry", "target"]

    /// The keys that editors read themselves, or add.
    private static let editorKeys: Set<String> = [
        "adapter", "console", "debugServer", "internalConsoleOptions", "label", "linux", "name", "noDebug", "osx",
        "postDebugTask", "preLaunchTask", "presentation", "request", "serverReadyAction",
        "suppressMultipleSessionWarning", "type", "windows",
    ]

    /// The keys that neither Slipway nor an editor knows, in the order in which they are written. Editors begin the
    /// names of keys of their own with two underscores or a dollar sign.
    static func unknownKeys(of json: JSON) -> [String] {
        (json.members ?? []).map(\.name).filter { name in
            !keys.contains(name) && !editorKeys.contains(name) && !name.hasPrefix("__") && !name.hasPrefix("$")
        }
    }

    public init(_ json: JSON) {
        dockerfile = json["dockerfile"]?.string
        context = json["context"]?.string ?? "."
        var arguments: [String: String] = [:]
        for member in json["args"]?.members ?? [] { arguments[member.name] = Self.text(member.value) }
        self.arguments = arguments
        target = json["target"]?.string
        ignoresBreakpoints = json["noDebug"]?.bool ?? false
        stopsOnEntry = !ignoresBreakpoints && json["stopOnEntry"]?.bool ?? false
    }

    /// The value of a build argument as text. Numbers and booleans are taken as written; nil for any other value.
    private static func text(_ value: JSON) -> String? {
        switch value {
        case .string(let text): text
        case .integer, .number, .bool: String(decoding: value.encoded(), as: UTF8.self)
        case .null, .array, .object: nil
        }
    }

    /// The path by which the client knows the Dockerfile.
    public var path: String { dockerfile ?? (context.hasSuffix("/") ? context : context + "/") + "Dockerfile" }
}
