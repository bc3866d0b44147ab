public import ContainerRuntime
internal import Glibc
internal import ImageFormat
public import ImageStore
public import SystemPackage

/// What a container's layer changes of its image.
public struct LayerChanges {
    /// A file that is not as the image has it.
    public struct Change: Equatable {
        /// Docker's letter: A for added, C for changed, D for deleted.
        public let sign: Character
        /// Absolute, in the container.
        public let path: String
    }

    private let upper: FilePath
    private let lower: [FilePath]

    /// - Parameters:
    ///   - upper: the folder of the container's layer.
    ///   - lower: the folders of the image's layers, the lowest first.
    public init(upper: FilePath, lower: [FilePath]) {
        self.upper = upper
        self.lower = lower
    }

    /// All changes, in the order of the folders.
    public func all() throws -> [Change] {
        let top = open(upper.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard top >= 0 else { throw RuntimeError.system(operation: "open \(upper)", Errno(rawValue: errno)) }
        defer { close(top) }
        var changes: [Change] = []
        let walk = try TreeWalk(top: top)
        while let event = try walk.next() {
            guard case .found = event, let status = try walk.status() else { continue }
            let path = "/" + String(decoding: walk.path, as: UTF8.self)
            if status.st_mode & S_IFMT == S_IFCHR, status.st_rdev == 0 {
                changes.append(Change(sign: "D", path: path))
                continue
            }
            changes.append(Change(sign: isBelow(path) ? "C" : "A", path: path))
            if status.st_mode & S_IFMT == S_IFDIR { try walk.enter() }
        }
        return changes
    }

    /// Whether the image has a file of that path: the highest layer that says anything of it decides.
    private func isBelow(_ path: String) -> Bool {
        for layer in lower.reversed() {
            var status = stat()
            if lstat(layer.string + path, &status) == 0 {
                return !(status.st_mode & S_IFMT == S_IFCHR && status.st_rdev == 0)
            }
        }
        return false
    }
}

extension LayerChanges {
    /// Which files a container has added, changed and deleted.
    public static func all(of folder: ContainerFolder, in store: Store) throws -> [Change] {
        // Some of its files only their owner can read.
        if geteuid() != 0 { _ = try Namespaces.enter(beside: folder.firstProcess) }
        let layers = try store.layers(of: try store.resolve(folder.record.imageID)).map(\.path)
        let upper = store.layersPath.appending("\(try ContainerRoot.layer(folder))/diff")
        return try LayerChanges(upper: upper, lower: layers).all()
    }
}
