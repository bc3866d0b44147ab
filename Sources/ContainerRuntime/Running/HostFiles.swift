internal import Glibc
internal import SystemPackage

/// The files of /etc by which a process finds names on the host's network.
enum HostFiles {
    /// For a container with the host's network, the host's own, read-only; none for a container that has none.
    static func mounts(for spec: ContainerSpec) -> [Mount] {
        guard spec.network == .host else { return [] }
        return ["/etc/resolv.conf", "/etc/hosts"].compactMap { path in
            guard !spec.mounts.contains(where: { $0.target == path }), let real = realpath(path, nil) else {
                return nil
            }
            defer { free(real) }
            return .file(FilePath(platformString: real), at: path)
        }
    }
}
