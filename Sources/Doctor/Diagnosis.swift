/// What the facts of a machine mean for its user.
public enum Diagnosis {
    /// One finding for each thing, in the order in which a reader needs them.
    public static func findings(of facts: MachineFacts) -> [MachineFinding] {
        let own = [
            terminal(facts.terminal), disk(facts.storage), memory(facts.memory), container(facts),
            userNamespaces(facts), overlay(facts.kernel), controlGroups(facts), subordinateIDs(facts),
            runtime(facts), network(facts), standIn(facts), registry(facts.registry),
        ]
        return own + facts.ports.map(port) + [ownEngine(own), engine(facts.docker), toolchain(facts.swift)]
    }

    /// The engine that needs no Docker: it works where nothing that it needs is broken.
    private static func ownEngine(_ findings: [MachineFinding]) -> MachineFinding {
        let broken = findings.filter { $0.state == .broken && $0.id != "terminal" }.map(\.title)
        return MachineFinding(
            "engine", "Engine own", .good,
            found: broken.isEmpty
                ? "works, and needs no Docker" : "does not work here: see \(broken.joined(separator: ", "))")
    }

    /// Whether a build and the lab work at all.
    public static func isUsable(_ findings: [MachineFinding]) -> Bool { findings.allSatisfy { $0.state != .broken } }

    static func terminal(_ terminal: MachineFacts.Terminal) -> MachineFinding {
        func finding(_ state: MachineFinding.State, _ limit: String?, _ cure: Cure?) -> MachineFinding {
            let colours = terminal.colours > 1 ? "\(terminal.colours) colours" : "no colours"
            let found =
                terminal.isThere
                ? "\(terminal.name.isEmpty ? "TERM is not set" : terminal.name), \(terminal.columns)x\(terminal.rows), "
                    + "\(colours), \(terminal.isUTF8 ? "UTF-8" : "no UTF-8")"
                : "standard output is not a terminal"
            return MachineFinding("terminal", "Terminal", state, found: found, limit: limit, cure: cure)
        }
        if !terminal.isThere {
            return finding(.limited, "the lab needs a terminal; every other command works", nil)
        }
        if !terminal.isKnown {
            return finding(
                .broken, "the lab cannot draw on a terminal that the system does not know",
                .advice("set TERM to a name that is known here, such as xterm-256color: export TERM=xterm-256color"))
        }
        if terminal.columns < 60 || terminal.rows < 20 {
            return finding(
                .limited, "the lab shows one pane at a time in less than 60x20",
                .advice("make the window larger, or the letters smaller"))
        }
        if !terminal.isUTF8 {
            return finding(
                .limited, "marks and lines are drawn with plain letters",
                .advice("choose a UTF-8 locale: export LC_ALL=C.UTF-8"))
        }
        if terminal.colours < 8 { return finding(.limited, "states are told by marks and words alone", nil) }
        return finding(.good, nil, nil)
    }

    static func disk(_ storage: MachineFacts.Storage) -> MachineFinding {
        let found = "\(size(storage.free)) free for \(storage.path)"
        func finding(_ state: MachineFinding.State, _ limit: String?, _ cure: Cure?) -> MachineFinding {
            MachineFinding("disk", "Disk", state, found: found, limit: limit, cure: cure)
        }
        if !storage.isWritable {
            return finding(
                .broken, "nothing can be built: this user cannot write there",
                .advice("set SLIPWAY_HOME to a folder of your own"))
        }
        if let files = storage.freeFiles, files < 20_000 {
            return finding(
                .limited, "only \(files) more files fit, which is fewer than a base image has",
                .command("slipway system prune --all --force"))
        }
        if storage.free < 1 << 30 {
            return finding(
                storage.free < 200 << 20 ? .broken : .limited, "a lesson with its base images needs about 1 GB",
                .command("slipway system prune --all --force"))
        }
        return finding(.good, nil, nil)
    }

