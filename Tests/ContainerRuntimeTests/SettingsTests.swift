import ImageFormat
import Testing

@testable import ContainerRuntime

@Suite struct SettingsTests {
    /// Every setting, each with a value that is not its standard.
    static var all: ContainerSettings {
        var settings = ContainerSettings()
        settings.config = ContainerConfig(
            user: "app", environment: ["A=ü"], command: ["sh"], labels: ["l": "m"],
            healthcheck: Healthcheck(test: ["CMD", "true"], interval: 5))
        settings.additionalGroups = ["wheel"]
        settings.isInteractive = true
        settings.mounts = [
            MountRequest(.path("/x"), at: "/y", isReadOnly: true),
            MountRequest(.volume("data", isAnonymous: true), at: "/data", copiesContent: false),
            MountRequest(.memory(["size=1"]), at: "/tmp"),
        ]
        settings.isRootReadOnly = true
        settings.sharedMemory = 7
        settings.network.choice = .named("net")
        settings.network.aliases = ["web"]
        settings.network.address = "172.18.0.9"
        settings.network.ports = [
            PortMapping(hostPort: 0, containerPort: 80),
            PortMapping(address: .four(0), hostPort: 53, containerPort: 53, transport: .udp),
            PortMapping(address: .six([UInt8](repeating: 0, count: 16)), hostPort: 0, containerPort: 1),
            PortMapping(hostPort: 7010, lastHostPort: 7015, containerPort: 90),
        ]
        settings.network.hostname = "h"
        settings.network.domain = "d"
        settings.network.hosts = ["a:1.2.3.4"]
        settings.network.servers = ["9.9.9.9"]
        settings.network.searches = ["s"]
        settings.network.options = ["o"]
        settings.network.add(FurtherNetwork("second", aliases: ["a"], address: "172.19.0.9"))
        settings.network.add(FurtherNetwork("third"))
        settings.rights.capabilities = ["CAP_CHOWN"]
        settings.rights.hasNoNewPrivileges = true
        settings.rights.usesSeccomp = false
        settings.resources.memory = 1
        settings.resources.memorySwap = -1
        settings.resources.memoryReservation = 3
        settings.resources.cpuQuota = 4
        settings.resources.cpuPeriod = 5
        settings.resources.cpuShares = 6
        settings.resources.processors = "0-1"
        settings.resources.processes = 8
        settings.resources.processLimits = [ProcessLimit("nofile=10:20"), ProcessLimit("memlock=-1")].compactMap { $0 }
        settings.resources.systemSettings = ["net.x": "1"]
        settings.resources.oomScoreAdjustment = -9
        settings.hasInit = true
        settings.restart = .onFailure(limit: 3)
        settings.stopTimeout = 4
        settings.logLimit = 100
        return settings
    }

    @Test func areReadAsTheyWereWritten() throws {
        for settings in [Self.all, ContainerSettings()] {
            let json = try JSON(parsing: settings.json.encoded())
            #expect(ContainerSettings(json: json) == settings)
        }
    }

    /// A setting that somebody adds is written, too.
    @Test func noneIsMissingAbove() {
        let (all, none) = (Self.all, ContainerSettings())
        let pairs: [(Any, Any)] = [
            (all, none), (all.network, none.network), (all.rights, none.rights), (all.resources, none.resources),
        ]
        for (set, unset) in pairs {
            for (one, other) in zip(Mirror(reflecting: set).children, Mirror(reflecting: unset).children) {
                #expect(String(describing: one.value) != String(describing: other.value), "\(one.label ?? "")")
            }
        }
    }

    @Test(arguments: ["container:abc", "bridge", "host", "none", "mine"])
    func aNetworkIsReadAsItIsShown(_ mode: String) { #expect(NetworkSettings(mode: mode).mode == mode) }

    @Test func aContainerThatHasLeftAllNetworksIsReadAsOne() throws {
        var settings = ContainerSettings()
        settings.network.choice = .named("web")
        settings.network.remove("web")
        #expect(settings.network.choice == .left && settings.network.mode == "bridge")
        let json = try JSON(parsing: settings.json.encoded())
        #expect(ContainerSettings(json: json) == settings)
    }

    @Test(arguments: [
        ("no", RestartPolicy.never), ("always", .always), ("unless-stopped", .unlessStopped),
        ("on-failure", .onFailure(limit: nil)), ("on-failure:3", .onFailure(limit: 3)),
    ])
    func policiesAreRead(_ text: String, _ policy: RestartPolicy) {
        #expect(RestartPolicy(text) == policy && policy.text == text)
    }

    @Test(arguments: ["sometimes", "on-failure:", "on-failure:-1", "always:3", "no:1"])
    func othersAreNone(_ text: String) { #expect(RestartPolicy(text) == nil) }

    @Test func aContainerIsStartedAgainAsItsPolicySays() {
        let cases: [(RestartPolicy, Int32, Int, Bool, Bool)] = [
            (.never, 1, 0, false, false), (.always, 0, 9, false, true), (.always, 0, 0, true, false),
            (.unlessStopped, 1, 0, false, true), (.onFailure(limit: 2), 1, 1, false, true),
            (.onFailure(limit: 2), 1, 2, false, false), (.onFailure(limit: nil), 0, 0, false, false),
        ]
        for (policy, status, times, wasStopped, expected) in cases {
            #expect(policy.restarts(afterStatus: status, times: times, wasStopped: wasStopped) == expected)
        }
        #expect(RestartPolicy.pause(before: 0) == 0.1 && RestartPolicy.pause(before: 50) == 60)
    }

    @Test(arguments: ["nofile=1024", "nofile=1:2", "core=-1", "nproc=5:-1"])
    func limitsAreRead(_ text: String) { #expect(ProcessLimit(text) != nil) }

    @Test(arguments: ["nofile", "nofile=", "nofile=a", "nofile=2:1", "nofile=-1:5", "files=1", "nofile=1:2:3"])
    func otherLimitsAreNone(_ text: String) { #expect(ProcessLimit(text) == nil) }

    @Test func capabilitiesAreAddedAndDropped() throws {
        #expect(try Capabilities.standard(adding: [], dropping: []) == Capabilities.standard)
        #expect(try Capabilities.standard(adding: ["net_admin"], dropping: ["ALL"]) == ["CAP_NET_ADMIN"])
        let most = try Capabilities.standard(adding: ["ALL"], dropping: ["CAP_SYS_ADMIN"])
        #expect(most.count == 40 && !most.contains("CAP_SYS_ADMIN"))
        #expect(try !Capabilities.standard(adding: [], dropping: ["mknod"]).contains("CAP_MKNOD"))
        #expect(throws: RuntimeError.unknownCapability("FLY")) {
            try Capabilities.standard(adding: ["FLY"], dropping: [])
        }
    }
}
