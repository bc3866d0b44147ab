/// The options of `# check=skip=A,B;error=true;experimental=C`.
public struct CheckOptions: Equatable, Sendable {
    /// Which rules an option names.
    public enum Selection: Equatable, Sendable {
        case all
        case some(Set<String>)

        func contains(_ name: String) -> Bool {
            switch self {
            case .all: true
            case .some(let names): names.contains(name.lowercased())
            }
        }

        func union(_ other: Selection) -> Selection {
            switch (self, other) {
            case (.some(let names), .some(let others)): .some(names.union(others))
            case (.all, _), (_, .all): .all
            }
        }
    }

    public var skipped: Selection = .some([])
    public var experimental: Selection = .some([])
    /// Findings fail the build.
    public var areErrors = false
    /// The words that are not options.
    private(set) var unknown: [String] = []

    public init() {}

    public init(_ text: String) {
        for option in text.split(separator: ";") {
            let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = Self.trimmed(parts.count == 2 ? parts[1] : "")
            switch (Self.trimmed(parts[0]).lowercased(), value) {
            case ("skip", _): skipped = Self.selection(value)
            case ("experimental", _): experimental = Self.selection(value)
            case ("error", "1"), ("error", "t"), ("error", "T"), ("error", "true"), ("error", "TRUE"),
                ("error", "True"):
                areErrors = true
            case ("error", "0"), ("error", "f"), ("error", "F"), ("error", "false"), ("error", "FALSE"),
                ("error", "False"):
                areErrors = false
            default: unknown.append(Self.trimmed(option))
            }
        }
    }

    private static func selection(_ text: String) -> Selection {
        if text.lowercased() == "all" { return .all }
        return .some(Set(text.split(separator: ",").map { trimmed($0).lowercased() }))
    }

    private static func trimmed(_ text: Substring) -> String {
        let bytes = Array(text.utf8)
        return String(decoding: bytes[bytes.trimmed(0..<bytes.count)], as: UTF8.self)
    }
}

extension Dockerfile {
    /// The options of the file's `# check=` directive.
    public var checkOptions: CheckOptions {
        directives.first { $0.name.value == .check }.map { CheckOptions($0.value.value) } ?? CheckOptions()
    }
}