    static func memory(_ bytes: Int64) -> MachineFinding {
        let isEnough = bytes >= 512 << 20
        return MachineFinding(
            "memory", "Memory", isEnough ? .good : .limited, found: "\(size(bytes)) available",
            limit: isEnough ? nil : "pip, and programs of lessons, may be ended for want of memory",
            cure: isEnough ? nil : .advice("end other programs"))
    }

    static func container(_ facts: MachineFacts) -> MachineFinding {
        func finding(_ state: MachineFinding.State, _ found: String) -> MachineFinding {
            MachineFinding("container", "Container", state, found: found)
        }
        let isAllowed = facts.user.isRoot ? facts.kernel.hasMountNamespaces : facts.kernel.userNamespaces == .work
        switch (facts.container, isAllowed) {
        case (nil, _) where !facts.user.isRoot: return finding(.good, "this is not a container")
        case (nil, true): return finding(.good, "this is not a container")
        case (let name?, true): return finding(.good, "inside \(name), which allows namespaces")
        case (let name, false):
            var broken = finding(.broken, "inside \(name ?? "a container"), which allows no namespaces")
            broken.limit = "nothing can be built or run here"
            broken.cure = .advice(
                "start that container with --privileged, or with --security-opt seccomp=unconfined "
                    + "--security-opt apparmor=unconfined")
            return broken
        }
    }

    static func userNamespaces(_ facts: MachineFacts) -> MachineFinding {
        func broken(_ found: String, _ cure: Cure) -> MachineFinding {
            // Root does without them.
            MachineFinding(
                "user-namespaces", "User namespaces", facts.user.isRoot ? .good : .broken,
                found: facts.user.isRoot ? "\(found); root does not need them" : found,
                limit: facts.user.isRoot ? nil : "an ordinary user cannot build or run anything",
                cure: facts.user.isRoot ? nil : cure)
        }
        switch facts.kernel.userNamespaces {
        case .work: return MachineFinding("user-namespaces", "User namespaces", .good, found: "can be made")
        case .noneAllowed:
            return broken(
                "user.max_user_namespaces is 0", .command("sysctl -w user.max_user_namespaces=15000"))
        case .restrictedByAppArmor:
            return broken(
                "AppArmor keeps them from ordinary programs",
                .command("sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"))
        case .refused(let words):
            return broken("the kernel refuses them: \(words)", .advice("ask the administrator of this machine"))
        }
    }

    static func overlay(_ kernel: MachineFacts.Kernel) -> MachineFinding {
        MachineFinding(
            "overlay", "Overlay file system", kernel.hasOverlay ? .good : .broken,
            found: kernel.hasOverlay ? "there" : "the kernel does not have it",
            limit: kernel.hasOverlay ? nil : "layers cannot be laid over each other: nothing can be built",
            cure: kernel.hasOverlay ? nil : .command("modprobe overlay"))
    }

    static func controlGroups(_ facts: MachineFacts) -> MachineFinding {
        let found = facts.kernel.controlGroups == .none ? "none" : facts.kernel.controlGroups.rawValue
        let canLimit = facts.kernel.controlGroups == .version2
        return MachineFinding(
            "cgroups", "Control groups", canLimit ? .good : .limited, found: found,
            limit: canLimit ? nil : "--memory, --cpus and --pids-limit of a container cannot be kept")
    }

    static func subordinateIDs(_ facts: MachineFacts) -> MachineFinding {
        func finding(_ found: String, _ cure: Cure?) -> MachineFinding {
            MachineFinding(
                "subordinate-ids", "Subordinate IDs", cure == nil ? .good : .limited, found: found,
                limit: cure == nil
                    ? nil : "containers have user 0 alone: chown, USER, and packages that make users, fail there",
                cure: cure)
        }
        if facts.user.isRoot { return finding("root does not need them", nil) }
        if facts.programs["newuidmap"] == nil {
            return finding("newuidmap is missing", .packages(["uidmap"]))
        }
        let count = facts.user.subordinateIDs
        if count < 65_536 {
            let found =
                count == 0 ? "/etc/subuid gives \(facts.user.name) none" : "\(count), fewer than an image may use"
            return finding(found, .subordinateIDs(user: facts.user.name))
        }
        return finding("\(count)", nil)
    }

