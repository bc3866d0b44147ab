internal import CLinux
internal import Glibc
internal import Synchronization
public import SystemPackage

/// The namespaces in which this process prepares containers: mounts of its own, and for an ordinary user a user
/// namespace in which it is user 0.
///
/// All that is mounted there goes when the process ends, however it ends.
public struct Namespaces: Sendable {
    /// Which users a container can have.
    public enum Users: Equatable, Sendable {
        /// All: the process is root.
        case all
        /// As many as /etc/subuid gives the user.
        case range
        /// Only user 0, which is the caller: no range, or no newuidmap.
        case one
    }

    public let users: Users
    /// A private tmpfs for bundles, mount points and sockets.
    public let scratch: FilePath
    /// The control group of containers, an open directory; -1 where there is none.
    let group: Int32

    public var isRootless: Bool { users != .all }
    /// Whether overlayfs must keep its marks in `user.` attributes.
    public var needsUserAttributes: Bool { isRootless }

    /// What a learner should know about the user's range; nil where nothing is missing.
    public var limitation: String? {
        guard users == .one else { return nil }
        return """
            Only one user exists in containers, because /etc/subuid gives you no range of IDs (or newuidmap is \
            missing): what changes the owner of a file fails. Mend it with: sudo apt install uidmap && \
            sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $USER
            """
    }

    /// Enters new namespaces. Call it before the process makes a thread; under a millisecond as root.
    ///
    /// A command that builds and then runs calls it twice: an ordinary user stays in the first user namespace.
    ///
    /// - Parameter container: a process of a container; an ordinary user's process enters its user namespace, and has the
    ///   rights there that it needs for the container's files and network.
    public static func enter(beside container: Int32? = nil) throws(RuntimeError) -> Namespaces {
        let users = try enterUsers(beside: container)
        // Before something lies over the place where control groups are mounted.
        let group = users == .all ? ControlGroup.withoutDevices() : -1
        let place = try scratchPlace()
        if slipway_mount(-1, "tmpfs", place, "tmpfs", slipway_mount_tmpfs, "mode=755") != 0 {
            throw users == .all ? .failed("mount a tmpfs on", place) : .namespacesRefused(.last)
        }
        return Namespaces(users: users, scratch: FilePath(place), group: group)
    }

    private static func enterUsers(beside container: Int32?) throws(RuntimeError) -> Users {
        if geteuid() == 0 {
            if slipway_unshare_mounts() != 0 { throw .namespacesRefused(.last) }
            return rootless.withLock { $0 } ?? .all
        }
        let users: Users
        if let container { users = try joinUserNamespace(of: container) } else { users = try enterUserNamespace() }
        rootless.withLock { $0 = users }
        return users
    }

    /// What this process has become user 0 of; nil where it is the machine's root, or nobody yet.
    private static let rootless = Mutex<Users?>(nil)

    private static func enterUserNamespace() throws(RuntimeError) -> Users {
        if let commands = IDRanges.mapCommands() {
            try finish(
                withCStrings(commands.users) { users in
                    withCStrings(commands.groups) { groups in slipway_unshare_user(users, groups) }
                })
            return .range
        }
        try finish(slipway_unshare_user(nil, nil))
        return .one
    }

    private static func joinUserNamespace(of process: Int32) throws(RuntimeError) -> Users {
        let users: Users = IDRanges.mapCommands() == nil ? .one : .range
        try finish(slipway_join_user(process, users == .range ? 1 : 0))
        return users
    }

    private static func finish(_ step: slipway_user_step) throws(RuntimeError) {
        switch step {
        case SLIPWAY_USER_DONE: return
        case SLIPWAY_USER_PREPARE: throw .failed("start", "newuidmap")
        case SLIPWAY_USER_MAP: throw .mapRefused
        case SLIPWAY_USER_UNSHARE where errno == EINVAL: throw .tooManyThreads
        default: throw .namespacesRefused(.last)
        }
    }

    /// crun refuses hybrid cgroup mounts, so it must not see them: the tmpfs goes on top. runc wants to see them.
    private static func scratchPlace() throws(RuntimeError) -> String {
        var places = ["/sys/kernel/debug", "/sys/kernel/tracing", "/sys/kernel/config", "/sys/fs/bpf"]
        if (try? RuntimeProgram.first())?.kind == .crun { places.insert("/sys/fs/cgroup", at: 0) }
        guard let place = places.first(where: { access($0, F_OK) == 0 }) else { throw .noScratchPlace }
        return place
    }
}
