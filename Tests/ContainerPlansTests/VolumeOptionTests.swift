import ContainerRuntime
import Testing

@testable import ContainerPlans

/// `-v`, `--mount` and `--tmpfs`.
struct VolumeOptionTests {
    @Test(arguments: [
        ("data:/srv", MountRequest(.volume("data", isAnonymous: false), at: "/srv")),
        ("/a/../b:/srv/:ro", MountRequest(.path("/b"), at: "/srv", isReadOnly: true)),
        ("data:/srv:nocopy,z", MountRequest(.volume("data", isAnonymous: false), at: "/srv", copiesContent: false)),
    ])
    func volumes(_ text: String, _ request: MountRequest) throws {
        #expect(try VolumeOption.volume(text) == request)
    }

    @Test func aPathAloneIsAVolumeWithoutAName() throws {
        let (one, other) = (try VolumeOption.volume("/data"), try VolumeOption.volume("/data"))
        #expect(one.isAnonymous && one.target == "/data" && one.volume != other.volume)
    }

    @Test(arguments: [
        ("type=bind,src=/etc,dst=/e,readonly", MountRequest(.path("/etc"), at: "/e", isReadOnly: true)),
        ("source=data,target=/d", MountRequest(.volume("data", isAnonymous: false), at: "/d")),
        (
            "type=tmpfs,destination=/t,tmpfs-size=1m,tmpfs-mode=700",
            MountRequest(.memory(["rw", "nosuid", "nodev", "noexec", "size=1048576", "mode=700"]), at: "/t")
        ),
    ])
    func mounts(_ text: String, _ request: MountRequest) throws { #expect(try MountOption.request(text) == request) }

    @Test func aVolumeWithoutANameIsLeftEmptyWhereThatIsAskedFor() throws {
        #expect(try !MountOption.request("type=volume,dst=/data,volume-nocopy").copiesContent)
        #expect(try MountOption.request("type=volume,dst=/data").copiesContent)
    }

    @Test(arguments: [
        ("/t", ["rw", "nosuid", "nodev", "noexec"]), ("/t:exec,size=1m", ["rw", "nosuid", "nodev", "exec", "size=1m"]),
        ("/t:ro", ["nosuid", "nodev", "noexec", "ro"]),
    ])
    func aTmpfsHasDockersOptions(_ text: String, _ options: [String]) throws {
        #expect(try VolumeOption.memory(text).source == .memory(options))
    }
}
