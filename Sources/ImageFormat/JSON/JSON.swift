/// A JSON value whose objects keep the order of their members, so that what is read can be shown as it was written.
///
/// Written here because `JSONSerialization` loses the order of members and has no limits, and because the first use of
/// `JSONEncoder` takes longer than a whole build out of the cache.
///
/// Reading is lenient about what a registry or another tool may leave out, and strict about form and size: see
/// `init(parsing:limits:)`. Writing is deterministic: equal values give equal bytes.
public enum JSON: Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    /// A name and its value.
    public struct Member: Equatable, Sendable {
        public var name: String
        public var value: JSON

        public init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// An object whose nil members are left out.
    public static func object(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        .object(members.compactMap { name, value in value.map { Member(name, $0) } })
    }

    /// An object of strings, its names in order of their bytes as Go writes a map.
    public static func strings(_ values: [String: String]) -> JSON {
        .object(values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { Member($0, .string($1)) })
    }

    /// An array of strings.
    public static func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }

    /// The value of the object's last member of that name; nil where there is none, where it is null, and for a value that
    /// is not an object.
    public subscript(name: String) -> JSON? {
        guard case .object(let members) = self,
            let value = members.last(where: { $0.name == name })?.value, value != .null
        else { return nil }
        return value
    }

    /// The members of an object; nil for anything else.
    public var members: [Member]? { if case .object(let members) = self { members } else { nil } }

    /// The elements of an array; nil for anything else.
    public var elements: [JSON]? { if case .array(let elements) = self { elements } else { nil } }

    /// The text of a string; nil for anything else.
    public var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The value of an integer; nil for anything else.
    public var integer: Int64? { if case .integer(let value) = self { value } else { nil } }

    /// The value of a number, with or without a fraction; nil for anything else.
    public var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .null, .bool, .string, .array, .object: nil
        }
    }

    /// The value of an integer that fits; nil for anything else.
    public var int: Int? { integer.flatMap(Int.init(exactly:)) }

    /// The elements of an array of strings; nil for anything else.
    public var strings: [String]? {
        guard let elements else { return nil }
        let strings = elements.compactMap(\.string)
        return strings.count == elements.count ? strings : nil
    }

    /// The value of a boolean; nil for anything else.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
}
