internal import ContainerRuntime
public import ImageFormat
public import ImageStore

/// What happens to images, for those who look on by `events`.
public enum ImageEvents {
    /// - Parameter action: as docker calls it: `tag`, `untag`, `delete`, `pull`, `load`, …
    public static func tell(_ action: String, _ id: Digest, _ name: String?, in store: Store) {
        EventLog(store: store.path).write(
            RuntimeEvent(.image, action, id: id.description, attributes: name.map { ["name": $0] } ?? [:]))
    }
}
