public import ImageFormat

/// A value for a template: JSON with the additional information that Go's types have.
public indirect enum TemplateValue: Equatable, Sendable {
    /// A missing value. Its type decides how it is shown.
    case none(Absence)
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case list([TemplateValue])
    /// Names that users choose, such as labels: one that is not there is no error.
    case map([String: TemplateValue])
    /// Fields that docker chooses, in its order: one that is not there is an error.
    case record([Field])
    /// A method of one argument: the text that belongs to a name, empty where there is none. `{{.Label "x"}}`
    case lookup([String: String])

    /// A name and its value.
    public struct Field: Equatable, Sendable {
        public var name: String
        public var value: TemplateValue
        /// Whether `json` writes it: methods and what Go leaves out where it is empty can only be asked for by name.
        public var isWritten: Bool

        public init(_ name: String, _ value: TemplateValue, isWritten: Bool = true) {
            self.name = name
            self.value = value
            self.isWritten = isWritten
        }
    }

    /// The type of a missing value.
    public enum Absence: Equatable, Sendable {
        /// Go shows `<no value>`.
        case value
        /// `[]`
        case list
        /// `map[]`
        case map
        /// `<nil>`
        case pointer
    }
}

extension TemplateValue {
    /// The information that Go's types have about members of JSON, by the names of the members.
    public struct Shape: Sendable {
        /// Objects whose names users choose.
        public var maps: Set<String>
        /// Arrays that may be null.
        public var lists: Set<String>

        /// Fields that Go leaves out of JSON where they are empty, and their empty values, by the name of their record.
        public var optional: [String: [Field]]

        public init(maps: Set<String> = [], lists: Set<String> = [], optional: [String: [Field]] = [:]) {
            self.maps = maps
            self.lists = lists
            self.optional = optional
        }
    }

    /// The value of JSON; `name` is that of the member which holds it.
    public init(_ json: JSON, named name: String = "", shape: Shape = Shape()) {
        switch json {
        case .null: self = .none(shape.maps.contains(name) ? .map : shape.lists.contains(name) ? .list : .pointer)
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .number(value)
        case .string(let text): self = .string(text)
        case .array(let elements): self = .list(elements.map { TemplateValue($0, shape: shape) })
        case .object(let members):
            let fields = members.map { Field($0.name, TemplateValue($0.value, named: $0.name, shape: shape)) }
            if shape.maps.contains(name) {
                self = .map(Dictionary(fields.map { ($0.name, $0.value) }) { $1 })
            } else {
                let known = Set(fields.map(\.name))
                self = .record(fields + (shape.optional[name] ?? []).filter { !known.contains($0.name) })
            }
        }
    }

    /// What `json` writes.
    public var json: JSON {
        switch self {
        case .none: .null
        case .bool(let value): .bool(value)
        case .integer(let value): .integer(value)
        case .number(let value): .number(value)
        case .string(let text): .string(text)
        case .list(let elements): .array(elements.map(\.json))
        case .map(let members): .object(Self.sorted(members).map { JSON.Member($0.name, $0.value.json) })
        case .record(let fields):
            .object(fields.filter(\.isWritten).map { JSON.Member($0.name, $0.value.json) })
        case .lookup(let texts): .strings(texts)
        }
    }

    /// In the order in which Go walks through a map.
    static func sorted(_ members: [String: TemplateValue]) -> [Field] {
        members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { Field($0.key, $0.value) }
    }

    /// Whether `if` takes it for true: what is not zero and not empty.
    var isTrue: Bool {
        switch self {
        case .none: false
        case .bool(let value): value
        case .integer(let value): value != 0
        case .number(let value): value != 0
        case .string(let text): !text.isEmpty
        case .list(let elements): !elements.isEmpty
        case .map(let members): !members.isEmpty
        case .record, .lookup: true
        }
    }

    /// As Go prints it.
    public var text: String { if case .none(.value) = self { "<no value>" } else { innerText } }

    /// As Go prints it inside of another value.
    private var innerText: String {
        switch self {
        case .none(.value), .none(.pointer): "<nil>"
        case .none(.list): "[]"
        case .none(.map): "map[]"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .number(let value): FloatText.shortest(value)
        case .string(let text): text
        case .list(let elements): "[" + elements.map(\.innerText).joined(separator: " ") + "]"
        case .map(let members):
            "map[" + Self.sorted(members).map { "\($0.name):\($0.value.innerText)" }.joined(separator: " ") + "]"
        case .record(let fields): "{" + fields.map(\.value.innerText).joined(separator: " ") + "}"
        case .lookup(let texts): TemplateValue.map(texts.mapValues(TemplateValue.string)).innerText
        }
    }

    /// The name of its kind in messages.
    var kind: String {
        switch self {
        case .none: "nil"
        case .bool: "bool"
        case .integer: "int"
        case .number: "float64"
        case .string: "string"
        case .list: "list"
        case .map: "map"
        case .record: "struct"
        case .lookup: "method"
        }
    }
}
