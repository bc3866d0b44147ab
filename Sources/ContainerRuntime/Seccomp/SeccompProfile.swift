/// The system calls that a container may make: Docker's default profile, for the capabilities that it holds.
///
/// All calls of `SystemCallNumbers` are allowed but for those here. What it does not list fails with EPERM, and what is
/// newer than its newest call with ENOSYS, so that a program takes the older way. One thing is stricter than Docker's:
/// nobody makes device nodes. Docker lets them be made and has the devices cgroup refuse to open them, which is not
/// there on every machine.
struct SeccompProfile: Equatable {
    /// What becomes of a call.
    enum Outcome: Equatable {
        case allowed
        /// It fails with this error number.
        case fails(UInt16)
        /// Allowed where an argument, by its index, is as it should be; else EPERM. The kernel reads the lower 32 bits
        /// of the argument in each of these calls.
        case allowedIf(argument: Int, Comparison)
    }

    enum Comparison: Equatable {
        case isOne(of: [UInt32])
        case isNone(of: [UInt32])
        /// None of the bits is set.
        case hasNone(of: UInt32)
    }

    static let notPermitted = Outcome.fails(1)
    static let notImplemented = Outcome.fails(38)

    /// The calls that are not simply allowed.
    let exceptions: [String: Outcome]

    init(capabilities: [String]) {
        let held = Set(capabilities)
        var exceptions = Self.conditional
        for (capability, calls) in Self.byCapability {
            for call in calls where !held.contains(capability) && exceptions[call] == nil {
                exceptions[call] = Self.notPermitted
            }
        }
        for (capability, calls) in Self.byCapability where held.contains(capability) {
            for call in calls { exceptions[call] = nil }
        }
        self.exceptions = exceptions
    }

    private static let conditional: [String: Outcome] = [
        "personality": .allowedIf(argument: 0, .isOne(of: [0, 0x8, 0x20000, 0x20008, 0xFFFF_FFFF])),
        // AF_VSOCK reaches the host of a virtual machine; AF_ALG has given root to too many who should not have it.
        "socket": .allowedIf(argument: 0, .isNone(of: [38, 40])),
        // S_IFCHR is a bit of S_IFBLK too; files, pipes and sockets do not have it.
        "mknod": .allowedIf(argument: 1, .hasNone(of: 0x2000)),
        "mknodat": .allowedIf(argument: 2, .hasNone(of: 0x2000)),
        // CLONE_NEW…, all but time, whose bit is one of the signal's here.
        "clone": .allowedIf(argument: 0, .hasNone(of: 0x7E02_0000)),
        // A filter cannot see clone3's flags: told that it is missing, the C library uses clone.
        "clone3": notImplemented,
    ]

    /// A call is allowed to who holds one of the capabilities that name it.
    private static let byCapability: [(capability: String, calls: [String])] = [
        (
            "CAP_SYS_ADMIN",
            [
                "bpf", "clone", "clone3", "fanotify_init", "fsconfig", "fsmount", "fsopen", "fspick", "lookup_dcookie",
                "lsm_get_self_attr", "lsm_list_modules", "lsm_set_self_attr", "mount", "mount_setattr", "move_mount",
                "open_tree", "perf_event_open", "quotactl", "quotactl_fd", "setdomainname", "sethostname", "setns",
                "syslog", "umount", "umount2", "unshare",
            ]
        ),
        ("CAP_BPF", ["bpf"]),
        ("CAP_DAC_READ_SEARCH", ["open_by_handle_at"]),
        ("CAP_PERFMON", ["perf_event_open"]),
        ("CAP_SYSLOG", ["syslog"]),
        ("CAP_SYS_BOOT", ["reboot"]),
        ("CAP_SYS_CHROOT", ["chroot"]),
        ("CAP_SYS_MODULE", ["delete_module", "finit_module", "init_module"]),
        ("CAP_SYS_NICE", ["get_mempolicy", "mbind", "set_mempolicy", "set_mempolicy_home_node"]),
        ("CAP_SYS_PACCT", ["acct"]),
        ("CAP_SYS_PTRACE", ["kcmp", "pidfd_getfd", "process_madvise"]),
        ("CAP_SYS_RAWIO", ["ioperm", "iopl"]),
        ("CAP_SYS_TIME", ["clock_settime", "clock_settime64", "settimeofday", "stime"]),
        ("CAP_SYS_TTY_CONFIG", ["vhangup"]),
    ]
}
