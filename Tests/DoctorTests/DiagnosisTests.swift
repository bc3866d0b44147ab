import Doctor
import Testing

@Suite struct DiagnosisTests {
    /// A machine on which nothing is missing, apart from what `change` does to it.
    private func facts(_ change: (inout MachineFacts) -> Void = { _ in }) -> MachineFacts {
        var facts = MachineFacts()
        for name in MachineFacts.programNames { facts.programs[name] = "/usr/bin/\(name)" }
        facts.runtime = "crun version 1.8"
        facts.ports = [MachineFacts.Port(5000)]
        change(&facts)
        return facts
    }

    private func finding(_ id: String, _ change: (inout MachineFacts) -> Void) throws -> MachineFinding {
        try #require(Diagnosis.findings(of: facts(change)).first { $0.id == id })
    }

    @Test func aMachineWithEverythingHasNoLimits() {
        let findings = Diagnosis.findings(of: facts())
        #expect(findings.allSatisfy { $0.state == .good && $0.limit == nil && $0.cure == nil })
        #expect(Set(findings.map(\.id)).count == findings.count)
        #expect(DoctorReport(findings, isRoot: false).lines.last == "Everything is there.")
    }

    @Test func theEnginesAreListed() throws {
        #expect(try finding("engine") { _ in }.found.contains("works"))
        #expect(try finding("engine") { $0.runtime = nil }.found == "does not work here: see Container runtime")
        let works = try finding("docker") { $0.docker = .answers("client 29.0.1, daemon 29.0.1") }
        #expect(works.found == "--engine docker works: client 29.0.1, daemon 29.0.1")
        let silent = try finding("docker") { $0.docker = .silent("no daemon answers (permission denied)") }
        #expect(silent.found.contains("does not work: no daemon answers (permission denied)"))
        #expect(try finding("docker") { _ in }.state == .good)
    }

    /// What is wrong, what it is called, how bad it is, and what mends it.
    static let cases: [(@Sendable (inout MachineFacts) -> Void, String, MachineFinding.State, String?)] = [
        ({ $0.terminal.isThere = false }, "terminal", .limited, nil),
        ({ $0.terminal.isKnown = false }, "terminal", .broken, "TERM=xterm-256color"),
        ({ $0.terminal.columns = 40 }, "terminal", .limited, "window"),
        ({ $0.terminal.isUTF8 = false }, "terminal", .limited, "LC_ALL=C.UTF-8"),
        ({ $0.terminal.colours = 0 }, "terminal", .limited, nil),
        ({ $0.storage.isWritable = false }, "disk", .broken, "SLIPWAY_HOME"),
        ({ $0.storage.free = 100 << 20 }, "disk", .broken, "prune"),
        ({ $0.storage.free = 500 << 20 }, "disk", .limited, "prune"),
        ({ $0.storage.freeFiles = 12 }, "disk", .limited, "prune"),
        ({ $0.memory = 100 << 20 }, "memory", .limited, "end other programs"),
        ({ $0.kernel.userNamespaces = .noneAllowed }, "user-namespaces", .broken, "user.max_user_namespaces"),
        ({ $0.kernel.userNamespaces = .restrictedByAppArmor }, "user-namespaces", .broken, "apparmor_restrict"),
        ({ $0.kernel.userNamespaces = .refused("EPERM") }, "user-namespaces", .broken, "administrator"),
        ({ $0.kernel.hasOverlay = false }, "overlay", .broken, "modprobe overlay"),
        ({ $0.kernel.controlGroups = .version1 }, "cgroups", .limited, nil),
        ({ $0.programs["newuidmap"] = nil }, "subordinate-ids", .limited, "install -y --no-install-recommends uidmap"),
        ({ $0.user.subordinateIDs = 0 }, "subordinate-ids", .limited, "usermod --add-subuids 100000-165535"),
        ({ $0.runtime = nil }, "runtime", .broken, "crun"),
        ({ $0.programs["slirp4netns"] = nil }, "network", .limited, "slirp4netns"),
        ({ $0.kernel.tun = .missing }, "network", .limited, "modprobe tun"),
        ({ $0.kernel.tun = .forbidden }, "network", .limited, "chmod 0666 /dev/net/tun"),
        ({ $0.programs["apt-get"] = nil }, "stand-in", .limited, "slipway load"),
        ({ $0.registry = .unreachable("no route to host") }, "registry", .limited, "HTTPS_PROXY"),
        (
            { $0.ports = [MachineFacts.Port(5000, holder: "python3 (process 7)")] }, "port-5000", .limited,
            "-p 5001:5000"
        ),
    ]

    @Test(arguments: cases.indices) func whatIsMissingHasALimitAndACure(_ index: Int) throws {
        let (change, id, state, cure) = Self.cases[index]
        let found = try finding(id, change)
        #expect(found.state == state)
        #expect(found.limit != nil)
        if let cure {
            #expect(found.cure?.text(asRoot: true).contains(cure) == true, "\(found)")
        } else {
            #expect(found.cure == nil)
        }
        // Nothing else is affected.
        let others = Diagnosis.findings(of: facts(change)).filter { $0.id != id }
        #expect(others.allSatisfy { $0.state == .good })
        #expect(Diagnosis.isUsable([found]) == (state != .broken))
    }

    @Test func rootNeedsNeitherUserNamespacesNorIDs() {
        let findings = Diagnosis.findings(
            of: facts {
                $0.user.isRoot = true
                $0.user.subordinateIDs = 0
                $0.kernel.userNamespaces = .noneAllowed
                $0.programs["newuidmap"] = nil
            })
        #expect(findings.allSatisfy { $0.state == .good })
    }

    @Test(arguments: [true, false]) func aContainerWithoutNamespacesIsNamed(isRoot: Bool) throws {
        let broken = try finding("container") {
            $0.container = "docker"
            $0.user.isRoot = isRoot
            $0.kernel.userNamespaces = .refused("EPERM")
            $0.kernel.hasMountNamespaces = false
        }
        #expect(broken.state == .broken && broken.found.contains("docker"))
        #expect(broken.cure?.text(asRoot: isRoot).contains("--privileged") == true)
        let good = try finding("container") { $0.container = "podman" }
        #expect(good.state == .good && good.found.contains("podman"))
    }

    @Test func commandsAreForTheUserWhoReadsThem() {
        let cure = Cure.packages(["crun", "uidmap"])
        #expect(cure.text(asRoot: false) == "sudo apt-get install -y --no-install-recommends crun uidmap")
        #expect(cure.text(asRoot: true) == "apt-get install -y --no-install-recommends crun uidmap")
        #expect(Cure.advice("make it so").text(asRoot: false) == "make it so")
        #expect(cure.needsNoDecision && Cure.subordinateIDs(user: "a").needsNoDecision)
        #expect(!Cure.command("modprobe overlay").needsNoDecision && !Cure.advice("x").needsNoDecision)
    }

    @Test func theReportSaysWhatToDo() {
        let findings = [
            MachineFinding("a", "Disk", .good, found: "much"),
            MachineFinding("b", "Runtime", .broken, found: "none", limit: "no RUN works", cure: .packages(["crun"])),
        ]
        #expect(
            DoctorReport(findings, isRoot: true).lines == [
                "ok      Disk     much", "BROKEN  Runtime  none", "                 no RUN works",
                "                 → apt-get install -y --no-install-recommends crun", "",
                "Slipway does not work here: Runtime. `slipway doctor --fix` mends what needs no decision.",
            ])
    }
}
