import Formats
import ImageFormat
import Listings
import Printing

/// How descriptions are printed: as indented JSON, as JSON on one line, or through a template.
enum DescriptionFormat {
    /// Nil for JSON.
    static func template(_ format: String?) throws -> Template? {
        guard let format, format != "json" else { return nil }
        do { return try Template(format) } catch {
            Complaint.print("template parsing error: \(error)")
            throw Ending.badTemplate
        }
    }

    static func show(_ found: [JSON], _ format: String?) throws {
        guard let template = try template(format) else { return list(found, format) }
        try OpenedStore.tellingFaults {
            for json in found { print(PrintableText(lines: try template.text(of: InspectShape.value(json)))) }
        }
    }

    /// An array of JSON.
    static func list(_ found: [JSON], _ format: String?) {
        let list = JSON.array(found)
        let text = format == nil ? list.pretty() : String(decoding: list.encoded(), as: UTF8.self)
        print(PrintableText(json: text))
    }
}

extension DescriptionFormat {
    /// One object, as JSON or through a template.
    static func show(_ json: JSON, through format: String) throws {
        guard let template = try template(format) else {
            return print(PrintableText(json: String(decoding: json.encoded(), as: UTF8.self)))
        }
        try OpenedStore.tellingFaults { print(PrintableText(lines: try template.text(of: InspectShape.value(json)))) }
    }
}
