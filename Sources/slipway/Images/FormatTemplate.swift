import ArgumentParser
import Printing

/// What `--format` takes: `table …`, `json`, or text with `{{.Field}}` in it. Go's templates go further; what they have and
/// this has not is refused by name.
struct FormatTemplate {
    private enum Part {
        case text(String)
        case field(String)
        case json
    }

    private let parts: [Part]
    /// Whether a line of column names comes first.
    private let isTable: Bool

    init(_ source: String) throws {
        isTable = source.hasPrefix("table ")
        var rest = Substring(isTable ? String(source.dropFirst(6)) : source == "json" ? "{{json .}}" : source)
        var parts: [Part] = []
        while let open = rest.firstRange(of: "{{") {
            parts.append(.text(Self.unescaped(rest[..<open.lowerBound])))
            guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
                throw ValidationError("--format: `{{` without `}}` in \(source)")
            }
            parts.append(try Self.part(rest[open.upperBound..<close.lowerBound]))
            rest = rest[close.upperBound...]
        }
        parts.append(.text(Self.unescaped(rest)))
        self.parts = parts
    }

    private static func part(_ text: Substring) throws -> Part {
        let words = text.split(separator: " ").map(String.init)
        if words == ["json", "."] { return .json }
        guard words.count == 1, words[0].hasPrefix("."),
            words[0].dropFirst().allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." })
        else {
            throw ValidationError("--format: `{{\(text)}}` is not offered; `{{.Field}}` and `{{json .}}` are.")
        }
        return .field(String(words[0].dropFirst()))
    }

    private static func unescaped(_ text: Substring) -> String {
        String(text).replacing("\\t", with: "\t").replacing("\\n", with: "\n")
    }

    /// The line for these fields; a field that is not there is refused by name.
    private func line(_ fields: KeyValuePairs<String, String>) throws -> String {
        try parts.map { part in
            switch part {
            case .text(let text): return text
            case .json: return PrintableText(json: FieldList.json(fields)).text
            case .field(let name):
                guard let value = fields.first(where: { $0.key == name })?.value else {
                    let known = fields.map(\.key).joined(separator: ", ")
                    throw ValidationError("--format: there is no field `.\(name)`; there are \(known).")
                }
                return PrintableText(line: value).text
            }
        }.joined()
    }

    /// The lines of all items; a table has its columns aligned under their names.
    func text(_ items: [KeyValuePairs<String, String>]) throws -> PrintableText {
        let lines = try items.map(line)
        guard isTable else { return lines.map { PrintableText(lines: $0 + "\n") }.joined() }
        var table = TextTable(header: header.split(separator: "\t", omittingEmptySubsequences: false).map(String.init))
        for line in lines {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            let missing = max(0, table.header.count - cells.count)
            table.rows.append(Array((cells + Array(repeating: "", count: missing)).prefix(table.header.count)))
        }
        return table.text()
    }

    /// The names of the columns.
    private var header: String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .field(let name): Self.columns[name] ?? name.uppercased()
            case .json: ""
            }
        }.joined()
    }

    private static let columns = [
        "ID": "IMAGE ID", "CreatedSince": "CREATED", "CreatedAt": "CREATED AT", "CreatedBy": "CREATED BY",
        "StandIn": "STAND-IN FOR",
    ]
}
