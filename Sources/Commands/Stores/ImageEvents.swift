internal import ContainerRuntime
public import ImageFormat
public import ImageStore

/// Records what happens to images, for the command `events`.
public enum ImageEvents {
    /// - Parameter action: docker's name of the event: `tag`, `untag`, `delete`, `pull`, `load`, …
    public static func tell(_ action: String, _ id: Digest, _ name: String?, in store: Store) {
        EventLog(store: store.path).write(
            RuntimeEvent(.image, action, id: id.description, attributes: name.map { ["name": $0] } ?? [:]))
    }
}
