import Doctor
import ImageFormat
import Testing

@testable import Machine

/// What files of a machine say, and how cures are performed.
struct MachineTests {
    private func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }

    @Test func memoryIsWhatProgramsCanHave() {
        #expect(KernelFiles.availableMemory(lines("MemTotal: 9 kB\nMemAvailable:    2048 kB\n")) == 2 << 20)
        #expect(KernelFiles.availableMemory(lines("MemTotal: 9 kB\nMemAvailable: much\n")) == nil)
        #expect(KernelFiles.availableMemory([]) == nil)
    }

    @Test(
        arguments: [
            ("ada:100000:65536", 65_536), ("bob:1:2\nada:3:4\nada:5:6", 4), ("1000:1:9", 9), ("bob:1:2", 0), ("", 0),
            ("ada:1", 0), ("ada:1:many", 0),
        ] as [(String, Int64)])
    func aUsersFirstRangeCounts(_ text: String, _ count: Int64) {
        #expect(SubordinateRanges(lines(text)).count(for: "ada", number: 1000) == count)
    }

    @Test(arguments: [
        ("cgroup2 /sys/fs/cgroup cgroup2 rw 0 0", MachineFacts.ControlGroups.version2),
        ("cgroup /sys/fs/cgroup/cpu cgroup rw 0 0", .version1),
        ("cgroup /sys/fs/cgroup/cpu cgroup rw 0 0\ncgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0", .hybrid),
        ("proc /proc proc rw 0 0", .none), ("", .none), ("cgroup2", .none),
    ])
    func mountsTellTheControlGroups(_ text: String, _ groups: MachineFacts.ControlGroups) {
        #expect(MachineFacts.ControlGroups(mounts: lines(text)) == groups)
    }

    @Test(arguments: [
        (true, "usermod --a b", ["usermod", "--a", "b"]), (false, "usermod --a b", ["sudo", "usermod", "--a", "b"]),
        (false, "apt-get install a", ["sudo", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "a"]),
    ])
    func aCureIsTypedAsItsUserWould(_ isRoot: Bool, _ command: String, _ words: [String]) {
        #expect(CurePerformance(asRoot: isRoot).words(of: command) == words)
    }

    @Test func programsReadWhetherAllIsWell() {
        let finding = MachineFinding(
            "memory", "Memory", .limited, found: "1 MB", limit: "no builds", cure: .advice("buy"))
        let json = MachineReport.json([finding], asRoot: true)
        #expect(json["usable"]?.bool == true)
        #expect(json["findings"]?.elements?.first?["cure"]?.string == "buy")
        #expect(json["findings"]?.elements?.first?["needsNoDecision"]?.bool == false)
    }
}
