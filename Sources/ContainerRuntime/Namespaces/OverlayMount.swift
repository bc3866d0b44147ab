internal import CLinux
internal import Glibc
public import SystemPackage

/// A root file system: layers below, a writable directory on top, mounted as one until the value goes.
///
/// Device nodes in it cannot be opened: an image would bring the host's disk along.
public final class OverlayMount {
    /// The merged tree.
    public let path: FilePath
    private let scratch: Scratch
    private var isMounted = false

    /// Mounts the layers.
    ///
    /// - Parameters:
    ///   - lower: diff directories, lowest first, relative to `directory`; may be empty. About 280 fit.
    ///   - directory: what `lower`, `upper` and `work` are relative to: the store's `layersPath`.
    ///   - upper: where changes land.
    ///   - work: an empty directory on the same file system.
    ///   - mounts: what the process will mount there: their mount points, and those that every container has, then
    ///     leave no trace in `upper`. Nil for a tree in which no process runs, and which shows nothing but the layers.
    public init(
        lower: [String], in directory: FilePath, upper: String, work: String, mounts: [Mount]? = [],
        namespaces: Namespaces
    ) throws(RuntimeError) {
        scratch = try Scratch(in: namespaces)
        path = scratch.path.appending("merged")
        try Scratch.makeDirectory(path)
        let bottom = scratch.path.appending("bottom")
        try Scratch.makeDirectory(bottom)
        if let mounts { try MountPoints.make(MountPoints.standard + mounts.map(\.mountPoint), in: bottom) }
        let layers = Self.once(lower.reversed()) + [bottom.string]
        let options = "lowerdir=\(layers.joined(separator: ":")),upperdir=\(upper),workdir=\(work)"
        try mountOverlay(options, in: directory, namespaces)
    }

    deinit { try? unmount() }

    /// A layer that an image has twice counts where it is highest; the kernel refuses it twice.
    private static func once(_ layers: [String]) -> [String] {
        var seen: Set<String> = []
        return layers.filter { seen.insert($0).inserted }
    }

    /// Takes the tree away; afterwards `upper` may be changed. Twice is no error.
    public func unmount() throws(RuntimeError) {
        guard isMounted else { return }
        // Something may still hold the tree for a moment; it keeps its view, we go on.
        if slipway_unmount(path.string, 0) != 0, slipway_unmount(path.string, 1) != 0 {
            throw .failed("unmount", path.string)
        }
        isMounted = false
    }

    private func mountOverlay(
        _ options: String, in directory: FilePath, _ namespaces: Namespaces
    ) throws(RuntimeError) {
        let place = open(directory.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard place >= 0 else { throw .failed("open", directory.string) }
        defer { close(place) }
        let own = namespaces.needsUserAttributes ? ",userxattr" : ",redirect_dir=off,metacopy=off"
        // `volatile` spares a flush of the whole disk at each unmount; kernels before 5.10 do not know it.
        for extra in [own + ",volatile", own] {
            if slipway_mount(place, "overlay", path.string, "overlay", slipway_mount_overlay, options + extra) == 0 {
                isMounted = true
                return
            }
            guard errno == EINVAL else { break }
        }
        let isOverlay = slipway_file_system_type(directory.string) == 0x794C_7630
        throw .overlayRefused(.last, store: directory, isOverlay: isOverlay)
    }
}
