import ImageFormat
import SystemPackage
import Testing

@testable import ContainerRuntime

@Suite struct BundleConfigTests {
    private func config(
        _ change: (inout ContainerSpec) -> Void = { _ in }, users: Namespaces.Users = .all
    ) -> JSON {
        var spec = ContainerSpec(process: ProcessSpec(arguments: ["true"]), root: "/merged")
        change(&spec)
        return BundleConfig(spec: spec, environment: BundleEnvironment(users: users, scratch: "/scratch")).json
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
        (ContainerSpec.Network.host, ["pid", "mount", "ipc", "uts"]),
        (.none, ["pid", "mount", "ipc", "uts", "network"]),
        (.joined("/proc/1/ns/net"), ["pid", "mount", "ipc", "uts", "network=/proc/1/ns/net"]),
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
        #expect(json?["noNewPrivileges"] == .bool(true))
        #expect(json?["user"]?["additionalGids"] == .array([.integer(6), .integer(7)]))
        #expect(json?["capabilities"]?["effective"] == .array([]), "only root holds capabilities from the start")
        #expect(json?["capabilities"]?["bounding"] == .strings(Capabilities.standard))
    }

    @Test func givesRootDockersCapabilities() {
        #expect(config()["process"]?["capabilities"]?["effective"] == .strings(Capabilities.standard))
        #expect(Capabilities.standard.count == 14)
    }

    @Test func oneUserHasNoGroups() {
        let json = config({ $0.process.user.additionalGroups = [7] }, users: .one)
        #expect(json["process"]?["user"]?["additionalGids"] == .array([]))
        #expect(mount(json, at: "/dev/pts")?["options"]?.elements?.contains(.string("gid=5")) == false)
    }

    @Test func showsTheHostsSystemFilesWithoutRoot() {
        let json = config(users: .range)
        #expect(mount(json, at: "/sys")?["options"] == .strings(["rbind", "nosuid", "noexec", "nodev", "ro"]))
        #expect(mount(json, at: "/scratch")?["type"] == .string("tmpfs"), "what slipway keeps there is hidden")
        #expect(mount(config(), at: "/sys")?["type"] == .string("sysfs"))
    }

    @Test(arguments: [
        (Mount.directory("/a", at: "/b"), ["bind", "/a", "rbind", "rprivate", "ro"]),
        (Mount.file("/a", at: "/b", isReadOnly: false), ["bind", "/a", "rbind", "rprivate", "rw"]),
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
        let profile = try #require(config()["linux"]?["seccomp"])
        #expect(profile["defaultAction"] == .string("SCMP_ACT_ERRNO"))
        #expect(profile["defaultErrnoRet"] == .integer(1))
        let allowed = Set(SeccompProfile.allowed)
        #expect(allowed.isSuperset(of: ["read", "openat2", "ptrace", "chroot", "statx"]))
        #expect(allowed.isDisjoint(with: ["mount", "bpf", "keyctl", "kexec_load", "clone3", "unshare", "setns"]))
        #expect(allowed.count == SeccompProfile.allowed.count, "no name twice")
        #expect(config { $0.usesSeccomp = false }["linux"]?["seccomp"] == nil)
    }
}
