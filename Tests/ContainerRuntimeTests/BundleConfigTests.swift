import ImageFormat
import SystemPackage
import Testing

@testable import ContainerRuntime

@Suite struct BundleConfigTests {
    private func config(
        _ change: (inout ContainerSpec) -> Void = { _ in }, users: Namespaces.Users = .all, loadsFilter: Bool = true
    ) -> JSON {
        var spec = ContainerSpec(process: ProcessSpec(arguments: ["true"]), root: "/merged")
        change(&spec)
        let environment = BundleEnvironment(
            users: users, scratch: "/scratch", system: users == .all ? nil : "/scratch/sys",
            devices: ["/device"], loadsFilter: loadsFilter)
        return BundleConfig(spec: spec, environment: environment).json
    }

    private func namespaces(_ json: JSON) -> [String] {
        (json["linux"]?["namespaces"]?.elements ?? []).map { namespace in
            [namespace["type"]?.string, namespace["path"]?.string].compactMap { $0 }.joined(separator: "=")
        }
    }

    private func mount(_ json: JSON, at target: String) -> JSON? {
        json["mounts"]?.elements?.last { $0["destination"]?.string == target }
    }

    @Test(arguments: [
        (ContainerSpec.Network.host, ["pid", "mount", "ipc", "uts", "cgroup"]),
        (.none, ["pid", "mount", "ipc", "uts", "cgroup", "network"]),
        (.joined("/proc/1/ns/net"), ["pid", "mount", "ipc", "uts", "cgroup", "network=/proc/1/ns/net"]),
    ])
    func joinsTheNetwork(_ network: ContainerSpec.Network, _ expected: [String]) {
        #expect(namespaces(config { $0.network = network }) == expected)
    }

    @Test func writesTheProcess() {
        let json = config {
            $0.process = ProcessSpec(
                arguments: ["a", "b"], environment: ["X=1"], workingDirectory: "/app",
                user: UserIdentity(uid: 5, gid: 6, additionalGroups: [7]), hasTerminal: true)
        }["process"]
        #expect(json?["args"] == .strings(["a", "b"]))
        #expect(json?["env"] == .strings(["X=1"]))
        #expect(json?["cwd"] == .string("/app"))
        #expect(json?["terminal"] == .bool(true))
        #expect(json?["noNewPrivileges"] == .bool(false), "sudo works, as in Docker")
        #expect(json?["user"]?["umask"] == .integer(0o022))
        #expect(json?["oomScoreAdj"] == .integer(0))
        #expect(json?["user"]?["additionalGids"] == .array([.integer(6), .integer(7)]))
        #expect(json?["capabilities"]?["effective"] == .array([]), "only root holds capabilities from the start")
        #expect(json?["capabilities"]?["bounding"] == .strings(Capabilities.standard))
    }

    @Test func givesRootDockersCapabilities() {
        #expect(config()["process"]?["capabilities"]?["effective"] == .strings(Capabilities.standard))
        #expect(Capabilities.standard.count == 14)
    }

    @Test func makesNoDeviceNodesWithoutAFilter() {
        let bounding = config { $0.usesSeccomp = false }["process"]?["capabilities"]?["bounding"]
        #expect(bounding == .strings(Capabilities.standard.filter { $0 != "CAP_MKNOD" }))
    }

    @Test func oneUserHasNoGroups() {
        let json = config({ $0.process.user.additionalGroups = [7] }, users: .one)
        #expect(json["process"]?["user"]?["additionalGids"] == .array([]))
        #expect(mount(json, at: "/dev/pts")?["options"]?.elements?.contains(.string("gid=5")) == false)
    }

    @Test func showsTheHostsSystemFilesWithoutRoot() {
        let json = config(users: .range)
        #expect(mount(json, at: "/sys")?["options"] == .strings(["rbind", "nosuid", "noexec", "nodev", "ro"]))
        #expect(mount(json, at: "/sys")?["source"] == .string("/scratch/sys"), "bound read-only, with all below it")
        #expect(json["process"]?["oomScoreAdj"] == nil, "a user may not lower it")
        #expect(mount(json, at: "/scratch")?["type"] == .string("tmpfs"), "what slipway keeps there is hidden")
        #expect(mount(config(), at: "/sys")?["type"] == .string("sysfs"))
    }

    @Test(arguments: [
        (Mount.directory("/a", at: "/b"), ["bind", "/a", "rbind", "rprivate", "ro", "nodev"]),
        (Mount.file("/a", at: "/b", isReadOnly: false), ["bind", "/a", "rbind", "rprivate", "rw", "nodev"]),
        (Mount.file("/device", at: "/b"), ["bind", "/device", "rbind", "rprivate", "ro"]),
        (
            Mount(.temporary(size: 64, mode: 0o1777), at: "/b"),
            ["tmpfs", "tmpfs", "nosuid", "nodev", "mode=1777", "size=64"]
        ),
    ])
    func writesMounts(_ value: Mount, _ expected: [String]) throws {
        let json = try #require(mount(config { $0.mounts = [value] }, at: "/b"))
        let options = (json["options"]?.elements ?? []).compactMap(\.string)
        #expect([json["type"]?.string ?? "", json["source"]?.string ?? ""] + options == expected)
    }

    @Test func filtersSystemCalls() throws {
        #expect(config()["linux"]?["seccomp"] == SeccompProfile(capabilities: Capabilities.standard).json)
        #expect(config { $0.usesSeccomp = false }["linux"]?["seccomp"] == nil)
        let more = Capabilities.standard + ["CAP_SYS_ADMIN"]
        let wide = config { $0.process.capabilities = more }
        #expect(wide["linux"]?["seccomp"] == SeccompProfile(capabilities: more).json)
        #if arch(x86_64)
            let name = "run.oci.seccomp_bpf_data"
            #expect(config()["annotations"]?[name] == .string(SeccompFilter.text(for: Capabilities.standard)))
            #expect(wide["annotations"]?[name] == .string(SeccompFilter.text(for: more)))
        #endif
        #expect(config(loadsFilter: false)["annotations"] == nil)
        #expect(config { $0.usesSeccomp = false }["annotations"] == nil)
    }

    @Test func letsEverybodyListenAndPing() {
        let low = "net.ipv4.ip_unprivileged_port_start"
        let ping = "net.ipv4.ping_group_range"
        let root = config { $0.network = .none }["linux"]?["sysctl"]
        #expect(root?[low] == .string("0"))
        #expect(root?[ping] == .string("0 2147483647"))
        let user = config({ $0.network = .none }, users: .range)["linux"]?["sysctl"]
        #expect(user?[low] == .string("0"))
        #expect(user?[ping] == nil, "a map with holes cannot name all groups")
        #expect(config()["linux"]?["sysctl"] == nil, "the host's network keeps its settings")
    }
}
