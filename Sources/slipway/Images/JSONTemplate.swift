import ArgumentParser
import ImageFormat
import Printing

/// Text with `{{.A.B}}` and `{{json .A}}` in it, filled from a JSON value. Go's templates go further; what is not offered
/// is refused by name.
struct JSONTemplate {
    private let source: String

    init(_ source: String) { self.source = source }

    func text(_ value: JSON) throws -> PrintableText {
        var result = ""
        var rest = Substring(source)
        while let open = rest.firstRange(of: "{{") {
            result += rest[..<open.lowerBound]
            guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
                throw ValidationError("--format: `{{` without `}}` in \(source)")
            }
            result += try Self.expression(rest[open.upperBound..<close.lowerBound], of: value)
            rest = rest[close.upperBound...]
        }
        return PrintableText(lines: result + rest)
    }

    private static func expression(_ text: Substring, of value: JSON) throws -> String {
        var words = text.split(separator: " ").map(String.init)
        let isJSON = words.first == "json"
        if isJSON { words.removeFirst() }
        guard words.count == 1, words[0].hasPrefix(".") else {
            throw ValidationError("--format: `{{\(text)}}` is not offered; `{{.Field}}` and `{{json .Field}}` are.")
        }
        var found = value
        for name in words[0].split(separator: ".") {
            guard let members = found.members else { throw ValidationError("--format: there is no `\(words[0])`") }
            // A member that Go would show as empty may be left out of the JSON.
            found = members.last { $0.name == name }?.value ?? .null
        }
        return isJSON ? PrintableText(json: String(decoding: found.encoded(), as: UTF8.self)).text : plain(found)
    }

    /// As Go prints values.
    private static func plain(_ value: JSON) -> String {
        switch value {
        case .null: "<no value>"
        case .string(let text): text
        case .array(let elements): "[" + elements.map(plain).joined(separator: " ") + "]"
        case .object(let members): "map[" + members.map { "\($0.name):\(plain($0.value))" }.joined(separator: " ") + "]"
        default: String(decoding: value.encoded(), as: UTF8.self)
        }
    }
}
