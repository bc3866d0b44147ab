internal import ArgumentParser
public import Formats
public import ImageFormat
internal import Listings
internal import Printing

/// How descriptions are printed: as indented JSON, as JSON on one line, or through a template.
public enum DescriptionFormat {
    /// Docker's exit status for a template of `inspect` that is none.
    private static let badTemplate = ExitCode(64)

    /// Nil for JSON.
    public static func template(_ format: String?) throws -> Template? {
        guard let format, format != "json" else { return nil }
        do { return try Template(format) } catch {
            Complaint.print("template parsing error: \(error)")
            throw badTemplate
        }
    }

    /// Each thing through the template, or all as an array of JSON.
    public static func show(_ found: [JSON], _ format: String?) throws {
        guard let template = try template(format) else { return list(found, format) }
        try OpenedStore.tellingFaults {
            for json in found { Line.print(PrintableText(lines: try template.text(of: InspectShape.value(json)))) }
        }
    }

    /// An array of JSON.
    static func list(_ found: [JSON], _ format: String?) {
        let list = JSON.array(found)
        let text = format == nil ? list.pretty() : String(decoding: list.encoded(), as: UTF8.self)
        Line.print(PrintableText(json: text))
    }
}

extension DescriptionFormat {
    /// One object, as JSON or through a template.
    public static func show(_ json: JSON, through format: String) throws {
        guard let template = try template(format) else {
            return Line.print(PrintableText(json: String(decoding: json.encoded(), as: UTF8.self)))
        }
        try OpenedStore.tellingFaults {
            Line.print(PrintableText(lines: try template.text(of: InspectShape.value(json))))
        }
    }

    /// What the `inspect` commands print: each name's JSON by a template, or all of them together; goes on after a name
    /// that means nothing.
    public static func show(_ names: [String], _ format: String?, _ json: (String) throws -> JSON) throws {
        let template = try template(format)
        var found: [JSON] = []
        defer { if template == nil { list(found, format) } }
        try OpenedStore.forEach(names) { name in
            let value = try json(name)
            found.append(value)
            if let template { Line.print(PrintableText(lines: try template.text(of: InspectShape.value(value)))) }
        }
    }
}
