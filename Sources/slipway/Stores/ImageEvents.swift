import ContainerRuntime
import ImageFormat
import ImageStore

/// What happens to images, for those who look on by `events`.
enum ImageEvents {
    /// - Parameter action: as docker calls it: `tag`, `untag`, `delete`, `pull`, `load`, …
    static func tell(_ action: String, _ id: Digest, _ name: String?, in store: Store) {
        EventLog(store: store.path).write(
            RuntimeEvent(.image, action, id: id.description, attributes: name.map { ["name": $0] } ?? [:]))
    }
}
