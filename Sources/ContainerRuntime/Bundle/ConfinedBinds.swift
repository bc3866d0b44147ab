internal import Processes
internal import CLinux
internal import Glibc
internal import SystemPackage

/// The files and folders of the host that a container sees, each at a place from which the runtime takes it: without
/// devices, and where it is read-only with all that is mounted below it.
///
/// A runtime's own options reach the topmost mount only, or depend on its version. The mounts are made by the
/// container's process among its own, and go with it.
struct ConfinedBinds {
    /// The spec, with the places as the sources of its mounts.
    private(set) var spec: ContainerSpec
    /// Those of its sources that are devices which a container may use.
    var devices: Set<FilePath> { Set(binds.filter(\.keepsDevices).map { FilePath($0.place) }) }
    /// Where the host's /sys is; nil where the container gets one of its own.
    private(set) var system: String?
    private var binds: [(source: String, place: String, isReadOnly: Bool, keepsDevices: Bool)] = []

    /// Makes the places, empty, in `scratch`.
    init(of spec: ContainerSpec, users: Namespaces.Users, in scratch: Scratch) throws(RuntimeError) {
        self.spec = spec
        for index in spec.mounts.indices {
            guard case .bind(let source, let isDirectory, let isReadOnly) = spec.mounts[index].source else { continue }
            let place = try add(source.string, isDirectory: isDirectory, isReadOnly: isReadOnly, in: scratch)
            self.spec.mounts[index].source = .bind(place, isDirectory: isDirectory, isReadOnly: isReadOnly)
        }
        // A new sysfs belongs to the network namespace; in a user namespace only the host's can be shown.
        if users != .all { system = try add("/sys", isDirectory: true, isReadOnly: true, in: scratch).string }
    }

    private mutating func add(
        _ source: String, isDirectory: Bool, isReadOnly: Bool, in scratch: Scratch
    ) throws(RuntimeError) -> FilePath {
        let place = scratch.path.appending("bind\(binds.count)")
        if isDirectory { try Scratch.makeDirectory(place) } else { try TextFile.write(place.string, []) }
        binds.append((source, place.string, isReadOnly, HarmlessDevice.isOne(at: source)))
        return place
    }

    /// What a bind, by its number, is of.
    func source(of number: Int) -> String { binds[number].source }

    /// As C takes them, for the time of `body`.
    func withList<Result>(_ body: (UnsafeBufferPointer<slipway_bind>) -> Result) -> Result {
        withCStrings(binds.flatMap { [$0.source, $0.place] }) { strings in
            let list = binds.enumerated().map { index, bind in
                slipway_bind(
                    source: strings[2 * index], place: strings[2 * index + 1],
                    is_read_only: bind.isReadOnly ? 1 : 0, keeps_devices: bind.keepsDevices ? 1 : 0)
            }
            return list.withUnsafeBufferPointer(body)
        }
    }
}

/// The devices that every container has and that tell nothing of the host: `-v /dev/null:/etc/x` hides a file.
enum HarmlessDevice {
    static func isOne(at path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFCHR else { return false }
        let number = UInt64(status.st_rdev)
        // null, zero, full, random and urandom (devices.txt of the kernel).
        return slipway_device_major(number) == 1 && [3, 5, 7, 8, 9].contains(slipway_device_minor(number))
    }
}
