internal import ImageFormat

/// A group of variables of the state between two instructions.
public enum DebugScope: Equatable, Sendable {
    case environment, arguments, settings, files
    /// The entries of a folder that was shown before, by its number.
    case folder(Int)

    /// The scopes that every stack frame has.
    static let roots: [DebugScope] = [.environment, .arguments, .settings, .files]

    /// The number with which the client refers to the scope. The numbers of folders come after those of the roots.
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
    /// The scope that opens below the variable; nil where it cannot be opened.
    public var inner: DebugScope?
    /// The number of entries in `inner`.
    public var count = 0

    /// The most entries that are announced as one list. Clients ask for longer lists piece by piece.
    private static let pieces = 100

    public init(name: String, value: String, inner: DebugScope? = nil, count: Int = 0) {
        self.name = name
        self.value = value
        self.inner = inner
        self.count = count
    }

    func json(in scope: DebugScope?) -> JSON {
        let isVariable = scope == .environment || scope == .arguments
        return .object([
            "name": .string(name), "value": .string(value), "evaluateName": isVariable ? .string("$" + name) : nil,
            "variablesReference": .integer(Int64(inner?.reference ?? 0)),
            "indexedVariables": count > Self.pieces ? .integer(Int64(count)) : nil,
        ])
    }
}
