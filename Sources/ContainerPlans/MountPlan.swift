internal import ArgumentParser
internal import CommandLines
internal import ContainerRuntime
internal import ImageFormat

/// What a container is to see besides its image, as it was asked for.
struct MountPlan {
    let requests: [MountRequest]

    init(_ options: RunFileOptions, _ image: ContainerConfig, _ containers: ContainerList) throws {
        var requests = try Self.asked(options)
        let isFree = { (request: MountRequest, taken: [MountRequest]) in !taken.contains { $0.target == request.target }
        }
        for other in options.volumesFrom {
            let found = try Self.volumes(of: other, containers)
            requests += found.filter { isFree($0, requests) }
        }
        // What the image wants to outlive containers.
        let wanted = try image.volumes.sorted().map {
            MountRequest(VolumeOption.anonymous(), at: try VolumeOption.target($0, in: "VOLUME \($0)"))
        }
        self.requests = requests + wanted.filter { isFree($0, requests) }
    }

    /// What the options name themselves.
    static func asked(_ options: RunFileOptions) throws -> [MountRequest] {
        let requests =
            try options.volume.map(VolumeOption.volume) + options.mount.map(MountOption.request)
            + options.tmpfs.map(VolumeOption.memory) + options.device.compactMap(Self.device)
        let targets = requests.map(\.target)
        if let twice = Dictionary(grouping: targets, by: { $0 }).first(where: { $1.count > 1 }) {
            throw ValidationError("Two mounts have the same place in the container: \(twice.key)")
        }
        return requests
    }

    /// `CONTAINER[:ro]`
    private static func volumes(of text: String, _ containers: ContainerList) throws -> [MountRequest] {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard let name = parts.first, parts.count == 1 || ["ro", "rw", "z", "Z"].contains(parts[1]) else {
            throw ValidationError("--volumes-from \(text): expected CONTAINER or CONTAINER:ro.")
        }
        return try containers.find(name).record.settings.mounts.compactMap { mount in
            var mount = mount
            if case .memory = mount.source { return nil }
            if parts.last == "ro", parts.count == 2 { mount.isReadOnly = true }
            return mount
        }
    }

    /// Those that a container has anyway need nothing done; others are the host's.
    private static func device(_ text: String) throws -> MountRequest? {
        let parts = text.split(separator: ":").map(String.init)
        let usual = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty"]
        guard let path = parts.first, usual.contains(path) else {
            throw ValidationError(
                "--device \(text): containers see no devices of the host here, but for \(usual.joined(separator: ", "))."
            )
        }
        guard parts.count > 1, parts[1] != path else { return nil }
        return MountRequest(.path(path), at: try VolumeOption.target(parts[1], in: "--device \(text)"))
    }
}
