import Foundation
import ImageFormat

/// As much of JSON Schema as `Formats` needs, and stricter: a member that the schema does not name is complained of, so
/// that the schema names all that is written.
struct Schema {
    private let root: JSON

    init(contentsOf file: URL) throws { root = try JSON(parsing: Array(Data(contentsOf: file))) }

    /// What is wrong with a value, empty where nothing is.
    func complaints(about value: JSON) -> [String] { complaints(about: value, root, at: "$") }

    private func complaints(about value: JSON, _ schema: JSON, at place: String) -> [String] {
        if let target = schema["$ref"]?.string { return complaints(about: value, definition(target), at: place) }
        if let choices = schema["oneOf"]?.elements {
            let answers = choices.map { complaints(about: value, $0, at: place) }
            guard answers.count(where: { $0.isEmpty }) != 1 else { return [] }
            let nearest = answers.min { $0.count < $1.count } ?? []
            return ["\(place) is not exactly one of \(choices.count) choices: \(nearest)"]
        }
        if let constant = schema["const"] { return constant == value ? [] : ["\(place) is not \(constant)"] }
        if let words = schema["enum"]?.elements {
            return words.contains(value) ? [] : ["\(place) is not a known word"]
        }
        switch schema["type"]?.string {
        case "string": return value.string == nil ? ["\(place) is not a string"] : []
        case "boolean": return value.bool == nil ? ["\(place) is not a boolean"] : []
        case "integer": return isNumber(value, schema, isWhole: true) ? [] : ["\(place) is not such an integer"]
        case "number": return isNumber(value, schema, isWhole: false) ? [] : ["\(place) is not such a number"]
        case "array":
            guard let elements = value.elements, let items = schema["items"] else {
                return ["\(place) is not an array"]
            }
            return elements.enumerated().flatMap { complaints(about: $0.element, items, at: "\(place)[\($0.offset)]") }
        case "object": return complaints(aboutObject: value, schema, at: place)
        default: return ["the schema at \(place) is of a kind that this test does not know"]
        }
    }

    private func complaints(aboutObject value: JSON, _ schema: JSON, at place: String) -> [String] {
        guard let members = value.members else { return ["\(place) is not an object"] }
        let required = (schema["required"]?.elements ?? []).compactMap(\.string)
        let missing = required.filter { value[$0] == nil }.map { "\(place) lacks \($0)" }
        return missing
            + members.flatMap { member in
                schema["properties"]?[member.name].map {
                    complaints(about: member.value, $0, at: "\(place).\(member.name)")
                } ?? ["\(place).\(member.name) is not described"]
            }
    }

    private func isNumber(_ value: JSON, _ schema: JSON, isWhole: Bool) -> Bool {
        guard let found = number(value), !isWhole || value.integer != nil else { return false }
        return found >= (schema["minimum"].flatMap(number) ?? -.infinity)
            && found <= (schema["maximum"].flatMap(number) ?? .infinity)
    }

    private func number(_ value: JSON) -> Double? {
        switch value {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .null, .bool, .string, .array, .object: nil
        }
    }

    private func definition(_ reference: String) -> JSON {
        reference.dropFirst(2).split(separator: "/").reduce(root) { $0[String($1)] ?? .null }
    }
}

/// Files of this repository, for reading.
enum Repository {
    static func file(_ path: String) -> URL {
        URL(filePath: "\(#filePath)").deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: path)
    }
}
