internal import ContainerRuntime
internal import ImageStore
internal import SystemPackage

/// The root file system of a step: the layers below it, one over the other, and what it changes in a snapshot.
final class StepRoot {
    /// Where the step finds it.
    let path: String
    private let overlay: OverlayMount?

    /// A root to be written to; changes go into the snapshot. Mount points of `mounts` leave nothing there; nil where no
    /// process runs in it.
    init(layers: [Layer], snapshot: Snapshot, mounts: [Mount]? = nil, store: Store) throws(StepError) {
        let namespaces = try Isolation.enter()
        do {
            let overlay = try OverlayMount(
                lower: layers.map(\.shortPath), in: store.layersPath, upper: snapshot.shortUpper,
                work: snapshot.shortWork, mounts: mounts, namespaces: namespaces)
            path = overlay.path.string
            self.overlay = overlay
        } catch {
            throw .runtime(error)
        }
    }

    /// Takes the root down; what was written stays in the snapshot.
    func close() throws(StepError) {
        do { try overlay?.unmount() } catch { throw .runtime(error) }
    }
}
