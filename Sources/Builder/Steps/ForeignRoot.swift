internal import ImageStore

/// The root file system of another stage or image, mounted for as long as the value lives.
final class ForeignRoot {
    let tree: FileTree
    private let root: StepRoot
    private let snapshot: Snapshot
    private let store: Store

    init(_ layers: [Layer], store: Store) throws(StepError) {
        self.store = store
        do { snapshot = try store.beginSnapshot() } catch { throw .store(error) }
        root = try StepRoot(layers: layers, snapshot: snapshot, store: store)
        do { tree = try FileTree(at: root.path) } catch { throw .tree(error) }
    }

    /// What a process wrote there goes, too.
    deinit {
        try? root.close()
        try? store.discard(snapshot)
    }
}
