/// Finds the image that was meant, among those of the store.
public enum NearestImage {
    /// A name without a tag, or with another one, is near as well: `app:v2` where the store has no other `app`.
    public static func nearest(to name: String, among names: [String]) -> String? {
        if let near = Spelling.nearest(to: name, among: names) { return near }
        let repository = name.prefix { $0 != ":" }
        return names.first { $0.prefix { $0 != ":" } == repository }
            ?? names.first { Spelling.nearest(to: String(repository), among: [String($0.prefix { $0 != ":" })]) != nil }
    }
}
