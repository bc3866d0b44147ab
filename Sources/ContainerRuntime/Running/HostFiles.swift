internal import Glibc
internal import SystemPackage

/// The files of /etc by which a process finds names, where they are not the image's; there until the value goes.
struct HostFiles {
    private(set) var mounts: [Mount] = []
    /// Where a file is that had to be made.
    private var folder: Scratch?

    /// With the host's network they are the host's own, read-only. A name of the container's own is found in any case,
    /// or programs that ask for it (`sudo`, `hostname -f`) would wait and complain.
    init(for spec: ContainerSpec, in namespaces: Namespaces) throws(RuntimeError) {
        let isTaken = { (path: String) in spec.mounts.contains { $0.target == path } }
        if spec.network == .host, !isTaken("/etc/resolv.conf"), let real = Self.realPath("/etc/resolv.conf") {
            mounts.append(.file(real, at: "/etc/resolv.conf"))
        }
        guard !isTaken(Self.hosts) else { return }
        if let name = spec.hostname {
            let folder = try Scratch(in: namespaces)
            let path = folder.path.appending("hosts")
            try TextFile.write(path.string, Array(Self.text(naming: name, on: spec.network).utf8))
            self.folder = folder
            mounts.append(.file(path, at: Self.hosts))
        } else if spec.network == .host, let real = Self.realPath(Self.hosts) {
            mounts.append(.file(real, at: Self.hosts))
        }
    }

    private static let hosts = "/etc/hosts"

    private static func text(naming name: String, on network: ContainerSpec.Network) -> String {
        let own = network == .host ? TextFile.read(hosts) : nil
        guard let own else { return "127.0.0.1\tlocalhost \(name)\n::1\tlocalhost ip6-localhost ip6-loopback\n" }
        return own + (own.hasSuffix("\n") || own.isEmpty ? "" : "\n") + "127.0.0.1\t\(name)\n"
    }

    private static func realPath(_ path: String) -> FilePath? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return FilePath(platformString: real)
    }
}
