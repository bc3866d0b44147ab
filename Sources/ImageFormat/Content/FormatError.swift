/// Why some bytes are not the document that they should be.
public enum FormatError: Error, Equatable, Sendable {
    case json(JSONError)
    /// A member is missing or of another type; the path reads `layers[2].digest`.
    case badMember(path: String, expected: String)
    /// `schemaVersion` is not 2: a manifest of the first schema, or no manifest at all.
    case unsupportedSchema(Int64?)
    /// `rootfs.type` is not `layers`.
    case unsupportedRootFS(String)
}
