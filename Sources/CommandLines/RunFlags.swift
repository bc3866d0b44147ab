/// The flags of docker's `run`, `create` and `exec`.
public enum RunFlags {
    /// The words after `run`, rewritten so that `RunOptions` reads them as docker would.
    public static func normalized(_ words: [String]) throws(CommandLineFault) -> [String] {
        let normalized = try FlagReader.normalized(words, all)
        try ImageWord.check(normalized, all)
        return normalized
    }

    /// A whole command line, rewritten in the same way if it is a `run`, `create` or `exec`, which may follow
    /// `container`.
    public static func prepared(_ words: [String]) throws(CommandLineFault) -> [String] {
        let place = words.first == "container" ? 1 : 0
        guard words.indices.contains(place) else { return words }
        let rest = Array(words[(place + 1)...])
        switch words[place] {
        case "run", "create": return Array(words[...place]) + (try normalized(rest))
        case "exec": return Array(words[...place]) + (try FlagReader.normalized(rest, exec))
        default: return words
        }
    }

    /// Every flag of docker's `exec`.
    public static let exec: [DockerFlag] = [
        .init("detach", "d", .switched), .init("detach-keys", .valued), .init("env", "e", .valued),
        .init("env-file", .valued), .init("help", .switched), .init("interactive", "i", .switched),
        .init(
            "privileged", .switched, .refused("a command has the rights of its container: start that with --cap-add.")),
        .init("tty", "t", .switched), .init("user", "u", .valued), .init("workdir", "w", .valued),
    ]

    /// Every flag that `docker run` has.
    public static let all = known + idle + leftOut + refused

    private static let known: [DockerFlag] = [
        .init("add-host", .valued), .init("attach", "a", .valued), .init("cap-add", .valued),
        .init("cap-drop", .valued), .init("cgroupns", .valued), .init("cidfile", .valued), .init("cpu-period", .valued),
        .init("cpu-quota", .valued), .init("cpu-shares", "c", .valued), .init("cpus", .valued),
        .init("cpuset-cpus", .valued), .init("detach", "d", .switched), .init("detach-keys", .valued),
        .init("device", .valued), .init("dns", .valued), .init("dns-option", .valued),
        .init("dns-opt", .valued, for: "dns-option"), .init("dns-search", .valued), .init("domainname", .valued),
        .init("entrypoint", .valued), .init("env", "e", .valued), .init("env-file", .valued),
        .init("expose", .valued), .init("group-add", .valued), .init("health-cmd", .valued),
        .init("health-interval", .valued), .init("health-retries", .valued), .init("health-start-interval", .valued),
        .init("health-start-period", .valued), .init("health-timeout", .valued), .init("help", .switched),
        .init("hostname", "h", .valued), .init("init", .switched), .init("interactive", "i", .switched),
        .init("ip", .valued), .init("ipc", .valued), .init("label", "l", .valued), .init("label-file", .valued),
        .init("log-driver", .valued), .init("log-opt", .valued), .init("memory", "m", .valued),
        .init("memory-reservation", .valued), .init("memory-swap", .valued), .init("mount", .valued),
        .init("name", .valued), .init("network", .valued), .init("net", .valued, for: "network"),
        .init("network-alias", .valued), .init("net-alias", .valued, for: "network-alias"),
        .init("no-healthcheck", .switched), .init("oom-score-adj", .valued), .init("pid", .valued),
        .init("pids-limit", .valued), .init("platform", .valued), .init("publish", "p", .valued),
        .init("publish-all", "P", .switched), .init("pull", .valued), .init("quiet", "q", .switched),
        .init("read-only", .switched), .init("restart", .valued), .init("rm", .switched), .init("runtime", .valued),
        .init("explain", .switched), .init("security-opt", .valued), .init("shm-size", .valued),
        .init("sig-proxy", .standing),
        .init("stop-signal", .valued), .init("stop-timeout", .valued), .init("sysctl", .valued),
        .init("tmpfs", .valued), .init("tty", "t", .switched), .init("ulimit", .valued), .init("user", "u", .valued),
        .init("userns", .valued), .init("uts", .valued), .init("volume", "v", .valued),
        .init("volumes-from", .valued), .init("workdir", "w", .valued),
    ]

    /// Flags about something that Slipway does not have: Windows, trust servers, old kernels.
    private static let idle: [DockerFlag] =
        ["annotation", "cpu-count", "cpu-percent", "io-maxbandwidth", "io-maxiops", "isolation", "kernel-memory"]
        .map { DockerFlag($0, .valued, .idle) } + [DockerFlag("disable-content-trust", .switched, .idle)]

    /// Flags for limits and settings that containers cannot have in Slipway.
    private static let leftOut: [DockerFlag] =
        [
            "blkio-weight", "blkio-weight-device", "cgroup-parent", "cpu-rt-period", "cpu-rt-runtime",
            "cpuset-mems", "device-cgroup-rule", "device-read-bps", "device-read-iops", "device-write-bps",
            "device-write-iops", "mac-address", "memory-swappiness", "volume-driver",
        ].map { DockerFlag($0, .valued, .leftOut) } + [DockerFlag("oom-kill-disable", .switched, .leftOut)]

    private static let refused: [DockerFlag] = [
        .init(
            "privileged", .switched,
            .refused(
                "a container never gets the host's devices and all rights here. Name what it needs: --cap-add, --device."
            )
        ),
        .init("gpus", .valued, .refused("containers see no graphics processor here.")),
        .init("ip6", .valued, .refused("networks of containers have IPv4 addresses here: use --ip.")),
        .init(
            "link", .valued,
            .refused(
                "links are Docker's past. Put both containers on a network (`docker network create NAME`, --network NAME): there they find each other by name, and by --network-alias."
            )),
        .init("link-local-ip", .valued, .refused("networks of containers have one address a container here.")),
        .init("storage-opt", .valued, .refused("a container's layer has no size of its own here.")),
        .init("use-api-socket", .switched, .refused("there is no Docker daemon whose socket could be shared.")),
    ]
}
