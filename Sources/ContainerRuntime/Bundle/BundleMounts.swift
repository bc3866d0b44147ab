internal import ImageFormat
internal import SystemPackage

/// The mounts of a bundle's config, in the order in which they are made.
struct BundleMounts {
    let spec: ContainerSpec
    let environment: BundleEnvironment

    var all: [JSON] { [processes, devices, terminals, sharedMemory, queues] + system + inOrder.map(json) }

    /// A mount below another one comes after it, or it would be hidden.
    private var inOrder: [Mount] {
        let depth = { (mount: Mount) in mount.target.split(separator: "/").count }
        return spec.mounts.enumerated().sorted { (depth($0.element), $0.offset) < (depth($1.element), $1.offset) }
            .map(\.element)
    }

    private var processes: JSON { Self.mount("proc", "proc", at: "/proc", ["nosuid", "noexec", "nodev"]) }

    private var devices: JSON {
        Self.mount("tmpfs", "tmpfs", at: "/dev", ["nosuid", "strictatime", "mode=755", "size=65536k"])
    }

    private var terminals: JSON {
        let group = environment.users == .one ? [] : ["gid=5"]
        return Self.mount(
            "devpts", "devpts", at: "/dev/pts",
            ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"] + group)
    }

    private var sharedMemory: JSON {
        let size = spec.sharedMemory.map { "size=\($0)" } ?? "size=65536k"
        return Self.mount("tmpfs", "shm", at: "/dev/shm", ["nosuid", "noexec", "nodev", "mode=1777", size])
    }

    private var queues: JSON { Self.mount("mqueue", "mqueue", at: "/dev/mqueue", ["nosuid", "noexec", "nodev"]) }

    private var system: [JSON] {
        let options = ["nosuid", "noexec", "nodev", "ro"]
        guard let place = environment.system else { return [Self.mount("sysfs", "sysfs", at: "/sys", options)] }
        return [
            Self.mount("none", place, at: "/sys", ["rbind"] + options),
            Self.mount("tmpfs", "tmpfs", at: environment.scratch, options + ["size=4k"]),
        ]
    }

    private func json(_ mount: Mount) -> JSON {
        switch mount.source {
        case .bind(let path, _, let isReadOnly):
            Self.mount(
                "bind", path.string, at: mount.target,
                // A runtime that changes one right of a mount takes the others away.
                ["rbind", "rprivate", isReadOnly ? "ro" : "rw"]
                    + (environment.devices.contains(path) ? [] : ["nodev"]))
        case .memory(let options):
            Self.mount("tmpfs", "tmpfs", at: mount.target, options)
        }
    }

    private static func mount(_ type: String, _ source: String, at target: String, _ options: [String]) -> JSON {
        .object([
            "destination": .string(target), "type": .string(type), "source": .string(source),
            "options": .strings(options),
        ])
    }
}
