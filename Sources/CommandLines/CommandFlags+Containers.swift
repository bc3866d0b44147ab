/// The flags of the commands about containers, networks and volumes, in the notation of `CommandFlags`.
extension CommandFlags {
    static let containers: [String: String] = [
        "attach": "detach-keys= no-stdin sig-proxy+", "commit": "author:a= change:c= message:m= pause:p+ !no-pause",
        "container inspect": "format:f= ~size:s", "container prune": "force:f filter=",
        "cp": "archive:a follow-link:L quiet:q", "diff": "", "export": "output:o=",
        "import": "change:c= message:m= platform=", "kill": "signal:s=",
        "logs": "follow:f timestamps:t details tail:n= since= until=", "pause": "", "port": "", "rename": "",
        "restart": "time:t= timeout= signal:s=", "rm": "force:f volumes:v link:l",
        "start": "attach:a interactive:i detach-keys= !checkpoint= !checkpoint-dir=",
        "stats": "all:a format= no-stream no-trunc", "stop": "time:t= timeout= signal:s=", "unpause": "",
        "update": "restart= " + limits.map { "!" + $0 + "=" }.joined(separator: " ") + " !memory:m= !kernel-memory=",
        "wait": "",
    ]

    static let networks: [String: String] = [
        "network connect": "alias= ip= ~driver-opt= ~gw-priority= !ip6= !link= !link-local-ip=",
        "network create":
            "attachable driver:d= gateway= internal ip-range= ipv6 label= opt:o= subnet= !aux-address= !config-from= !config-only !ingress ~ipam-driver= ~ipam-opt= ipv4+ ~scope=",
        "network disconnect": "force:f", "network inspect": "format:f= verbose:v",
        "network ls": "filter:f= format= no-trunc quiet:q", "network prune": "filter= force:f", "network rm": "force:f",
    ]

    static let volumes: [String: String] = [
        "volume create":
            "driver:d= label= opt:o= !availability= !group= !limit-bytes= !required-bytes= !scope= !secret= !sharing= !topology-preferred= !topology-required= !type=",
        "volume inspect": "format:f=", "volume ls": "filter:f= format= quiet:q ~cluster",
        "volume prune": "all:a filter= force:f", "volume rm": "force:f",
    ]

    /// Other names that docker has for these commands.
    static let containerNames: [String: String] = {
        var names = [
            "container ls": "ps", "container list": "ps", "container ps": "ps", "container remove": "rm",
            "network list": "network ls", "network remove": "network rm", "volume list": "volume ls",
            "volume remove": "volume rm",
        ]
        for name in containers.keys where !name.contains(" ") { names["container " + name] = name }
        // `docker import` is about an image, and so is its other name.
        names["container import"] = nil
        names["image import"] = "import"
        return names
    }()

    /// The limits that docker's `update` can change besides the restart policy.
    private static let limits = [
        "blkio-weight", "cpu-period", "cpu-quota", "cpu-rt-period", "cpu-rt-runtime", "cpu-shares:c", "cpus",
        "cpuset-cpus", "cpuset-mems", "memory-reservation", "memory-swap", "pids-limit",
    ]

    static let containerReasons: [String: String] = {
        var reasons = [
            "aux-address": "choose the addresses of containers by --ip.",
            "change": "build an image with `FROM` the imported one, and the instruction in it.",
            "checkpoint": "containers are not frozen to the disk here.",
            "checkpoint-dir": "containers are not frozen to the disk here.",
            "config-from": "networks cannot take their settings from another network here.",
            "config-only": "networks cannot take their settings from another network here.",
            "ingress": "Slipway has no swarm.",
            "ip6": "networks of containers have IPv4 addresses here: use --ip.",
            "link": "links are Docker's past: on a network, containers find each other by name and --alias.",
            "link-local-ip": "networks of containers have one address a container here.",
            "no-pause": "write it as --pause=false.",
        ]
        for name in ["availability", "group", "limit-bytes", "required-bytes", "scope", "secret", "sharing"]
            + ["topology-preferred", "topology-required", "type"]
        {
            reasons[name] = "there are no volumes of a cluster here."
        }
        for name in limits.map({ String($0.prefix { $0 != ":" }) }) + ["memory", "kernel-memory"] {
            reasons[name] =
                "the limits of a container are set when it is made: it has to be made again, by `docker run`."
        }
        return reasons
    }()
}
