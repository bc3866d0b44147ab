/// A JSON value; objects keep the order of their members.
indirect enum JSONText {
    case string(String)
    case number(Int)
    case truth(Bool)
    case null
    case array([JSONText])
    case object([(String, JSONText)])

    /// With two blanks per level and a newline at the end.
    var text: String {
        var result = ""
        write(to: &result, indent: "\n")
        return result + "\n"
    }

    private func write(to result: inout String, indent: String) {
        switch self {
        case .string(let text): Self.quote(text, to: &result)
        case .number(let number): result += String(number)
        case .truth(let truth): result += truth ? "true" : "false"
        case .null: result += "null"
        case .array(let values):
            Self.write(values, "[", "]", to: &result, indent) { $0.write(to: &$1, indent: indent + "  ") }
        case .object(let members):
            Self.write(members, "{", "}", to: &result, indent) { member, result in
                Self.quote(member.0, to: &result)
                result += ": "
                member.1.write(to: &result, indent: indent + "  ")
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], _ opener: String, _ closer: String, to result: inout String, _ indent: String,
        each: (Element, inout String) -> Void
    ) {
        result += opener
        for (index, element) in elements.enumerated() {
            result += (index == 0 ? "" : ",") + indent + "  "
            each(element, &result)
        }
        result += (elements.isEmpty ? "" : indent) + closer
    }

    private static func quote(_ text: String, to result: inout String) {
        result += "\""
        defer { result += "\"" }
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != .doubleQuote && $0 != .backslash && $0 != 0x7F }) {
            result += text
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
