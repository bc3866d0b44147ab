public import ArgumentParser

/// The options of `run` and `create`, spelled as in docker. The command and the lab both read command lines with this
/// type, after `RunFlags` has rewritten the words.
public struct RunOptions: ParsableArguments, Sendable {
    @Flag(name: [.short, .long], help: "Run in the background and print the container's ID.")
    public var detach = false

    @Flag(help: "Remove the container, with its anonymous volumes, when it ends.")
    public var rm = false

    @Flag(name: [.short, .long], help: "Keep standard input open.")
    public var interactive = false

    @Flag(name: [.short, .long], help: "Give the container a terminal.")
    public var tty = false

    @Flag(name: [.short, .long], help: "Say nothing about an image that is fetched.")
    public var quiet = false

    @Option(parsing: .unconditional, help: "Name of the container.")
    public var name: String?

    @Option(
        name: [.short, .long], parsing: .unconditionalSingleValue,
        help:
            "Publish a port, as [ADDRESS:][HOST PORT:]CONTAINER PORT[/udp]; on 127.0.0.1 unless an address is given.")
    public var publish: [String] = []

    @Flag(name: [.customShort("P"), .long], help: "Publish every port that the image exposes, on ports that are free.")
    public var publishAll = false

    @Option(parsing: .unconditionalSingleValue, help: "A port that -P publishes, as one that the image exposes.")
    public var expose: [String] = []

    @Option(
        name: [.short, .long], parsing: .unconditionalSingleValue,
        help: "A variable, as NAME=VALUE; NAME alone takes the value from the environment.")
    public var env: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "A file with a variable a line.")
    public var envFile: [String] = []

    @Option(name: [.short, .long], parsing: .unconditionalSingleValue, help: "A label, as NAME=VALUE.")
    public var label: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "A file with a label a line.")
    public var labelFile: [String] = []

    @Option(name: [.short, .long], parsing: .unconditional, help: "The folder to start in.")
    public var workdir: String?

    @Option(
        name: [.short, .long], parsing: .unconditional,
        help: "Who the command runs as: USER[:GROUP], by name or number.")
    public var user: String?

    @Option(parsing: .unconditionalSingleValue, help: "A further group of the user, by name or number.")
    public var groupAdd: [String] = []

    @Option(parsing: .unconditional, help: "The program to run in place of the image's ENTRYPOINT; empty for none.")
    public var entrypoint: String?

    /// The names of flags that were given and are ignored; `RunFlags` adds them.
    @Option(parsing: .unconditionalSingleValue, help: .hidden)
    public var leftOut: [String] = []

    @OptionGroup(title: "Files") public var files: RunFileOptions
    @OptionGroup(title: "The network") public var network: RunNetworkOptions
    @OptionGroup(title: "Rights and limits") public var limits: RunLimitOptions
    @OptionGroup(title: "Life") public var life: RunLifeOptions

    @Argument(help: "The image, by name or ID.")
    public var image: String

    @Argument(parsing: .captureForPassthrough, help: "The command, in place of the image's CMD.")
    public var command: [String] = []

    public init() {}
}

/// The options for the files that a container sees.
public struct RunFileOptions: ParsableArguments, Sendable {
    @Option(
        name: [.customShort("v"), .long], parsing: .unconditionalSingleValue,
        help: "A folder of the host or a volume in the container, as PATH:PATH[:ro], NAME:PATH or PATH.")
    public var volume: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "type=bind|volume|tmpfs,source=…,target=…[,readonly].")
    public var mount: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "A folder in memory, as PATH[:size=64m,mode=1777].")
    public var tmpfs: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "All volumes of another container, as CONTAINER[:ro].")
    public var volumesFrom: [String] = []

    @Flag(help: "Let nothing be written into the image's files.")
    public var readOnly = false

    @Option(parsing: .unconditional, help: "Size of /dev/shm: 64m unless it is given.")
    public var shmSize: String?

    @Option(parsing: .unconditionalSingleValue, help: "A device that every container has; others are refused.")
    public var device: [String] = []

    public init() {}
}

/// The options for a container's networks and addresses.
public struct RunNetworkOptions: ParsableArguments, Sendable {
    @Option(
        name: .customLong("network"), parsing: .unconditionalSingleValue,
        help: "bridge (its own), host, none, container:NAME, or a network's name; several of those that you have made.")
    public var names: [String] = []

    /// The first network; `bridge` where none is given.
    public var name: String { names.first ?? "bridge" }

    @Option(parsing: .unconditionalSingleValue, help: "A further name of the container on its network.")
    public var networkAlias: [String] = []

    @Option(parsing: .unconditional, help: "The container's address on a network that you have made.")
    public var ip: String?

    @Option(name: [.customShort("h"), .long], parsing: .unconditional, help: "Name of the container's host.")
    public var hostname: String?

    @Option(parsing: .unconditional, help: "Domain of the container's host.")
    public var domainname: String?

    @Option(parsing: .unconditionalSingleValue, help: "A name for an address, as NAME:ADDRESS or NAME:host-gateway.")
    public var addHost: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "A server that is asked for names.")
    public var dns: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "A domain in which names are looked for.")
    public var dnsSearch: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "An option of resolv.conf.")
    public var dnsOption: [String] = []

    public init() {}
}

