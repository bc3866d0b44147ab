public import ImageFormat

/// The form in which the store keeps the memory of a build.
extension BuildMemory {
    /// The memory as one JSON object.
    public var json: JSON { .object(["stages": .array(stages.map(\.json))]) }

    /// Reads what `json` wrote; nil where the value does not have that form.
    public init?(json: JSON) {
        guard let elements = json["stages"]?.elements else { return nil }
        stages = elements.compactMap(StageMemory.init)
        guard stages.count == elements.count else { return nil }
    }
}

extension StageMemory {
    fileprivate var json: JSON {
        .object([
            "index": .integer(Int64(index)), "name": name.map(JSON.string), "baseReference": .string(baseReference),
            "baseID": .string(baseID), "steps": .array(steps.map(\.json)),
        ])
    }

    fileprivate init?(json: JSON) {
        guard let index = json["index"]?.integer.flatMap(Int.init(exactly:)),
            let reference = json["baseReference"]?.string, let id = json["baseID"]?.string,
            let elements = json["steps"]?.elements
        else { return nil }
        let steps = elements.compactMap(StepMemory.init)
        guard steps.count == elements.count else { return nil }
        self.init(index: index, name: json["name"]?.string, baseReference: reference, baseID: id, steps: steps)
    }
}

extension StepMemory {
    fileprivate var json: JSON {
        .object([
            "text": .string(text), "expanded": .string(expanded), "parent": .string(parent), "key": .string(key),
            "arguments": .strings(arguments),
        ])
    }

    fileprivate init?(json: JSON) {
        guard let text = json["text"]?.string, let expanded = json["expanded"]?.string,
            let parent = json["parent"]?.string, let key = json["key"]?.string,
            let members = json["arguments"]?.members
        else { return nil }
        var arguments: [String: String] = [:]
        for member in members { arguments[member.name] = member.value.string }
        self.init(text: text, expanded: expanded, parent: parent, key: key, arguments: arguments)
    }
}
