internal import CLinux
public import ContainerRuntime
internal import Glibc
public import ImageStore
internal import SystemPackage

/// The root file system of a container, open, for as long as the value lives: as its processes see it while it runs, else
/// its layer upon its image. An ordinary user's process becomes the owner of its files.
public final class ContainerRoot {
    /// Its descriptor, open for looking up paths alone.
    public let directory: Int32
    private let overlay: OverlayMount?
    private let snapshot: Snapshot?

    /// Where it runs, and where it does not.
    public init(_ folder: ContainerFolder, in store: Store) throws {
        if let process = folder.firstProcess {
            if geteuid() != 0 { _ = try Namespaces.enter(beside: process) }
            directory = open("/proc/\(process)/root", slipway_open_path | O_DIRECTORY | O_CLOEXEC)
            (overlay, snapshot) = (nil, nil)
        } else {
            let namespaces = try Namespaces.enter()
            let own = try store.reopenSnapshot(try Self.layer(folder))
            let layers = try store.layers(of: try store.resolve(folder.record.imageID))
            let volumes = try ContainerMounts(folder.record.settings.mounts, in: store).list
            let mounted = try OverlayMount(
                lower: layers.map(\.shortPath), in: store.layersPath, upper: own.shortUpper, work: own.shortWork,
                mounts: volumes.isEmpty ? nil : volumes, namespaces: namespaces)
            directory = open(mounted.path.string, slipway_open_path | O_DIRECTORY | O_CLOEXEC)
            for volume in volumes where directory >= 0 { try volume.bind(below: directory) }
            (overlay, snapshot) = (mounted, own)
        }
        guard directory >= 0 else {
            throw RuntimeError.system(operation: "open the files of \(folder.record.name)", Errno(rawValue: errno))
        }
    }

    /// The layer and the image as they are, whether the container runs or not: without what is mounted there.
    public init(files folder: ContainerFolder, in store: Store) throws {
        let namespaces = try Namespaces.enter(beside: geteuid() == 0 ? nil : folder.firstProcess)
        let scratch = try store.beginSnapshot()
        let layers = try store.layers(of: try store.resolve(folder.record.imageID)).map(\.shortPath)
        let mounted = try OverlayMount(
            lower: layers + ["\(try Self.layer(folder))/diff"], in: store.layersPath, upper: scratch.shortUpper,
            work: scratch.shortWork, mounts: nil, namespaces: namespaces)
        directory = open(mounted.path.string, slipway_open_path | O_DIRECTORY | O_CLOEXEC)
        (overlay, snapshot) = (mounted, scratch)
        guard directory >= 0 else {
            throw RuntimeError.system(operation: "open the files of \(folder.record.name)", Errno(rawValue: errno))
        }
    }

    /// The layer with what the container has written.
    public static func layer(_ folder: ContainerFolder) throws -> LayerID {
        guard let id = folder.record.snapshot.flatMap({ LayerID($0) }) else {
            throw RuntimeError.corrupt(path: folder.path.string)
        }
        return id
    }

    /// Takes what was only made to look at the files away again.
    public func close(discardingIn store: Store) throws {
        try overlay?.unmount()
        if let snapshot { try store.discard(snapshot) }
    }

    deinit {
        Glibc.close(directory)
        try? overlay?.unmount()
    }
}
