internal import BuildPlan
internal import Glibc
internal import ImageStore
internal import SystemPackage

/// Python packages that were fetched beforehand, for RUN steps without a network.
struct Wheelhouse {
    let path: String
    let count: Int

    /// Where a RUN sees it.
    static let target = "/dev/slipway/wheelhouse"

    /// Nil where there is none, or none with wheels.
    init?(in store: Store) {
        path = store.path.appending("wheelhouse").string
        guard let stream = opendir(path) else { return nil }
        defer { closedir(stream) }
        var count = 0
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".whl") { count += 1 }
        }
        guard count > 0 else { return nil }
        self.count = count
    }

    /// pip's settings, without those that the Dockerfile sets itself.
    func environment(for command: RunAction, hasNetwork: Bool) -> [String] {
        var settings = [("PIP_FIND_LINKS", Self.target)]
        if !hasNetwork || command.network == .none || !HostNetwork.hasRoute { settings.append(("PIP_NO_INDEX", "1")) }
        return settings.filter { setting in !command.environment.contains { $0.hasPrefix(setting.0 + "=") } }
            .map { "\($0.0)=\($0.1)" }
    }
}
