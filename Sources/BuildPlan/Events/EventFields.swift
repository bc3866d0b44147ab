internal import ImageFormat

/// Reads and writes the members of an object of the event stream, each with the type that its name requires.
struct EventFields {
    private let json: JSON

    init(json: JSON) { self.json = json }

    func text(_ name: String) throws(EventLineError) -> String { try required(json[name]?.string) }
    func bool(_ name: String) throws(EventLineError) -> Bool { try required(json[name]?.bool) }
    func integer(_ name: String) throws(EventLineError) -> Int64 { try required(json[name]?.integer) }
    func count(_ name: String) throws(EventLineError) -> Int {
        try required(json[name]?.int)
    }
    func step(_ name: String) throws(EventLineError) -> StepID { StepID(try count(name)) }

    /// A time in seconds, with or without a fraction.
    func seconds(_ name: String) throws(EventLineError) -> Double {
        try required(json[name]?.double)
    }

    func texts(_ name: String) throws(EventLineError) -> [String] {
        try required(json[name]?.strings)
    }

    // The following functions give nil for a member that is absent or null; a member of the wrong type is an error.

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
    /// The members that have a value, in the order in which they are written.
    static func present(_ members: KeyValuePairs<String, JSON?>) -> [JSON.Member] {
        members.compactMap { name, value in value.map { JSON.Member(name, $0) } }
    }
}

extension JSON {
    static func count(_ number: Int) -> JSON { .integer(Int64(number)) }
    static func step(_ step: StepID) -> JSON { .count(step.index) }

    /// A time in seconds as JSON. A number that JSON cannot express, such as infinity, becomes 0.
    static func seconds(_ number: Double) -> JSON { .number(number.isFinite ? number : 0) }
}
