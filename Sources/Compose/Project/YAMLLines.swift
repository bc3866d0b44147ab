internal import ImageFormat

/// JSON as the lines of a YAML document, which reads as the same again.
struct YAMLLines {
    private(set) var text = ""

    /// - Parameter json: an object.
    init(_ json: JSON) { add(json, indent: "") }

    private mutating func add(_ json: JSON, indent: String) {
        switch json {
        case .object(let members):
            for member in members {
                text += indent + Self.word(member.name) + ":"
                addValue(member.value, indent: indent + "  ")
            }
        case .array(let elements):
            for element in elements {
                text += indent + "-"
                addValue(element, indent: indent + "  ")
            }
        case .null, .bool, .integer, .number, .string: text += indent + Self.scalar(json) + "\n"
        }
    }

    /// What stands behind a key or a dash.
    private mutating func addValue(_ json: JSON, indent: String) {
        switch json {
        case .object(let members) where members.isEmpty: text += " {}\n"
        case .array(let elements) where elements.isEmpty: text += " []\n"
        case .object, .array:
            text += "\n"
            add(json, indent: indent)
        case .null, .bool, .integer, .number, .string: text += " " + Self.scalar(json) + "\n"
        }
    }

    private static func scalar(_ json: JSON) -> String {
        guard case .string(let text) = json else { return String(decoding: json.encoded(), as: UTF8.self) }
        return word(text)
    }

    /// A text without quotes where nothing else could be meant by it. A dollar would be a variable, so it stands twice.
    private static func word(_ text: String) -> String {
        let text = text.replacing("$", with: "$$")
        let isPlain =
            text.first.map { $0.isASCII && ($0.isLetter || $0 == "/") } == true
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_./-".contains($0)) }
            && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(text.lowercased())
        return isPlain ? text : String(decoding: JSON.string(text).encoded(), as: UTF8.self)
    }
}