    static func runtime(_ facts: MachineFacts) -> MachineFinding {
        guard let runtime = facts.runtime else {
            return MachineFinding(
                "runtime", "Container runtime", .broken, found: "neither crun nor runc starts",
                limit: "no RUN can be performed and no container started", cure: .packages(["crun"]))
        }
        return MachineFinding("runtime", "Container runtime", .good, found: runtime)
    }

    static func network(_ facts: MachineFacts) -> MachineFinding {
        func finding(_ found: String, _ cure: Cure?) -> MachineFinding {
            MachineFinding(
                "network", "Network of containers", cure == nil ? .good : .limited, found: found,
                limit: cure == nil ? nil : "a container reaches nothing outside, except with --network host",
                cure: cure)
        }
        if facts.programs["slirp4netns"] == nil { return finding("slirp4netns is missing", .packages(["slirp4netns"])) }
        switch facts.kernel.tun {
        case .works: return finding("slirp4netns", nil)
        case .missing: return finding("/dev/net/tun cannot be opened", .command("modprobe tun"))
        case .forbidden:
            return finding("the permissions of /dev/net/tun keep you out", .command("chmod 0666 /dev/net/tun"))
        }
    }

    static func standIn(_ facts: MachineFacts) -> MachineFinding {
        let isThere = facts.programs["apt-get"] != nil
        return MachineFinding(
            "stand-in", "Stand-in of a base image", isThere ? .good : .limited,
            found: isThere ? "apt-get can fetch its packages" : "apt-get is missing",
            limit: isThere ? nil : "without a registry there is no base image to begin from",
            cure: isThere ? nil : .advice("Take an image from a colleague's file: slipway load -i FILE"))
    }

    static func registry(_ registry: MachineFacts.Registry) -> MachineFinding {
        switch registry {
        case .notTried: MachineFinding("registry", "Registry", .good, found: "not tried; --network tries it")
        case .reached: MachineFinding("registry", "Registry", .good, found: "answers")
        case .unreachable(let words):
            MachineFinding(
                "registry", "Registry", .limited, found: words,
                limit: "base images come from the store, or their stand-ins are assembled",
                cure: .advice("look at the network, and at HTTPS_PROXY where the network has a proxy"))
        }
    }

    static func port(_ port: MachineFacts.Port) -> MachineFinding {
        guard let holder = port.holder else {
            return MachineFinding("port-\(port.number)", "Port \(port.number)", .good, found: "free")
        }
        return MachineFinding(
            "port-\(port.number)", "Port \(port.number)", .limited, found: "\(holder) listens there",
            limit: "a step that publishes this port has to wait for it",
            cure: .advice("stop that program, or publish another port: -p 5001:5000"))
    }

    static func engine(_ engine: MachineFacts.Engine) -> MachineFinding {
        switch engine {
        case .missing: MachineFinding("docker", "Engine docker", .good, found: "docker is not here, and not needed")
        case .answers(let summary):
            MachineFinding("docker", "Engine docker", .good, found: "--engine docker works: \(summary)")
        case .silent(let summary):
            MachineFinding("docker", "Engine docker", .good, found: "--engine docker does not work: \(summary)")
        }
    }

    static func toolchain(_ version: String?) -> MachineFinding {
        MachineFinding(
            "swift", "Swift toolchain", .good, found: version ?? "not here; only building Slipway itself needs it")
    }

    /// A count of bytes as people read it.
    static func size(_ bytes: Int64) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var (value, unit) = (Double(bytes), 0)
        while value >= 1000, unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
        let text = value < 10 && unit > 0 ? "\((value * 10).rounded() / 10)" : "\(Int(value.rounded()))"
        return "\(text) \(units[unit])"
    }
}
