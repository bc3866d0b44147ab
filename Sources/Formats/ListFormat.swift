public import Printing

/// What `--format` of a list takes: `table`, `json`, `table TEMPLATE` with a line of column names above, or a template that
/// makes a line of each item.
public struct ListFormat: Sendable {
    private let template: Template
    private let isTable: Bool
    /// Whether nobody asked for other columns than the usual ones.
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

    /// Whether a field is spoken of, so that it has to be found out.
    public func names(_ field: String) -> Bool { source.contains("." + field) }

    /// What a table has to fit into: docker's own columns, and never those that somebody asked for.
    public struct Room: Sendable {
        let width: Int
        let spare: [String]

        /// - Parameters:
        ///   - width: in characters.
        ///   - spare: the names of the columns that can be done without, that one first that is missed least.
        public init(width: Int, spare: [String]) {
            self.width = width
            self.spare = spare
        }
    }

    /// The lines of all items.
    ///
    /// - Parameters:
    ///   - columns: the name above each field's column.
    ///   - room: nil for as much as the table takes.
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
