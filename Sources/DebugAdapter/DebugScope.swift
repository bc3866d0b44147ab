internal import ImageFormat

/// A group of variables of the state between two instructions.
public enum DebugScope: Equatable, Sendable {
    case environment, arguments, settings, files
    /// What lies in a folder that was shown before, by its number.
    case folder(Int)

    /// Those that a frame has.
    static let roots: [DebugScope] = [.environment, .arguments, .settings, .files]

    /// The number by which the client asks for it; folders come after the roots.
    public var reference: Int {
        switch self {
        case .environment: 1
        case .arguments: 2
        case .settings: 3
        case .files: 4
        case .folder(let number): 5 + number
        }
    }

    init?(reference: Int) {
        if let root = Self.roots.first(where: { $0.reference == reference }) {
            self = root
        } else if reference >= 5 {
            self = .folder(reference - 5)
        } else {
            return nil
        }
    }

    var title: String {
        switch self {
        case .environment: "ENV"
        case .arguments: "ARG"
        case .settings: "Settings"
        case .files: "Files"
        case .folder: "Folder"
        }
    }
}

/// A variable, a setting or a file, as the client shows it.
public struct DebugVariable: Equatable, Sendable {
    public var name: String
    public var value: String
    /// What opens below it; nil for what has nothing below it.
    public var inner: DebugScope?

    public init(name: String, value: String, inner: DebugScope? = nil) {
        self.name = name
        self.value = value
        self.inner = inner
    }

    var json: JSON {
        .object([
            "name": .string(name), "value": .string(value),
            "variablesReference": .integer(Int64(inner?.reference ?? 0)),
        ])
    }
}
