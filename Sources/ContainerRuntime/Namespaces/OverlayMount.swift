internal import Processes
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
    ///   - lower: diff directories, lowest first, relative to `directory`; may be empty. `mostLayers` at most.
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
        guard layers.count <= Self.mostLayers + 1 else {
            throw .tooManyLayers(layers.count - 1, limit: Self.mostLayers)
        }
        try mountOverlay(Settings(lower: layers, upper: upper, work: work), in: directory, namespaces)
    }

    /// As many as the kernel stacks (500), without the one that holds the mount points.
    public static let mostLayers = 499

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
        _ settings: Settings, in directory: FilePath, _ namespaces: Namespaces
    ) throws(RuntimeError) {
        let place = open(directory.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard place >= 0 else { throw .failed("open", directory.string) }
        defer { close(place) }
        let own =
            namespaces.needsUserAttributes
            ? [("userxattr", "")] : [("redirect_dir", "off"), ("metacopy", "off")]
        // `volatile` spares a flush of the whole disk at each unmount; kernels before 5.10 do not know it.
        for extra in [own + [("volatile", "")], own] {
            if settings.mount(with: extra, at: path, from: place) {
                isMounted = true
                return
            }
            guard errno == EINVAL else { break }
        }
        throw Self.refusal(.last, settings, store: directory)
    }

    private static func refusal(_ error: Errno, _ settings: Settings, store: FilePath) -> RuntimeError {
        if !settings.fitsInPage, error == .invalidArgument || error == .noFunction {
            return .tooManyLayers(settings.lower.count - 1, limit: settings.mostInPage)
        }
        // Only what the kernel says of the file system itself is a reason to choose another one.
        guard [.invalidArgument, .notSupported, .notSupportedOnSocket].contains(error) else {
            return .system(operation: "mount the layers below \(store)", error)
        }
        let isOverlay = slipway_file_system_type(store.string) == 0x794C_7630
        return .overlayRefused(error, store: store, isOverlay: isOverlay)
    }
}

/// What an overlay is made of.
private struct Settings {
    /// The highest first.
    let lower: [String]
    let upper: String
    let work: String

    /// Whether `mount` can take them: its options are a page at most.
    var fitsInPage: Bool { options.utf8.count < Self.page }

    /// About how many layers would.
    var mostInPage: Int { lower.count * Self.page / options.utf8.count - 1 }

    /// A page, without room for what differs between kernels and users.
    private static let page = 4096 - 64

    private var options: String { "lowerdir=\(lower.joined(separator: ":")),upperdir=\(upper),workdir=\(work)" }

    /// Mounts with further settings, whose values are empty for flags; false where that fails, with `errno` saying why.
    func mount(with extra: [(name: String, value: String)], at path: FilePath, from place: Int32) -> Bool {
        if fitsInPage {
            let more = extra.map { $0.value.isEmpty ? ",\($0.name)" : ",\($0.name)=\($0.value)" }.joined()
            return slipway_mount(place, "overlay", path.string, "overlay", Self.flags, options + more) == 0
        }
        var words = lower.flatMap { ["lowerdir+", $0] } + ["upperdir", upper, "workdir", work]
        words += extra.flatMap { [$0.name, $0.value] }
        return withCStrings(words) { slipway_mount_settings(place, "overlay", path.string, Self.flags, $0) } == 0
    }

    private static let flags: UInt = slipway_mount_overlay
}
