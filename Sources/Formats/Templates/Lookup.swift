/// `index`, `slice` and `len`.
enum Lookup {
    /// The element of a list at a number, the value of a map under a name.
    static func element(_ value: TemplateValue, _ key: TemplateValue) throws(FunctionFault) -> TemplateValue {
        switch value {
        case .list(let elements): return elements[try place(key, below: elements.count)]
        case .string(let text):
            let bytes = Array(text.utf8)
            return .integer(Int64(bytes[try place(key, below: bytes.count)]))
        case .map(let members): return members[try name(key)] ?? nothing(like: members.values.first)
        case .record(let fields):
            let name = try name(key)
            guard let field = fields.first(where: { $0.name == name }) else {
                throw FunctionFault("map has no entry for key \"\(name)\"")
            }
            return field.value
        case .lookup(let texts): return .string(texts[try name(key)] ?? "")
        case .none(.list): throw FunctionFault("index out of range: \(key.text)")
        case .none(.map): return .string("")
        case .none: throw FunctionFault("index of untyped nil")
        case .bool, .integer, .number: throw FunctionFault("can't index item of type \(value.kind)")
        }
    }

    /// The value of Go for a name that is missing in a map: the empty value of the type of its other values.
    private static func nothing(like other: TemplateValue?) -> TemplateValue {
        switch other {
        case nil, .string: .string("")
        case .bool: .bool(false)
        case .integer: .integer(0)
        case .number: .number(0)
        case .list, .some(.none(.list)): .none(.list)
        case .map, .some(.none(.map)): .none(.map)
        case .record, .lookup, .some(.none): .none(.pointer)
        }
    }

    static func length(_ value: TemplateValue) throws(FunctionFault) -> TemplateValue {
        switch value {
        case .list(let elements): .integer(Int64(elements.count))
        case .map(let members): .integer(Int64(members.count))
        case .record(let fields): .integer(Int64(fields.count))
        case .lookup(let texts): .integer(Int64(texts.count))
        case .string(let text): .integer(Int64(text.utf8.count))
        case .none(.list), .none(.map): .integer(0)
        case .none: throw FunctionFault("len of nil pointer")
        case .bool, .integer, .number: throw FunctionFault("len of type \(value.kind)")
        }
    }

    /// `slice TEXT FROM TO`, of text or a list; bounds count from 0, in bytes for text.
    static func slice(_ arguments: [TemplateValue]) throws(FunctionFault) -> TemplateValue {
        guard arguments.count <= 3 else { throw FunctionFault("too many slice indexes: \(arguments.count - 1)") }
        func range(of count: Int) throws(FunctionFault) -> Range<Int> {
            let start = arguments.count > 1 ? try place(arguments[1], below: count + 1) : 0
            let end = arguments.count > 2 ? try place(arguments[2], below: count + 1) : count
            guard start <= end else { throw FunctionFault("invalid slice index: \(start) > \(end)") }
            return start..<end
        }
        switch arguments[0] {
        case .string(let text):
            let bytes = Array(text.utf8)
            return .string(String(decoding: bytes[try range(of: bytes.count)], as: UTF8.self))
        case .list(let elements): return .list(Array(elements[try range(of: elements.count)]))
        case .none(.list):
            _ = try range(of: 0)
            return arguments[0]
        case .none, .bool, .integer, .number, .map, .record, .lookup:
            throw FunctionFault("can't slice item of type \(arguments[0].kind)")
        }
    }

    private static func place(_ key: TemplateValue, below count: Int) throws(FunctionFault) -> Int {
        guard case .integer(let value) = key else {
            throw FunctionFault("cannot index slice/array with type \(key.kind)")
        }
        guard value >= 0, value < Int64(count) else { throw FunctionFault("index out of range: \(value)") }
        return Int(value)
    }

    private static func name(_ key: TemplateValue) throws(FunctionFault) -> String {
        guard case .string(let name) = key else {
            throw FunctionFault("value has type \(key.kind); should be string")
        }
        return name
    }
}
