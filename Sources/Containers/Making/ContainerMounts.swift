internal import CLinux
internal import ContainerPlans
internal import ContainerRuntime
internal import Glibc
internal import ImageStore
internal import SystemPackage

/// What a container's mounts are mounts of.
struct ContainerMounts {
    let list: [Mount]
    /// Volumes that first get what the image has at their place.
    private let fresh: [(volume: Volume, target: String)]
    private let volumes: VolumeList

    /// Finds the files and folders of the host, and the volumes; makes those that are not there.
    init(_ requests: [MountRequest], in store: Store) throws {
        volumes = VolumeList(store: store.path)
        var list: [Mount] = []
        var fresh: [(Volume, String)] = []
        for request in requests {
            switch request.source {
            case .path(let path): list.append(try HostPath(path).mount(request))
            case .memory(let options): list.append(Mount(.memory(options), at: request.target))
            case .volume(let name, let isAnonymous):
                let volume = try volumes.create(name, isAnonymous: isAnonymous)
                if request.copiesContent { fresh.append((volume, request.target)) }
                list.append(.directory(volume.path, at: request.target, isReadOnly: request.isReadOnly))
            }
        }
        self.list = list
        self.fresh = fresh
    }

    /// Copies what the image has at the place of an empty volume into it, with the folder's own mode and owner. For a
    /// process with one thread.
    func fill(from root: FilePath, in store: Store) throws {
        guard !fresh.isEmpty else { return }
        let top = open(root.string, slipway_open_path | O_DIRECTORY | O_CLOEXEC)
        guard top >= 0 else { return }
        defer { close(top) }
        for (volume, target) in fresh {
            let folder = slipway_open_in_root(top, target, O_RDONLY | O_DIRECTORY, 0)
            guard folder >= 0 else { continue }
            defer { close(folder) }
            try volumes.fillIfEmpty(volume) { data in
                var status = stat()
                if fstat(folder, &status) == 0 {
                    fchown(data, status.st_uid, status.st_gid)
                    fchmod(data, status.st_mode & 0o7777)
                }
                try store.copyTree(from: folder, into: data)
            }
        }
    }
}

/// A path of the host that `-v` names.
private struct HostPath {
    let path: String

    init(_ path: String) { self.path = path }

    func mount(_ request: MountRequest) throws -> Mount {
        try makeMissing()
        guard let real = realpath(path, nil) else {
            throw ContainerFault("-v: \(path) cannot be used: \(Errno(rawValue: errno)).")
        }
        defer { free(real) }
        let source = FilePath(String(cString: real))
        var status = stat()
        let isDirectory = stat(source.string, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        return isDirectory
            ? .directory(source, at: request.target, isReadOnly: request.isReadOnly)
            : .file(source, at: request.target, isReadOnly: request.isReadOnly)
    }

    /// As with Docker, a path that is not there becomes a folder, with its parents.
    private func makeMissing() throws {
        var status = stat()
        guard lstat(path, &status) != 0, errno == ENOENT else { return }
        for end in path.indices.filter({ path[$0] == "/" && $0 != path.startIndex }) + [path.endIndex] {
            let folder = String(path[..<end])
            guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
                throw ContainerFault(
                    "-v: there is no \(path), and its folder \(folder) cannot be made: \(Errno(rawValue: errno)).")
            }
        }
    }
}
