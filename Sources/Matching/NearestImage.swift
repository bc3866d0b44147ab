/// Finds the image that was meant, among those of the store.
public enum NearestImage {
    /// A tag that is missing or another one is near too: `app:v2` is the only `app` that there is.
    public static func nearest(to name: String, among names: [String]) -> String? {
        if let near = Spelling.nearest(to: name, among: names) { return near }
        let repository = name.prefix { $0 != ":" }
        return names.first { $0.prefix { $0 != ":" } == repository }
            ?? names.first { Spelling.nearest(to: String(repository), among: [String($0.prefix { $0 != ":" })]) != nil }
    }
}
