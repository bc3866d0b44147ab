internal import SystemPackage
internal import Glibc
internal import ImageStore

/// The root file system of a step: the layers below it, one over the other, and what it changes in a snapshot.
final class StepRoot {
    /// Where the step finds it.
    let path: String
    private var mountPoint: TemporaryFolder?

    /// A root to be written to; changes go into the snapshot.
    init(layers: [Layer], snapshot: Snapshot, store: Store) throws(StepError) {
        guard !layers.isEmpty else {
            path = snapshot.upper.string
            return
        }
        let options = "\(Self.lower(layers)),upperdir=\(snapshot.shortUpper),workdir=\(snapshot.shortWork)"
        let folder = try TemporaryFolder(in: store.path.string)
        (path, mountPoint) = (folder.path, folder)
        try Self.mountOverlay(options, at: folder, in: store)
    }

    /// A root that is only read.
    init(reading layers: [Layer], store: Store) throws(StepError) {
        guard layers.count > 1 else {
            let folder = layers.isEmpty ? try TemporaryFolder(in: store.path.string) : nil
            path = layers.first?.path.string ?? folder?.path ?? "/"
            return
        }
        let folder = try TemporaryFolder(in: store.path.string)
        (path, mountPoint) = (folder.path, folder)
        try Self.mountOverlay(Self.lower(layers), at: folder, in: store)
    }

    deinit { try? close() }

    /// Takes the root down; what was written stays in the snapshot.
    func close() throws(StepError) {
        guard let folder = mountPoint else { return }
        mountPoint = nil
        guard umount2(folder.path, Int32(MNT_DETACH)) == 0 else {
            throw .runtime("The root file system cannot be unmounted: \(Words.error(errno)).")
        }
        folder.remove()
    }

    /// The highest layer comes first; paths are short and start from the store's folder of layers.
    private static func lower(_ layers: [Layer]) -> String {
        "lowerdir=" + layers.reversed().map(\.shortPath).joined(separator: ":")
    }

    private static func mountOverlay(_ options: String, at folder: TemporaryFolder, in store: Store) throws(StepError) {
        try Isolation.enter()
        let here = open(".", Int32(O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        defer {
            if here >= 0 {
                fchdir(here)
                Glibc.close(here)
            }
        }
        guard chdir(store.layersPath.string) == 0 else { throw .runtime("The store's layers are gone.") }
        let kind = Isolation.isRootless ? ",userxattr" : ",redirect_dir=off,metacopy=off"
        guard mount("overlay", folder.path, "overlay", 0, options + kind) == 0 else {
            let error = errno
            folder.remove()
            throw .runtime("The layers cannot be mounted over one another: \(Words.error(error)).")
        }
    }
}
