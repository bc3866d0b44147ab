/// An image of the store as the lab lists it.
public struct ImageRow: Equatable, Sendable {
    /// `sha256:…`
    public var id: String
    /// `my-flask-app:v1`; empty where it has no name.
    public var names: [String]
    public var size: Int64
    /// RFC 3339; nil where the image does not say.
    public var created: String?
    /// What the image's label says it stands in for; nil for one that is what its name says.
    public var standsInFor: String?

    public init(id: String, names: [String], size: Int64, created: String?, standsInFor: String?) {
        self.id = id
        self.names = names
        self.size = size
        self.created = created
        self.standsInFor = standsInFor
    }

    /// The name to call it by: its first, else twelve digits of its ID.
    public var title: String { names.first ?? shortID }

    public var shortID: String { String(id.split(separator: ":").last?.prefix(12) ?? "") }
}