/// The options for the rights and limits of a container.
public struct RunLimitOptions: ParsableArguments, Sendable {
    @Option(parsing: .unconditionalSingleValue, help: "A right that the container has beside the usual ones.")
    public var capAdd: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "A right that the container does not have; ALL for all.")
    public var capDrop: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "no-new-privileges, or seccomp=unconfined.")
    public var securityOpt: [String] = []

    @Option(name: [.short, .long], parsing: .unconditional, help: "Memory at most: 512m, 2g.")
    public var memory: String?

    @Option(parsing: .unconditional, help: "Memory and swap at most; -1 for any amount of swap.")
    public var memorySwap: String?

    @Option(parsing: .unconditional, help: "Memory that is kept for it under pressure.")
    public var memoryReservation: String?

    @Option(parsing: .unconditional, help: "Processors at most: 1.5.")
    public var cpus: String?

    @Option(parsing: .unconditional, help: "Weight beside other containers: 1024 is usual.")
    public var cpuShares: Int?

    @Option(parsing: .unconditional, help: "Microseconds of processor time in a period.")
    public var cpuQuota: Int64?

    @Option(parsing: .unconditional, help: "The period, in microseconds.")
    public var cpuPeriod: Int64?

    @Option(parsing: .unconditional, help: "The processors that it may run on: 0-2,4.")
    public var cpusetCpus: String?

    @Option(parsing: .unconditional, help: "Processes at most; -1 for any number.")
    public var pidsLimit: Int64?

    @Option(parsing: .unconditionalSingleValue, help: "A limit of each process, as nofile=1024[:2048].")
    public var ulimit: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "A setting of the container's own kernel namespaces: NAME=VALUE.")
    public var sysctl: [String] = []

    @Option(parsing: .unconditional, help: "How soon the kernel ends it when memory runs out: -1000 to 1000.")
    public var oomScoreAdj: Int?

    @Option(parsing: .unconditional, help: "private or shareable.")
    public var ipc: String?

    @Option(parsing: .unconditional, help: "Only control groups of its own are offered: private.")
    public var cgroupns: String?

    @Option(parsing: .unconditional, help: "Only a process table of its own is offered.")
    public var pid: String?

    @Option(parsing: .unconditional, help: "Only a host name of its own is offered.")
    public var uts: String?

    @Option(parsing: .unconditional, help: "host, which changes nothing.")
    public var userns: String?

    @Option(parsing: .unconditional, help: "crun or runc.")
    public var runtime: String?

    public init() {}
}

/// The options for the start and the end of a container, and for what is kept of it.
public struct RunLifeOptions: ParsableArguments, Sendable {
    @Option(parsing: .unconditional, help: "missing, always or never: when the image is fetched.")
    public var pull: String = "missing"

    @Option(parsing: .unconditional, help: "os/architecture[/variant] of the image.")
    public var platform: String?

    @Option(parsing: .unconditional, help: "A new file for the container's ID, written once its ports are its own.")
    public var cidfile: String?

    @Flag(help: "Let a small first process pass signals on and collect what has ended.")
    public var `init` = false

    @Option(parsing: .unconditional, help: "no, on-failure[:TIMES], always or unless-stopped.")
    public var restart = "no"

    @Option(parsing: .unconditional, help: "The signal that asks the container to end.")
    public var stopSignal: String?

    @Option(parsing: .unconditional, help: "Seconds before a container that was asked to end is killed.")
    public var stopTimeout: Int64?

    @Option(parsing: .unconditional, help: "A command that tells whether the container is well.")
    public var healthCmd: String?

    @Option(parsing: .unconditional, help: "Time between two of its runs: 30s.")
    public var healthInterval: String?

    @Option(parsing: .unconditional, help: "Time that one run may take.")
    public var healthTimeout: String?

    @Option(parsing: .unconditional, help: "Failures before the container is unhealthy.")
    public var healthRetries: Int64?

    @Option(parsing: .unconditional, help: "Time in which failures do not count.")
    public var healthStartPeriod: String?

    @Option(parsing: .unconditional, help: "Time between two runs in that time.")
    public var healthStartInterval: String?

    @Flag(help: "Do not ask the container whether it is well.")
    public var noHealthcheck = false

    @Option(parsing: .unconditional, help: "json-file, local or none.")
    public var logDriver: String?

    @Option(parsing: .unconditionalSingleValue, help: "max-size=10m, max-file=3.")
    public var logOpt: [String] = []

    @Option(name: [.short, .long], parsing: .unconditionalSingleValue, help: "stdin, stdout or stderr, and no other.")
    public var attach: [String] = []

    @Option(parsing: .unconditional, help: "Keys that leave the container running: ctrl-p,ctrl-q.")
    public var detachKeys: String?

    @Option(parsing: .unconditional, help: "Whether signals are passed on: true or false.")
    public var sigProxy: Bool = true

    @Flag(help: "Where the container fails, say it in Docker's words too, as `slipway explain` does.")
    public var explain = false

    public init() {}
}
