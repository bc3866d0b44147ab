internal import ImageFormat

/// The members of an object of the event stream, by name and kind.
struct EventFields {
    private let json: JSON

    init(json: JSON) { self.json = json }

    func text(_ name: String) throws(EventLineError) -> String { try required(json[name]?.string) }
    func bool(_ name: String) throws(EventLineError) -> Bool { try required(json[name]?.bool) }
    func integer(_ name: String) throws(EventLineError) -> Int64 { try required(json[name]?.integer) }
    func count(_ name: String) throws(EventLineError) -> Int {
        try required(json[name]?.integer.flatMap(Int.init(exactly:)))
    }
    func step(_ name: String) throws(EventLineError) -> StepID { StepID(try count(name)) }

    /// Seconds, with or without a fraction.
    func seconds(_ name: String) throws(EventLineError) -> Double {
        switch json[name] {
        case .integer(let number): Double(number)
        case .number(let number): number
        case nil, .null, .bool, .string, .array, .object: throw .notAnEvent
        }
    }

    func texts(_ name: String) throws(EventLineError) -> [String] {
        let elements = try required(json[name]?.elements)
        let texts = elements.compactMap(\.string)
        guard texts.count == elements.count else { throw .notAnEvent }
        return texts
    }

    // What is not there, or null, is nil; what is there is of the right kind.

    func text(ifAny name: String) throws(EventLineError) -> String? { json[name] == nil ? nil : try text(name) }
    func integer(ifAny name: String) throws(EventLineError) -> Int64? { json[name] == nil ? nil : try integer(name) }
    func count(ifAny name: String) throws(EventLineError) -> Int? { json[name] == nil ? nil : try count(name) }

    /// An object inside this one.
    func object(_ name: String) throws(EventLineError) -> EventFields { EventFields(json: try required(json[name])) }
    func object(ifAny name: String) -> EventFields? { json[name].map(EventFields.init(json:)) }

    /// The objects of an array.
    func list<Item>(
        _ name: String, _ read: (EventFields) throws(EventLineError) -> Item
    ) throws(EventLineError) -> [Item] {
        var items: [Item] = []
        for element in try required(json[name]?.elements) { items.append(try read(EventFields(json: element))) }
        return items
    }

    private func required<Value>(_ value: Value?) throws(EventLineError) -> Value {
        guard let value else { throw .notAnEvent }
        return value
    }
}

extension [JSON.Member] {
    /// Members in the order in which they are written; those without a value are left out.
    static func present(_ members: KeyValuePairs<String, JSON?>) -> [JSON.Member] {
        members.compactMap { name, value in value.map { JSON.Member(name, $0) } }
    }
}

extension JSON {
    static func count(_ number: Int) -> JSON { .integer(Int64(number)) }
    static func step(_ step: StepID) -> JSON { .count(step.index) }

    /// Seconds. A number that JSON has no word for, such as infinity, is 0.
    static func seconds(_ number: Double) -> JSON { .number(number.isFinite ? number : 0) }
}
