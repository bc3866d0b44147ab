public import Printing

/// What `--format` of a list takes: `table`, `json`, `table TEMPLATE` with a line of column names above, or a template that
/// makes a line of each item.
public struct ListFormat: Sendable {
    private let template: Template
    private let isTable: Bool
    private let source: String

    /// - Parameters:
    ///   - source: nil is `table`.
    ///   - standard: the template of `table` alone.
    public init(_ source: String?, table standard: String) throws(TemplateError) {
        let given = source ?? "table"
        isTable = given == "table" || given.hasPrefix("table ") || given.hasPrefix("table\t")
        let text =
            given == "table" ? standard : given == "json" ? "{{json .}}" : isTable ? String(given.dropFirst(5)) : given
        self.source = Self.trimmed(text).replacing("\\t", with: "\t").replacing("\\n", with: "\n")
        template = try Template(self.source)
    }

    private static func trimmed(_ text: String) -> String {
        var part = text.drop { $0 == " " }
        while part.last == " " { part.removeLast() }
        return String(part)
    }

    /// Whether a field is spoken of, so that it has to be found out.
    public func names(_ field: String) -> Bool { source.contains("." + field) }

    /// The lines of all items.
    ///
    /// - Parameter columns: the name above each field's column.
    public func text(
        _ items: [TemplateValue], columns: KeyValuePairs<String, String>
    ) throws(TemplateError) -> PrintableText {
        var text = ""
        if isTable {
            let names = columns.map { TemplateValue.Field($0.key, .string($0.value)) }
            text += try template.header(of: .record(names + [.init("Label", .lookup([:]))])) + "\n"
        }
        for item in items { text += try template.text(of: item) + "\n" }
        return PrintableText(lines: isTable ? Columns.aligned(text) : text)
    }
}

extension TemplateValue {
    /// An item of a list: fields whose text stays on one line and in its column, in the order in which `json` shows them.
    public static func item(_ fields: KeyValuePairs<String, String>) -> TemplateValue {
        .record(fields.map { Field($0.key, .string(PrintableText(line: $0.value).text)) }.sorted { $0.name < $1.name })
    }

    /// The same with labels, which `{{.Label "name"}}` asks for one by one.
    public static func item(_ fields: KeyValuePairs<String, String>, labels: [String: String]) -> TemplateValue {
        guard case .record(let parts) = item(fields) else { return .none(.value) }
        return .record(
            parts + [Field("Label", .lookup(labels.mapValues { PrintableText(line: $0).text }), isWritten: false)])
    }
}
