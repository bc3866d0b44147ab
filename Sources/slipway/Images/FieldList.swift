import ImageFormat

/// The fields of a line as one JSON object.
enum FieldList {
    static func json(_ fields: KeyValuePairs<String, String>) -> String {
        let members = fields.map { JSON.Member($0.key, .string($0.value)) }
        return String(decoding: JSON.object(members).encoded(), as: UTF8.self)
    }
}
