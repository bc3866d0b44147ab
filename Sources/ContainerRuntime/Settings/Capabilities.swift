/// What processes of a container may do.
public enum Capabilities {
    /// Docker's fourteen.
    public static let standard = [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FSETID", "CAP_FOWNER", "CAP_MKNOD", "CAP_NET_RAW", "CAP_SETGID",
        "CAP_SETUID", "CAP_SETFCAP", "CAP_SETPCAP", "CAP_NET_BIND_SERVICE", "CAP_SYS_CHROOT", "CAP_KILL",
        "CAP_AUDIT_WRITE",
    ]

    /// All that the kernel has, as capabilities(7) names them.
    static let all: Set<String> = Set(
        [
            "AUDIT_CONTROL", "AUDIT_READ", "AUDIT_WRITE", "BLOCK_SUSPEND", "BPF", "CHECKPOINT_RESTORE", "CHOWN",
            "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "IPC_LOCK", "IPC_OWNER", "KILL", "LEASE",
            "LINUX_IMMUTABLE", "MAC_ADMIN", "MAC_OVERRIDE", "MKNOD", "NET_ADMIN", "NET_BIND_SERVICE", "NET_BROADCAST",
            "NET_RAW", "PERFMON", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYSLOG", "SYS_ADMIN", "SYS_BOOT",
            "SYS_CHROOT", "SYS_MODULE", "SYS_NICE", "SYS_PACCT", "SYS_PTRACE", "SYS_RAWIO", "SYS_RESOURCE", "SYS_TIME",
            "SYS_TTY_CONFIG", "WAKE_ALARM",
        ].map { "CAP_" + $0 })

    /// Docker's fourteen, with and without those that are named: `NET_ADMIN`, `cap_net_admin`, `ALL`. What is dropped by
    /// its name stays away when all are added, and what is added by its name stays when all are dropped.
    ///
    /// - Throws: `unknownCapability`.
    public static func standard(adding: [String], dropping: [String]) throws(RuntimeError) -> [String] {
        let (added, dropped) = (try names(adding), try names(dropping))
        var held = dropped.contains("ALL") ? [] : added.contains("ALL") ? all : Set(standard)
        held.formUnion(added.subtracting(["ALL"]))
        held.subtract(dropped.subtracting(["ALL"]))
        return standard.filter(held.contains) + held.subtracting(standard).sorted()
    }

    private static func names(_ texts: [String]) throws(RuntimeError) -> Set<String> {
        var names: Set<String> = []
        for text in texts {
            let upper = text.uppercased()
            let name = upper == "ALL" || upper.hasPrefix("CAP_") ? upper : "CAP_" + upper
            guard name == "ALL" || all.contains(name) else { throw .unknownCapability(text) }
            names.insert(name)
        }
        return names
    }
}
