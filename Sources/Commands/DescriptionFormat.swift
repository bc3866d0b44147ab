internal import ArgumentParser
public import Formats
public import ImageFormat
internal import Listings
internal import Printing

/// Prints descriptions as indented JSON, as JSON on one line, or through a template.
public enum DescriptionFormat {
    /// Docker's exit status where the template of `inspect` is not valid.
    private static let badTemplate = ExitCode(64)

    /// The template that a value of `--format` means; nil where it means JSON.
    public static func template(_ format: String?) throws -> Template? {
        guard let format, format != "json" else { return nil }
        do { return try Template(format) } catch {
            Complaint.print("template parsing error: \(error)")
            throw badTemplate
        }
    }

    /// Prints each description through the template, or all of them as one JSON array.
    public static func show(_ found: [JSON], _ format: String?) throws {
        guard let template = try template(format) else { return list(found, format) }
        try OpenedStore.tellingFaults {
            for json in found { Line.print(PrintableText(lines: try template.text(of: InspectShape.value(json)))) }
        }
    }

    /// Prints all descriptions as one JSON array.
    static func list(_ found: [JSON], _ format: String?) {
        let list = JSON.array(found)
        let text = format == nil ? list.pretty() : String(decoding: list.encoded(), as: UTF8.self)
        Line.print(PrintableText(json: text))
    }
}

extension DescriptionFormat {
    /// Prints one object as JSON or through a template.
    public static func show(_ json: JSON, through format: String) throws {
        guard let template = try template(format) else {
            return Line.print(PrintableText(json: String(decoding: json.encoded(), as: UTF8.self)))
        }
        try OpenedStore.tellingFaults {
            Line.print(PrintableText(lines: try template.text(of: InspectShape.value(json))))
        }
    }

    /// Prints what the `inspect` commands show: each object through a template, or all as one array. A name that is not
    /// found does not keep the others from being shown.
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
