public import Printing

/// What `--format` of a list takes: `table`, `json`, `table TEMPLATE` with a line of column names above, or a template that
/// makes a line of each item.
public struct ListFormat: Sendable {
    private let template: Template
    private let isTable: Bool
    /// Whether the usual columns are shown.
    private let isStandard: Bool
    private let source: String

    /// - Parameters:
    ///   - source: nil is `table`.
    ///   - standard: the template of `table` alone.
    public init(_ source: String?, table standard: String) throws(TemplateError) {
        let given = source ?? "table"
        isStandard = given == "table"
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

    /// Whether the template contains a field, so that its value has to be looked up.
    public func names(_ field: String) -> Bool { source.contains("." + field) }

    /// The width that a table with the usual columns has to fit into. Columns that the user chose are never changed.
    public struct Room: Sendable {
        let width: Int
        let spare: [String]

        /// - Parameters:
        ///   - width: in characters.
        ///   - spare: the names of the columns that may be left out, the least important one first.
        public init(width: Int, spare: [String]) {
            self.width = width
            self.spare = spare
        }
    }

    /// The lines of all items.
    ///
    /// - Parameters:
    ///   - columns: the name above each field's column.
    ///   - room: the width of the table; nil for no limit.
    public func text(
        _ items: [TemplateValue], columns: KeyValuePairs<String, String>, in room: Room? = nil
    ) throws(TemplateError) -> PrintableText {
        var text = ""
        if isTable {
            let names = columns.map { TemplateValue.Field($0.key, .string($0.value)) }
            text += try template.header(of: .record(names + [.init("Label", .lookup([:]))])) + "\n"
        }
        for item in items { text += try template.text(of: item) + "\n" }
        guard isTable else { return PrintableText(lines: text) }
        guard isStandard, let room else { return PrintableText(lines: Columns.aligned(text)) }
        return PrintableText(lines: Columns.aligned(text, within: room.width, leavingOut: room.spare))
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
